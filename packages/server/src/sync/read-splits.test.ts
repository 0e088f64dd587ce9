import { expect, it } from 'vitest'
import { GraphFailure, type GraphFailureDetails, type GraphFailureKind, type GraphSession } from '../instagram/index.ts'
import type { Answers } from './answers.ts'
import { askFollows, askSplit } from './read-splits.ts'

const asked = { day: '2026-11-20', today: '2026-11-30', askedAt: new Date('2026-11-30T18:00:00Z') }
const failure = (kind: GraphFailureKind, details: Partial<GraphFailureDetails>) =>
  new GraphFailure(kind, 'GET me/insights', details)
const internal = failure('transient', { code: 2, httpStatus: 500 })
const fewViewers = failure('not_available', { code: 10, httpStatus: 400 })
const refusal = failure('transient', { code: 1, httpStatus: 400 })
const unsupported = failure('unsupported_metric', { code: 100, httpStatus: 400 })

const emptyAnswers = (): Answers => ({
  // Of the profile only this is looked at.
  profile: { followersCount: 500 } as Answers['profile'],
  beganAt: asked.askedAt,
  series: null,
  days: new Map(),
  periods: [],
  splits: [],
  refusedMetrics: new Set(),
  failingMetrics: new Set(),
  failures: [],
})

/** Totals are well; a breakdown fails where it is told to. */
function sessionOf(failsWith: (metrics: readonly string[]) => GraphFailure | null): GraphSession {
  const session: Pick<GraphSession, 'split' | 'dayTotals'> = {
    split: async (metrics) => {
      const failed = failsWith(metrics)
      if (failed) throw failed
      const parts = metrics.filter((metric) => metric !== 'follows_and_unfollows')
      return {
        parts: new Map(parts.map((metric) => [metric, { categories: { REEL: 3 }, total: 3 }])),
        follows: { follows: 2, unfollows: 1 },
      }
    },
    dayTotals: async () => ({ totals: new Map(), omitted: [] }),
  }
  // The guarantee: nothing else of it is asked here.
  return session as GraphSession
}

const contentNames = ['reach', 'total_interactions', 'views'].map((metric) => `${metric}.media_product_type`)
async function ask(by: 'contentType' | 'followType', failsWith: (metrics: readonly string[]) => GraphFailure | null) {
  const answers = emptyAnswers()
  await askSplit(answers, sessionOf(failsWith), { ...asked, by })
  return {
    answers,
    refused: [...answers.refusedMetrics].toSorted(),
    failing: [...answers.failingMetrics].toSorted(),
    splits: answers.splits,
  }
}

it.each([
  ['an outage', internal],
  ['too few viewers', fewViewers],
  ['an answer that is none', failure('unreadable', {})],
])('a breakdown that is not answered for %s is no refusal, and the question stays open', async (_name, cause) => {
  expect(await ask('contentType', () => cause)).toMatchObject({ refused: [], failing: contentNames, splits: [] })
})

it.each([
  ['as unknown', unsupported],
  ['by the code that it has for it', refusal],
])(
  'a breakdown that is refused %s while the whole is told is remembered, and the day has none',
  async (_name, cause) => {
    const { refused, failing, splits } = await ask('contentType', () => cause)
    expect({ refused, failing }).toEqual({ refused: contentNames, failing: [] })
    expect(splits).toMatchObject([{ parts: new Map(), failing: new Set() }])
  },
)

it('a number that fails alone is named beside what was answered, also of the days after it', async () => {
  const { answers, splits } = await ask('contentType', (metrics) => (metrics.includes('reach') ? internal : null))
  await askSplit(
    answers,
    sessionOf(() => null),
    { ...asked, day: '2026-11-19', by: 'contentType' },
  )
  expect(splits.map(({ parts, failing }) => [[...parts.keys()], [...failing]])).toEqual([
    [['views', 'total_interactions'], ['reach']],
    [['views', 'total_interactions'], ['reach']],
  ])
  expect([...answers.refusedMetrics]).toEqual([])
})

it.each([
  ['an outage', internal, [], ['follow_type.together']],
  ['too few viewers', fewViewers, [], ['follow_type.together']],
  ['a refusal', unsupported, ['follow_type.together'], []],
  ['a refusal by the code for it', refusal, ['follow_type.together'], []],
])(
  'that all can not be asked in one call is remembered only where it lasts: %s',
  async (_name, cause, refused, failing) => {
    const answers = emptyAnswers()
    const session = sessionOf((metrics) => (metrics.length > 1 ? cause : null))
    expect(await askFollows(answers, session, asked)).toEqual({ follows: 2, unfollows: 1 })
    expect([[...answers.refusedMetrics], [...answers.failingMetrics]]).toEqual([refused, failing])
  },
)
