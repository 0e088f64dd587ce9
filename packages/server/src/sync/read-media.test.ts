import { describe, expect, it } from 'vitest'
import {
  figuresOf,
  GraphFailure,
  type GraphFailureDetails,
  type GraphFailureKind,
  type GraphSession,
  type MediaItem,
} from '../instagram/index.ts'
import { choosePosts, itemsOf, readFigures } from './read-media.ts'

const hour = 3_600_000
const day = 24 * hour
const now = new Date('2026-11-16T18:00:00Z')
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)

const post = (mediaId: string, ageMs: number, productType = 'FEED'): MediaItem => ({
  mediaId,
  mediaType: 'IMAGE',
  productType,
  caption: null,
  permalink: null,
  previewUrl: null,
  ownerUsername: null,
  publishedAt: ago(ageMs),
  likes: null,
  comments: null,
})

const read = (item: MediaItem, readMs: number | null) => ({
  productType: item.productType,
  publishedAt: item.publishedAt,
  insightState: 'read' as const,
  insightsAt: readMs === null ? null : ago(readMs),
  refusedMetrics: [],
})

describe('choosePosts', () => {
  const isChosen = (ageMs: number, readMs: number) => {
    const item = post('1', ageMs)
    return (
      choosePosts([item], new Map([['1', read(item, readMs)]]), { now, most: 9, isNewestFirst: false }).length === 1
    )
  }

  it.each([
    [1 * day, 59 * 60_000, hour],
    [2 * day, 19 * hour, 20 * hour],
    [29.9 * day, 19 * hour, 20 * hour],
    [30 * day, 6.5 * day, 7 * day],
    [89.9 * day, 6.5 * day, 7 * day],
  ])('a post of %d ms that was read %d ms ago waits, and after %d ms its turn has come', (age, early, due) => {
    expect(isChosen(age, early)).toBe(false)
    expect(isChosen(age, due)).toBe(true)
  })

  it('a post of ninety days is read no more, unless it never was', () => {
    expect(isChosen(90 * day, 60 * day)).toBe(false)
    expect(choosePosts([post('1', 400 * day)], new Map(), { now, most: 9, isNewestFirst: false })).toHaveLength(1)
  })

  it('what was never read comes first, then a person sees the newest, and the night reads what waits longest', () => {
    const items = [post('new', 3 * day), post('mid', 9 * day), post('late', 20 * day), post('old', 50 * day)]
    const unread = [post('unread', 10 * day), post('old unread', 200 * day)]
    const known = new Map([
      ['new', read(items[0] ?? post('', 0), day)],
      ['mid', read(items[1] ?? post('', 0), 3 * day)],
      ['late', read(items[2] ?? post('', 0), 2 * day)],
      ['old', read(items[3] ?? post('', 0), 21 * day)],
    ])
    const order = (isNewestFirst: boolean) =>
      choosePosts([...items, ...unread], known, { now, most: 9, isNewestFirst }).map(({ mediaId }) => mediaId)
    expect(order(true)).toEqual(['unread', 'new', 'mid', 'late', 'old unread', 'old'])
    expect(order(false)).toEqual(['unread', 'mid', 'late', 'new', 'old unread', 'old'])
  })
})

describe('itemsOf', () => {
  const listed = { ...post('1', day), productType: null, publishedAt: null }

  it('what a list does not say is what was known, and then what the list is of', () => {
    const known = new Map([['1', read(post('1', 5 * day, 'REELS'), null)]])
    expect(itemsOf([listed], known, 'FEED')).toEqual([post('1', 5 * day, 'REELS')])
    expect(itemsOf([{ ...listed, publishedAt: ago(day) }], new Map(), 'STORY')).toEqual([post('1', day, 'STORY')])
  })

  it('a new media of which nobody says when it was published is left out', () => {
    expect(itemsOf([listed, post('2', day)], new Map(), 'FEED')).toEqual([post('2', day)])
  })
})

describe('readFigures', () => {
  /** An Instagram that answers each question about figures with what `answer` makes of it. */
  const session = (answer: (metrics: readonly string[]) => Map<string, number>) =>
    ({ mediaFigures: (_id: string, metrics: readonly string[]) => Promise.resolve().then(() => answer(metrics)) }) as
      // The guarantee: nothing else of a session is used.
      unknown as GraphSession
  const failing = (kind: GraphFailureKind, details: GraphFailureDetails) =>
    session(() => {
      throw new GraphFailure(kind, 'GET media/insights', details)
    })
  const item = post('1', day)

  it('without a single figure it is not read but has none', async () => {
    expect(
      await readFigures(
        session(() => new Map()),
        item,
        new Map(),
      ),
    ).toMatchObject({ state: 'no_figures' })
    const one = session(() => new Map([['reach', 0]]))
    expect(await readFigures(one, item, new Map())).toMatchObject({ state: 'read' })
  })

  it.each(['FEED', 'REELS', 'STORY', 'AD'])(
    'where all figures of %s are refused, they are asked for again',
    async (product) => {
      const refusing = session((metrics) => {
        throw new GraphFailure('unsupported_metric', 'GET media/insights', { code: 100, refusedNames: [...metrics] })
      })
      const known = { ...read(item, day), refusedMetrics: [...figuresOf(product)] }
      for (const before of [new Map<string, typeof known>(), new Map([['1', known]])]) {
        const answers = await readFigures(refusing, { ...item, productType: product }, before)
        expect(answers).toMatchObject({ state: 'no_figures', refusedMetrics: [], refusal: null })
      }
    },
  )

  it.each([
    ['not_available', { code: 100, subcode: 2_108_006 }, { state: 'before_conversion', isGone: false }],
    ['not_available', { code: 10 }, { state: 'too_few_viewers', isGone: false }],
    ['not_available', { code: 24, subcode: 2_207_006 }, { state: 'unavailable', isGone: true }],
    ['not_available', { code: 24 }, { state: 'unavailable', isGone: true }],
    ['not_available', { code: 100, subcode: 33 }, { state: 'unavailable', isGone: false }],
    ['rejected', { code: -1, subcode: 2_207_086 }, { state: 'unavailable', isGone: false }],
    ['rejected', { code: 36_104 }, { state: 'unavailable', isGone: false }],
  ] as const)('%s %j is a state of the media and no failure', async (kind, details, state) => {
    expect(await readFigures(failing(kind, details), item, new Map())).toMatchObject({ ...state, refusal: null })
  })

  it.each(['permission_missing', 'transient', 'unreadable', 'user_action_needed'] as const)(
    '%s may be about the media alone',
    async (kind) => {
      const answers = await readFigures(failing(kind, { code: 2 }), item, new Map())
      expect(answers).toMatchObject({ state: 'unavailable', refusal: { kind } })
    },
  )

  it.each(['token_refused', 'rate_limited', 'app_rate_limited'] as const)('%s is about everything', async (kind) => {
    await expect(readFigures(failing(kind, {}), item, new Map())).rejects.toMatchObject({ kind })
  })
})
