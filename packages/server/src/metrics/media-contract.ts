import { z } from 'zod'

export const mediaSorts = ['recent', 'views', 'reach', 'engagement', 'likes', 'comments', 'saves', 'shares'] as const
export type MediaSort = (typeof mediaSorts)[number]
export const mediaTypes = ['image', 'video', 'carousel', 'reel', 'story'] as const
export type MediaType = (typeof mediaTypes)[number]

/**
 * Why a media has no figures.
 * `not_read_yet`: the next sync asks for them. `too_few_viewers`: a story that fewer than five people have seen.
 * `before_conversion`: published before the account was a professional one. `no_figures`: Instagram
 * answered without any, as it does for a post that is too fresh or that too few people have seen. `unavailable`: Instagram
 * refuses to say.
 */
export const mediaMissingReasons = [
  'not_read_yet',
  'too_few_viewers',
  'before_conversion',
  'no_figures',
  'unavailable',
] as const
export type MediaMissingReason = (typeof mediaMissingReasons)[number]

/**
 * A post, reel or story with its newest lifetime figures. `null` is unknown, never 0. What the person deleted at
 * Instagram is not given.
 */
export interface MediaItem {
  /** Instagram's id, as text: it exceeds 2^53. */
  id: string
  type: MediaType
  caption: string | null
  permalink: string | null
  /** Signed and short-lived: show it, do not store it. */
  previewUrl: string | null
  publishedAt: Date
  views: number | null
  /** People. */
  reach: number | null
  /** Instagram's `total_interactions`. */
  engagement: number | null
  /** `null` also when the person hides it. */
  likes: number | null
  comments: number | null
  saves: number | null
  shares: number | null
  /** Percent: 100 × engagement / reach; `null` when reach is 0 or one is unknown. */
  engagementRate: number | null
  /**
   * Every figure that Instagram sent, by its own names: watch times in milliseconds, skip rate in percent. `likes` and
   * `comments` are the newest that it said, in the list of posts or as a figure.
   */
  figures: Record<string, number>
  /** `null` when the figures are there. */
  missingReason: MediaMissingReason | null
  /** When the figures were read. */
  readAt: Date | null
}

export interface MediaListInput {
  accountId?: string | undefined
  /** Highest first; default `recent`. */
  sort?: MediaSort | undefined
  /** Stories are given only when they are asked for here. */
  productType?: 'feed' | 'reels' | 'story' | undefined
  cursor?: string | undefined
  /** 1 to 100, default 20. */
  limit?: number | undefined
}
export interface MediaListResult {
  items: MediaItem[]
  nextCursor: string | null
}

export const mediaListInput = z.strictObject({
  accountId: z.string().min(1).max(64).optional(),
  sort: z.enum(mediaSorts).optional(),
  productType: z.enum(['feed', 'reels', 'story']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<MediaListInput>

const count = z.number().nullable()
export const mediaListResult = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      type: z.enum(mediaTypes),
      caption: z.string().nullable(),
      permalink: z.string().nullable(),
      previewUrl: z.string().nullable(),
      publishedAt: z.date(),
      views: count,
      reach: count,
      engagement: count,
      likes: count,
      comments: count,
      saves: count,
      shares: count,
      engagementRate: count,
      figures: z.record(z.string(), z.number()),
      missingReason: z.enum(mediaMissingReasons).nullable(),
      readAt: z.date().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<MediaListResult>
