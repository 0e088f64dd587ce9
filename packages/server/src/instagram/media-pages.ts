import { GraphFailure } from './failure.ts'
import type { MediaItem, MediaPage } from './media-answers.ts'

const pageSize = 50
// Two full pages bring them all; short and empty ones are common.
const mostPages = 12
const mostItems = 100

/**
 * The newest of a media list, page by page. A page that is too large for Instagram is asked again at half its size.
 * @throws GraphFailure of the page that could not be read
 */
export async function readMediaPages(
  readPage: (page: { after: string | null; limit: number }) => Promise<MediaPage>,
): Promise<MediaItem[]> {
  const items: MediaItem[] = []
  let after: string | null = null
  let limit = pageSize
  for (let page = 0; page < mostPages && items.length < mostItems; page += 1) {
    try {
      const answer = await readPage({ after, limit })
      items.push(...answer.items)
      if (answer.next === null) return items
      after = answer.next
    } catch (error) {
      // "Please reduce the amount of data you're asking for": code 1, and it stays so for the same page.
      const isTooMuch = error instanceof GraphFailure && error.details.code === 1 && limit > 12
      if (!isTooMuch) throw error
      limit = Math.floor(limit / 2)
    }
  }
  return items
}
