import { expect, test } from 'vitest'
import { GraphFailure } from './failure.ts'
import type { ListedMedia, MediaPage } from './media-answers.ts'
import { readMediaPages } from './media-pages.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 1, hour))

const post = (mediaId: string, publishedAt: Date | null): ListedMedia => ({
  mediaId,
  mediaType: null,
  productType: null,
  caption: null,
  permalink: null,
  previewUrl: null,
  ownerUsername: null,
  publishedAt,
  likes: null,
  comments: null,
})

const page = (items: ListedMedia[], changes: Partial<MediaPage> = {}): MediaPage => ({
  items,
  hasUnreadable: false,
  next: null,
  isLast: true,
  ...changes,
})
const more = { next: 'on', isLast: false }
const full = (from: number) =>
  Array.from({ length: 50 }, (_, index) => post(`m${from + index}`, new Date(at(20).getTime() - (from + index) * 1000)))

/** Gives these answers one after another, the last one for ever. */
const list = (...answers: (MediaPage | GraphFailure)[]) => {
  const limits: number[] = []
  const listing = readMediaPages(({ limit }) => {
    const answer = answers[Math.min(limits.length, answers.length - 1)] ?? page([])
    limits.push(limit)
    return answer instanceof GraphFailure ? Promise.reject(answer) : Promise.resolve(answer)
  })
  return listing.then((read) => ({ ...read, limits }))
}

test('a list that was read to its end covers everything, an empty one too', async () => {
  expect(await list(page([post('2', at(2))], more), page([], more), page([post('1', at(1))]))).toMatchObject({
    items: [{ mediaId: '2' }, { mediaId: '1' }],
    covers: 'everything',
    interruptedBy: null,
  })
  expect(await list(page([]))).toMatchObject({ items: [], covers: 'everything' })
})

test('a list that is cut covers what is younger than its oldest, and each media once', async () => {
  const cut = await list(page(full(0), more), page([...full(0).slice(-5), ...full(50)], more), page(full(100), more))
  expect(cut.items).toHaveLength(100)
  expect(cut.covers).toEqual(full(50).at(-1)?.publishedAt)
  expect(await list(page([post('1', at(1)), post('odd', null)], { ...more, next: null }))).toMatchObject({
    covers: at(1),
  })
})

test('where the oldest is not the last, a list that is cut covers nothing', async () => {
  expect(await list(page([post('1', at(1)), post('2', at(2))], { ...more, next: null }))).toMatchObject({
    covers: null,
  })
  expect(await list(page([post('1', null)], { ...more, next: null }))).toMatchObject({ covers: null })
  expect(await list(page([], more))).toMatchObject({ items: [], covers: null })
})

test('an entry that names no media may be any media', async () => {
  const listed = await list(page([post('2', at(2))], { ...more, hasUnreadable: true }), page([post('1', at(1))]))
  expect(listed).toMatchObject({ covers: null, items: [{ mediaId: '2' }, { mediaId: '1' }] })
})

test.each(['transient', 'permission_missing', 'token_refused', 'rate_limited', 'rejected', 'unreadable'] as const)(
  'what was read before a page failed is kept: %s',
  async (kind) => {
    const failure = new GraphFailure(kind, 'GET me/media')
    expect(await list(page([post('2', at(2))], more), failure)).toMatchObject({
      items: [{ mediaId: '2' }],
      covers: at(2),
      interruptedBy: failure,
    })
    expect(await list(failure)).toMatchObject({ items: [], covers: null, interruptedBy: failure })
  },
)

test('a page that is too large is asked for again at half its size', async () => {
  const tooLarge = new GraphFailure('transient', 'GET me/media', { code: 1, isTooMuch: true })
  expect(await list(tooLarge, tooLarge, page([]))).toMatchObject({ limits: [50, 25, 12], covers: 'everything' })
  expect(await list(tooLarge)).toMatchObject({ limits: [50, 25, 12], interruptedBy: tooLarge })
})
