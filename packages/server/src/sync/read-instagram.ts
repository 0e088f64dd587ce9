import { ForeignIdentity } from '../failures/foreign-identity.ts'
import { NotProfessional } from '../failures/judge-failure.ts'
import { type GraphSession, metricsOfForm, type Profile } from '../instagram/index.ts'
import { inParallel } from '../concurrency/in-parallel.ts'
import type { Answers, DayAnswers } from './answers.ts'
import type { SplitQuestion } from './asked-splits.ts'
import type { SyncPhase } from './contract.ts'
import type { PlannedDay } from './late-days.ts'
import { asksPeriods } from './plan-days.ts'
import { askTotals, isSkippable, readPeriodsInto, readSeriesInto } from './read-parts.ts'
import { askFollows, askSplit } from './read-splits.ts'
import { seriesOf } from './series-windows.ts'

export interface ReadOptions {
  /** Whose numbers they are to be. */
  instagramUserId: string
  /** Newest first. */
  days: readonly PlannedDay[]
  /** Asked after the days, in this order. */
  splits: readonly SplitQuestion[]
  today: string
  now(): Date
  /** Known from earlier syncs: not asked again. */
  refusedMetrics: ReadonlySet<string>
  /** A user waits for the first numbers: they are told one by one, and not with what comes after them. */
  isWatched: boolean
  /** Told after each step of `stepsFor`; a refusal to go on is thrown by it. */
  onStep(phase: SyncPhase): Promise<void>
  /** Told as soon as the profile is known, and after each few days: what was read until then can be saved. */
  onAnswers(answers: Answers, days: readonly string[]): Promise<void>
  /** What somebody who waits is to have besides, as soon as the profile is saved. */
  onProfile?: ((profile: Profile) => Promise<void>) | undefined
  /** The same as soon as the newest days are. */
  onNewestDays?: (() => Promise<void>) | undefined
}

// Enough to hide the latency.
const parallelDays = 4
const daysAtOnce = 8
// After so many failures in a row it is not about single questions.
const mostFailuresInARow = 3

/**
 * Asks Instagram for everything a sync needs; the network only. The newest week comes first, and of it the totals, so
 * that a user sees numbers after a dozen calls; what they are made of comes last. The newest day goes alone: it finds out
 * which metrics are refused, so that the other days do not ask for them. A question that fails alone is left out and told
 * in `failures`.
 * @throws GraphFailure where Instagram ends it; what `onAnswers` was told is good nevertheless
 * @throws NotProfessional when the account is a personal one now
 * @throws ForeignIdentity when the token answers for somebody else
 */
export async function readInstagram(session: GraphSession, options: ReadOptions): Promise<Answers> {
  const { days, splits, today, isWatched, onStep, onAnswers, onProfile, onNewestDays, now } = options
  const beganAt = now()
  const profile = await session.profile()
  if (profile.accountType?.toLowerCase() === 'personal') throw new NotProfessional('The account is a personal one')
  // Of an account that was taken over from another app the other id may be known: Instagram names both.
  const isOwn = [profile.instagramUserId, profile.appScopedId].includes(options.instagramUserId)
  if (!isOwn) throw new ForeignIdentity('The token is somebody else’s')
  const windows = seriesOf(days, today)
  const answers: Answers = {
    profile,
    beganAt,
    series: null,
    days: new Map(),
    periods: [],
    splits: [],
    refusedMetrics: new Set(options.refusedMetrics),
    failingMetrics: new Set(),
    failures: [],
  }
  // Otherwise the first days, which follow at once, tell it as well.
  let isTold = isWatched || windows.length > 0 || days.length === 0
  if (isTold) {
    await onAnswers(answers, [])
    await onStep('profile')
  }
  await onProfile?.(profile)
  const readSeries = async () => {
    if (windows.length > 0) answers.series = new Map()
    for (const { form, range } of windows) {
      await readSeriesInto(answers, session, { metrics: metricsOfForm(form), range })
      await onStep('series')
    }
  }
  // Whoever waits sees the newest days sooner without: their totals say the reach as well.
  if (!isWatched) await readSeries()

  let failuresInARow = 0
  /** One question about a day; the next ones are asked also when it fails, unless too many have. */
  const ask = async (day: string, question: () => Promise<Partial<DayAnswers>>) => {
    // A series tells of all days, and is asked for before them.
    const askedAt = answers.series === null ? now() : beganAt
    const before = answers.days.get(day) ?? { day, askedAt, totals: undefined, follows: undefined }
    try {
      answers.days.set(day, { ...before, ...(await question()) })
      failuresInARow = 0
    } catch (error) {
      if (!isSkippable(error)) throw error
      answers.failures.push(error)
      failuresInARow += 1
      // Several single metrics were refused for want of it as well.
      const isForAll = error.kind === 'permission_missing'
      if (isForAll || failuresInARow >= mostFailuresInARow) throw error
    }
    await onStep('days')
  }
  const readTotals = async ({ day, parts }: PlannedDay) => {
    if (parts === 'follows') return
    await ask(day, async () => ({ totals: await askTotals(answers, session, { day, today }) }))
  }
  const readFollows = async ({ day, parts }: PlannedDay) => {
    if (parts === 'totals') return
    await ask(day, async () => ({ follows: await askFollows(answers, session, { day, today, askedAt: now() }) }))
  }
  /** A day of which the totals were not answered is asked again whole. */
  const isReadyForFollows = ({ day, parts }: PlannedDay) => parts === 'follows' || answers.days.has(day)
  const readBoth = async (planned: PlannedDay) => {
    await readTotals(planned)
    if (isReadyForFollows(planned)) await readFollows(planned)
  }
  const readSplits = async (questions: readonly SplitQuestion[]) => {
    const read = async (question: SplitQuestion) => {
      await askSplit(answers, session, { ...question, today, askedAt: now() })
      await onStep('days')
    }
    const [first, ...others] = questions
    try {
      if (first !== undefined) await read(first)
      await inParallel(others, parallelDays, read)
    } finally {
      await onAnswers(answers, [])
    }
  }
  /** Tells what was read of these days also when it ends early. */
  const readChunk = async (
    chunk: readonly PlannedDay[],
    read: (planned: PlannedDay) => Promise<void>,
    { withPeriods = false }: { withPeriods?: boolean } = {},
  ) => {
    if (chunk.length === 0) return
    try {
      if (!isTold) await onStep('profile')
      isTold = true
      const [first, ...others] = chunk
      if (first !== undefined) await read(first)
      await inParallel(others, parallelDays, read)
      if (withPeriods) await readPeriodsInto(answers, session, today)
    } finally {
      await onAnswers(
        answers,
        chunk.map(({ day }) => day).filter((day) => answers.days.has(day)),
      )
    }
  }

  const newest = days.slice(0, daysAtOnce)
  const withPeriods = asksPeriods(newest, today)
  const newestFollows = isWatched ? newest.filter(({ parts }) => parts !== 'totals') : []
  const isOneGo = newestFollows.length === 0
  try {
    await readChunk(newest, isWatched ? readTotals : readBoth, { withPeriods: withPeriods && isOneGo })
    if (isWatched) await readSeries()
    await readChunk(newestFollows.filter(isReadyForFollows), readFollows, { withPeriods })
    await onNewestDays?.()
    for (let start = daysAtOnce; start < days.length; start += daysAtOnce) {
      await readChunk(days.slice(start, start + daysAtOnce), readBoth)
    }
    for (let start = 0; start < splits.length; start += daysAtOnce) {
      await readSplits(splits.slice(start, start + daysAtOnce))
    }
  } catch (error) {
    // It is in `failures`, and the rest of a run does not wait for it.
    if (!isSkippable(error)) throw error
  }
  return answers
}
