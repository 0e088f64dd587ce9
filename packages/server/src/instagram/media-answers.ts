import { z } from 'zod'
import { asCount, asRecord, asText, text, wholeCount } from './lenient.ts'
import { navigationBreakdown, navigationMetric, productOf } from './media-catalogue.ts'
import { shownAddress } from './shown-address.ts'

/** A post, reel or story as its list tells it: `null` is what this list leaves out. */
export interface ListedMedia {
  /** Text, because it can exceed 2^53. */
  mediaId: string
  /** `IMAGE`, `VIDEO` or `CAROUSEL_ALBUM`. */
  mediaType: string | null
  /** `FEED`, `REELS`, `STORY` …, by its one name: only this tells a reel from a video. */
  productType: string | null
  caption: string | null
  permalink: string | null
  /** Signed and short-lived. */
  previewUrl: string | null
  /** Whose post it is: somebody else's where two publish one together. */
  ownerUsername: string | null
  publishedAt: Date | null
  /** `null` also when its owner hides it. */
  likes: number | null
  /** Of the same page others tell them, and this one has none; `null` where no media of the page tells any. */
  areLikesHidden?: boolean | null
  comments: number | null
}

/** A media of which is known what it is and when it was published, without which nothing can be kept of it. */
export type MediaItem = ListedMedia & { productType: string; publishedAt: Date }

export interface MediaPage {
  items: ListedMedia[]
  /** It has entries that name no media: whatever is missing in the list may be one of them. */
  hasUnreadable: boolean
  /** Where the next page begins; `null` when it can not be asked for. */
  next: string | null
  /** Nothing comes after it. */
  isLast: boolean
}

// What an address or a cursor of ours can carry; Instagram's are digits.
const idText = z.union([z.string(), z.int().transform(String)]).refine((id) => /^[\w-]{1,100}$/.test(id))
const address = text.transform(shownAddress)
const instant = text.transform((value) => {
  // `+0000` without a colon, which not every parser takes.
  const date = new Date(value?.replace(/([+-]\d\d)(\d\d)$/, '$1:$2') ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date
})
// Only the id is needed: every other field can be refused or malformed, and is then missing alone.
const entry = z.object({
  id: idText,
  media_type: text,
  media_product_type: text,
  caption: text,
  permalink: address,
  media_url: address,
  thumbnail_url: address,
  username: text,
  timestamp: instant,
  like_count: wholeCount,
  comments_count: wholeCount,
})
const page = z.object({ data: z.array(z.unknown()), paging: z.unknown().optional() })
const paging = z.object({
  next: z.unknown().optional(),
  cursors: z.object({ after: text }).optional().catch(undefined),
})

/**
 * A page of a media list. Pages may be short or empty and still have a next one; the last one still carries a cursor,
 * so only an absent `next` ends the list. `next` itself holds the token and is never used.
 * @returns `undefined` when it is no list
 */
export function readMediaPage(body: unknown): MediaPage | undefined {
  const answer = page.safeParse(body)
  if (!answer.success) return undefined
  const { next, cursors } = paging.safeParse(answer.data.paging).data ?? {}
  const isLast = next === undefined || next === null || next === ''
  const entries = answer.data.data.map(readItem)
  // Where the field is refused, or fails just now, nobody hides anything.
  const areLikesTold = entries.some((item) => item !== undefined && item.likes !== null)
  const items = entries.flatMap((item) =>
    item === undefined ? [] : [{ ...item, areLikesHidden: areLikesTold ? (item.areLikesHidden ?? null) : null }],
  )
  return {
    items,
    hasUnreadable: items.length < entries.length,
    next: isLast ? null : (cursors?.after ?? null),
    isLast,
  }
}

/** One malformed entry must not hide the others. */
function readItem(candidate: unknown): ListedMedia | undefined {
  const parsed = entry.safeParse(candidate)
  if (!parsed.success) return undefined
  const media = parsed.data
  return {
    mediaId: media.id,
    mediaType: media.media_type,
    productType: media.media_product_type === null ? null : productOf(media.media_product_type),
    caption: media.caption,
    permalink: media.permalink,
    previewUrl: media.thumbnail_url ?? media.media_url,
    ownerUsername: media.username,
    publishedAt: media.timestamp,
    likes: media.like_count,
    // One that cannot be read is not hidden.
    areLikesHidden: (asRecord(candidate)?.['like_count'] ?? null) === null,
    comments: media.comments_count,
  }
}

/** What viewers of a story did, by Instagram's names in small letters. */
export interface NavigationReading {
  /** All actions together; `null` when it is not said. */
  total: number | null
  /**
   * How often each was done; one that is not here 0 times. `null`: its number could not be read, as under the name `''`
   * that of every action without a row. `null` altogether where there is no breakdown.
   */
  actions: Record<string, number | null> | null
}

/**
 * How the viewers of a story went on. Instagram prints the names in capitals and sends them in small letters, and leaves
 * out an action that nobody did.
 */
export function readNavigation(data: readonly unknown[]): NavigationReading {
  const found = data.map(asRecord).find((entry) => entry?.['name'] === navigationMetric)
  const total = asRecord(found?.['total_value'])
  const value = asRecord(Array.isArray(found?.['values']) ? found['values'][0] : undefined)?.['value']
  const all = asCount(total?.['value']) ?? asCount(value) ?? null
  const breakdowns = Array.isArray(total?.['breakdowns']) ? (total['breakdowns'] as unknown[]) : []
  if (breakdowns.length === 0) return { total: all, actions: null }
  const actions: Record<string, number | null> = {}
  for (const breakdown of breakdowns) {
    const { dimension_keys: keys, results } = asRecord(breakdown) ?? {}
    const place = Array.isArray(keys) ? Math.max(0, keys.indexOf(navigationBreakdown)) : 0
    for (const row of Array.isArray(results) ? (results as unknown[]) : []) {
      const { dimension_values: values, value: count } = asRecord(row) ?? {}
      const name = asText(Array.isArray(values) ? values[place] : undefined)?.toLowerCase() ?? ''
      actions[name] = asCount(count) ?? null
    }
  }
  // Nothing of a number that is not 0, or that nobody said: the parts are not said.
  const isEmpty = Object.keys(actions).length === 0
  return { total: all, actions: isEmpty && all !== 0 ? null : actions }
}

/** The lifetime figures of one media by Instagram's names; what is no number, or below 0, is absent. */
export function readFigures(data: readonly unknown[]): Map<string, number> {
  const figures = new Map<string, number>()
  for (const candidate of data) {
    // Hundreds a night: reading them by a schema would cost more than asking for them.
    const { name, values, total_value: total } = asRecord(candidate) ?? {}
    const value = asRecord(Array.isArray(values) ? values[0] : undefined)?.['value'] ?? asRecord(total)?.['value']
    const count = asCount(value)
    if (typeof name === 'string' && count !== undefined) figures.set(name, count)
  }
  return figures
}
