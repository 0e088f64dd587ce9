import { GraphFailure } from './failure.ts'
import type { ListedMedia, MediaPage } from './media-answers.ts'

const pageSize = 50
// Two full pages bring them all; short and empty ones are common.
const mostPages = 12
const mostItems = 100

/** A page of a list: the first, or the one after a cursor. */
export interface MediaPosition {
  after: string | null
  limit: number
}

/** What was read of a media list, up to its end or to where that was cut. */
export interface MediaListing {
  /** Newest first, each once. */
  items: ListedMedia[]
  /**
   * What is nowhere else than in `items`: `everything`, or what was published after that instant. `null` when a media
   * that is missing may be there all the same.
   */
  covers: 'everything' | Date | null
  /** Why the list ends early; what was read until then is good. */
  interruptedBy: GraphFailure | null
}

/**
 * The newest of a media list, page by page. A page that is too large for Instagram is asked again at half its size.
 * Never throws for a failure of Instagram's: that is part of the answer.
 * @param options `most`: after so many no further page is asked for
 */
export async function readMediaPages(
  readPage: (page: MediaPosition) => Promise<MediaPage>,
  { most = mostItems }: { most?: number | undefined } = {},
): Promise<MediaListing> {
  const items = new Map<string, ListedMedia>()
  let hasUnreadable = false
  let after: string | null = null
  let limit = Math.min(pageSize, most)
  const listing = (isWhole: boolean, interruptedBy: GraphFailure | null = null): MediaListing => {
    const listed = [...items.values()]
    const covers = hasUnreadable ? null : isWhole ? 'everything' : oldestOf(listed)
    return { items: listed, covers, interruptedBy }
  }
  for (let page = 0; page < mostPages && items.size < most; page += 1) {
    try {
      const answer = await readPage({ after, limit })
      for (const item of answer.items) if (!items.has(item.mediaId)) items.set(item.mediaId, item)
      hasUnreadable ||= answer.hasUnreadable
      if (answer.next === null) return listing(answer.isLast)
      after = answer.next
    } catch (error) {
      if (!(error instanceof GraphFailure)) throw error
      // It stays so for the same page.
      if (error.details.isTooMuch !== true || limit <= 12) return listing(false, error)
      limit = Math.floor(limit / 2)
    }
  }
  return listing(false)
}

/** When the last of a list was published; `null` where they are not in that order and it tells nothing. */
function oldestOf(newestFirst: readonly ListedMedia[]): Date | null {
  let oldest: Date | null = null
  for (const { publishedAt } of newestFirst) {
    if (publishedAt === null) continue
    if (oldest !== null && publishedAt > oldest) return null
    oldest = publishedAt
  }
  return oldest
}
