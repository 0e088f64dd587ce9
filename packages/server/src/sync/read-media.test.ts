import { describe, expect, it } from 'vitest'
import {
  figuresOf,
  GraphFailure,
  type GraphFailureDetails,
  type GraphFailureKind,
  type GraphSession,
  type MediaItem,
  type NavigationReading,
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
  askedAt: null,
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

  it('a post that was asked in vain waits for its turn, however old its figures are', () => {
    const item = post('1', 5 * day)
    const known = new Map([['1', { ...read(item, 3 * day), askedAt: ago(hour) }]])
    expect(choosePosts([item], known, { now, most: 9, isNewestFirst: false })).toEqual([])
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
  const item = post('1', day - 1)
  const asking = (asked: GraphSession) => ({ session: asked, known: new Map<string, never>(), now })

  it('without a single figure it is not read but has none', async () => {
    expect(await readFigures(asking(session(() => new Map())), item)).toMatchObject({ state: 'no_figures' })
    const one = session(() => new Map([['reach', 0]]))
    expect(await readFigures(asking(one), item)).toMatchObject({ state: 'read' })
  })

  it.each(['FEED', 'REELS', 'STORY', 'AD'])(
    'where all figures of %s are refused, they are asked for again',
    async (product) => {
      const refusing = session((metrics) => {
        throw new GraphFailure('unsupported_metric', 'GET media/insights', { code: 100, refusedNames: [...metrics] })
      })
      const known = { ...read(item, day), refusedMetrics: [...figuresOf(product)] }
      for (const before of [new Map<string, typeof known>(), new Map([['1', known]])]) {
        const answers = await readFigures({ ...asking(refusing), known: before }, { ...item, productType: product })
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
    expect(await readFigures(asking(failing(kind, details)), item)).toMatchObject({ ...state, refusal: null })
  })

  it.each(['permission_missing', 'transient', 'unreadable', 'user_action_needed'] as const)(
    '%s may be about the media alone',
    async (kind) => {
      const answers = await readFigures(asking(failing(kind, { code: 2 })), item)
      expect(answers).toMatchObject({ state: 'unavailable', refusal: { kind } })
    },
  )

  it.each(['token_refused', 'rate_limited', 'app_rate_limited'] as const)('%s is about everything', async (kind) => {
    await expect(readFigures(asking(failing(kind, {})), item)).rejects.toMatchObject({ kind })
  })
})

describe('readFigures of a story', () => {
  const story = (ageMs: number) => post('1', ageMs, 'STORY')
  const sessionOf = (figures: () => Map<string, number>, navigation: () => NavigationReading) => {
    const asked: string[] = []
    const session = {
      mediaFigures: async () => {
        asked.push('figures')
        return figures()
      },
      storyNavigation: async () => {
        asked.push('navigation')
        return navigation()
      },
    } as unknown as GraphSession
    return { session, asked, ask: (item: MediaItem) => readFigures({ session, known: new Map(), now }, item) }
  }
  const some = () => new Map([['views', 40]])
  const said = () => ({ total: 25, actions: { tap_exit: 3 } })
  const refusing = (kind: GraphFailureKind, details: GraphFailureDetails) => (): never => {
    throw new GraphFailure(kind, 'GET media/insights', details)
  }

  it('what its viewers did has a question of its own', async () => {
    const { ask, asked } = sessionOf(some, said)
    const answer = await ask(story(hour))
    expect(answer).toMatchObject({ state: 'read', navigation: { tap_exit: 3 }, lateAnswer: null })
    expect(Object.fromEntries(answer.figures ?? [])).toEqual({ views: 40, navigation: 25 })
    expect(asked).toEqual(['figures', 'navigation'])
  })

  it('its figures stay whatever becomes of the other question', async () => {
    const limited = await sessionOf(some, refusing('rate_limited', { code: 4 })).ask(story(hour))
    expect(limited).toMatchObject({ state: 'read', navigation: null, refusal: { kind: 'rate_limited' } })
    const refused = await sessionOf(some, refusing('unsupported_metric', { code: 100 })).ask(story(hour))
    expect(refused).toMatchObject({ state: 'read', navigation: null, refusedMetrics: ['navigation'], refusal: null })
    const down = await sessionOf(some, refusing('transient', { code: 2 })).ask(story(hour))
    expect(down).toMatchObject({ state: 'read', navigation: null, refusedMetrics: [], refusal: null })
  })

  it('one that too few have seen is not asked twice', async () => {
    const { ask, asked } = sessionOf(refusing('not_available', { code: 10 }), said)
    expect(await ask(story(hour))).toMatchObject({ state: 'too_few_viewers', lateAnswer: null })
    expect(asked).toEqual(['figures'])
  })

  it.each([
    ['unsupported_metric', { code: 100, httpStatus: 400 }, 'silent'],
    ['not_available', { code: 100, subcode: 33, httpStatus: 400 }, 'silent'],
    ['not_available', { code: 24, subcode: 2_207_006, httpStatus: 400 }, 'over'],
    ['not_available', { code: 10, httpStatus: 400 }, 'silent'],
    ['transient', { code: 2, httpStatus: 500 }, 'failed'],
    ['transient', { code: 100, httpStatus: 400 }, 'failed'],
  ] as const)('after its end %s %j is asked once: %s', async (kind, details, lateAnswer) => {
    const { ask, asked } = sessionOf(refusing(kind, details), said)
    expect(await ask(story(25 * hour))).toMatchObject({ lateAnswer, refusal: null })
    expect(asked).toEqual(['figures'])
  })

  it('after its end one that answers is in a highlight, and one that says nothing may be tomorrow', async () => {
    expect(await sessionOf(some, said).ask(story(25 * hour))).toMatchObject({ state: 'read', lateAnswer: 'answered' })
    const silent = await sessionOf(() => new Map(), said).ask(story(25 * hour))
    expect(silent).toMatchObject({ state: 'no_figures', lateAnswer: 'silent' })
  })
})
