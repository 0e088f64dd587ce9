import { z } from 'zod'

/** A post, reel or story as its list tells it. */
export interface MediaItem {
  /** Text, because it can exceed 2^53. */
  mediaId: string
  /** `IMAGE`, `VIDEO` or `CAROUSEL_ALBUM`. */
  mediaType: string | null
  /** `FEED`, `REELS`, `STORY` …: only this tells a reel from a video. */
  productType: string
  caption: string | null
  permalink: string | null
  /** Signed and short-lived. */
  previewUrl: string | null
  publishedAt: Date
  /** `null` when the person hides it. */
  likes: number | null
  comments: number | null
}

export interface MediaPage {
  items: MediaItem[]
  /** Where the next page begins; `null` when this is the last. */
  next: string | null
}

const idText = z.union([z.string().min(1), z.number().transform(String)])
const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && value !== '' ? value : null))
const count = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null))
const entry = z.object({
  id: idText,
  media_type: text,
  media_product_type: text,
  caption: text,
  permalink: text,
  media_url: text,
  thumbnail_url: text,
  // `+0000` without a colon, which not every parser takes.
  timestamp: z.string().transform((value) => new Date(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))),
  like_count: count,
  comments_count: count,
})
const page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({
      next: z.unknown().optional(),
      cursors: z.object({ after: z.string().optional() }).optional(),
    })
    .optional(),
})

/**
 * A page of a media list. Pages may be short or empty and still have a next one; the last one still carries a cursor,
 * so only an absent `next` ends the list. `next` itself holds the token and is never used.
 * @param productType of a list in which nothing says it, as that of stories
 * @returns `undefined` when it is no list
 */
export function readMediaPage(body: unknown, productType: string): MediaPage | undefined {
  const answer = page.safeParse(body)
  if (!answer.success) return undefined
  const { data, paging } = answer.data
  const hasNext = typeof paging?.next === 'string' && paging.next !== ''
  return {
    items: data.flatMap((candidate) => readItem(candidate, productType) ?? []),
    next: hasNext ? (paging.cursors?.after ?? null) : null,
  }
}

/** One odd entry must not hide the others. */
function readItem(candidate: unknown, productType: string): MediaItem | undefined {
  const parsed = entry.safeParse(candidate)
  if (!parsed.success || Number.isNaN(parsed.data.timestamp.getTime())) return undefined
  const media = parsed.data
  return {
    mediaId: media.id,
    mediaType: media.media_type,
    productType: (media.media_product_type ?? productType).toUpperCase(),
    caption: media.caption,
    permalink: media.permalink,
    previewUrl: media.thumbnail_url ?? media.media_url,
    publishedAt: media.timestamp,
    likes: media.like_count,
    comments: media.comments_count,
  }
}

interface Figure {
  name?: unknown
  values?: unknown
  total_value?: unknown
}

const valueOf = (holder: unknown): unknown => (holder as { value?: unknown } | null | undefined)?.value

/** The lifetime figures of one media by Instagram's names; a figure without a number is absent. */
export function readFigures(data: readonly unknown[]): Map<string, number> {
  const figures = new Map<string, number>()
  for (const candidate of data) {
    // Hundreds a night: reading them by a schema would cost more than asking for them.
    const { name, values, total_value: total }: Figure = Object(candidate)
    const value = (Array.isArray(values) ? valueOf(values[0]) : undefined) ?? valueOf(total)
    if (typeof name === 'string' && typeof value === 'number' && Number.isFinite(value) && value >= 0)
      figures.set(name, value)
  }
  return figures
}
