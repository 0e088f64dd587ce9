import { NotProfessional } from '../connection/judge-failure.ts'
import { addDays } from '../instagram/days.ts'
import type { GraphSession, Profile } from '../instagram/graph-client.ts'
import type { DayValue, FollowsReading } from '../instagram/insight-answers.ts'
import { isAboutSome } from '../instagram/isolate.ts'
import { longestWindowDays, metricsOfForm, recentSeriesDays } from '../instagram/metric-catalogue.ts'
import { inParallel } from '../jobs/in-parallel.ts'
import type { SyncPhase } from './contract.ts'
import type { PlannedDay } from './plan-days.ts'
import { readWithoutRefused } from './read-without-refused.ts'

export interface DayReading {
  day: string
  totals: Map<string, number>
  /** `null`: Instagram does not say; `undefined`: not asked yet. */
  follows: FollowsReading | null | undefined
}

/** What one sync has learnt so far. */
export interface Reading {
  profile: Profile
  /** Metric → day → value; `null` when only totals were asked for. */
  series: Map<string, Map<string, DayValue>> | null
  days: Map<string, DayReading>
  /** Metrics that Instagram refuses for this account. */
  refusedMetrics: Set<string>
}

export interface ReadOptions {
  /** Newest first. */
  days: readonly PlannedDay[]
  today: string
  /** Known from earlier syncs: not asked again. */
  refusedMetrics: ReadonlySet<string>
  /** Somebody waits for the first numbers: they are told one by one, and not with what comes after them. */
  isWatched: boolean
  /** Told after each step of `stepsFor`; a refusal to go on is thrown by it. */
  onStep(phase: SyncPhase): Promise<void>
  /** Told as soon as the profile is known, and after each few days: what was read until then can be saved. */
  onReading(reading: Reading, days: readonly string[]): Promise<void>
}

// Few enough to be polite, enough to hide the latency.
const parallelDays = 4
const daysAtOnce = 8
const minimumFollowersForFollows = 100
// Reach is a total too, so for this few days the calls for series are spared.
const mostDaysWithoutSeries = 3

/** How many steps reading these days takes. */
export function stepsFor({ days, today }: Pick<ReadOptions, 'days' | 'today'>): number {
  return 1 + seriesOf(days, today).length + days.length + days.filter(isWhole).length
}

/**
 * Asks Instagram for everything a sync needs; the network only. The newest week comes first, and of it the totals, so
 * that somebody who waits sees numbers after a dozen calls. The newest day goes alone: it finds out which metrics are
 * refused, so that the other days do not ask for them.
 * @throws GraphFailure where Instagram ends it; what `onReading` was told is good nevertheless
 * @throws NotProfessional when the account is a personal one now
 */
export async function readInstagram(session: GraphSession, options: ReadOptions): Promise<Reading> {
  const { days, today, isWatched, onStep, onReading } = options
  const profile = await session.profile()
  if (profile.accountType?.toLowerCase() === 'personal') throw new NotProfessional('The account is a personal one')
  const windows = seriesOf(days, today)
  const reading: Reading = {
    profile,
    series: windows.length > 0 ? new Map() : null,
    days: new Map(),
    refusedMetrics: new Set(options.refusedMetrics),
  }
  // In an ordinary night the first days, which follow at once, tell it as well.
  let isTold = isWatched || windows.length > 0 || days.length === 0
  if (isTold) {
    await onReading(reading, [])
    await onStep('profile')
  }
  for (const { form, range } of windows) {
    await readSeriesInto(reading, session, { metrics: metricsOfForm(form), range })
    await onStep('series')
  }

  // Metrics and questions that Instagram can not answer just now.
  const failing = new Set<string>()
  const askedTotals = [...metricsOfForm('day_total'), ...(windows.length > 0 ? [] : metricsOfForm('series'))]
  const readTotals = async ({ day }: PlannedDay) => {
    const totals = new Map<string, number>()
    try {
      await readWithoutRefused(async (metrics, tries) => (await session.dayTotals(metrics, day, tries)).totals, {
        metrics: askedTotals,
        refused: reading.refusedMetrics,
        failing,
        into: totals,
      })
    } finally {
      // What was answered before a failure is good.
      if (totals.size > 0) reading.days.set(day, { day, totals, follows: undefined })
    }
    reading.days.set(day, { day, totals, follows: undefined })
    await onStep('days')
  }
  const readFollows = async ({ day }: PlannedDay) => {
    const follows = await askFollows(reading, session, { day, failing })
    reading.days.set(day, { day, totals: reading.days.get(day)?.totals ?? new Map(), follows })
    await onStep('days')
  }
  /** Also when it is cut short, what was read of these days is told. */
  const readChunk = async (chunk: readonly PlannedDay[], read: (planned: PlannedDay) => Promise<void>) => {
    if (chunk.length === 0) return
    try {
      if (!isTold) await onStep('profile')
      isTold = true
      const [first, ...others] = chunk
      if (first !== undefined) await read(first)
      await inParallel(others, parallelDays, read)
    } finally {
      await onReading(
        reading,
        chunk.map(({ day }) => day).filter((day) => reading.days.has(day)),
      )
    }
  }

  const readBoth = async (planned: PlannedDay) => {
    await readTotals(planned)
    if (isWhole(planned)) await readFollows(planned)
  }
  const newest = days.slice(0, daysAtOnce)
  await readChunk(newest, isWatched ? readTotals : readBoth)
  if (isWatched) await readChunk(newest.filter(isWhole), readFollows)
  for (let start = daysAtOnce; start < days.length; start += daysAtOnce) {
    await readChunk(days.slice(start, start + daysAtOnce), readBoth)
  }
  return reading
}

function isWhole({ parts }: PlannedDay): boolean {
  return parts === 'whole'
}

function seriesOf(
  planned: readonly PlannedDay[],
  today: string,
): { form: 'series' | 'recent_series'; range: { first: string; last: string } }[] {
  if (planned.length <= mostDaysWithoutSeries) return []
  const days = planned.map(({ day }) => day)
  const recent = days.filter((day) => day < today && day >= addDays(today, -recentSeriesDays))
  return [
    ...windowsOf(days).map((range) => ({ form: 'series' as const, range })),
    ...windowsOf(recent).map((range) => ({ form: 'recent_series' as const, range })),
  ]
}

/** Windows as long as one request may be, newest first. */
function windowsOf(newestFirst: readonly string[]): { first: string; last: string }[] {
  const windows: { first: string; last: string }[] = []
  for (const day of newestFirst) {
    const window = windows.at(-1)
    const isInWindow = window !== undefined && day > addDays(window.last, -longestWindowDays)
    if (isInWindow) window.first = day
    else windows.push({ first: day, last: day })
  }
  return windows
}

async function readSeriesInto(
  reading: Reading,
  session: GraphSession,
  { metrics, range }: { metrics: readonly string[]; range: { first: string; last: string } },
): Promise<void> {
  const asked = metrics.filter((metric) => !reading.refusedMetrics.has(metric))
  if (asked.length === 0) return
  try {
    const answer = await session.series(asked, range)
    for (const [metric, days] of answer.series) {
      const kept = reading.series?.get(metric) ?? new Map<string, DayValue>()
      for (const [day, value] of days) if (day >= range.first && day <= range.last) kept.set(day, value)
      reading.series?.set(metric, kept)
    }
  } catch (error) {
    // A window that Instagram does not keep, or a metric that it refuses, is a gap and not the end of the sync: whether
    // it refuses everything the totals, which are asked for next, will tell.
    if (!isAboutSome(error)) throw error
    if (error.kind === 'unsupported_metric') for (const metric of asked) reading.refusedMetrics.add(metric)
  }
}

async function askFollows(
  reading: Reading,
  session: GraphSession,
  { day, failing }: { day: string; failing: Set<string> },
): Promise<FollowsReading | null | undefined> {
  const metric = 'follows_and_unfollows'
  // Not offered under a hundred followers: the question would only cost calls.
  const isTooSmall = (reading.profile.followersCount ?? minimumFollowersForFollows) < minimumFollowersForFollows
  if (isTooSmall || reading.refusedMetrics.has(metric)) return null
  if (failing.has(metric)) return undefined
  try {
    return await session.followsAndUnfollows(day)
  } catch (error) {
    if (!isAboutSome(error)) throw error
    if (error.kind === 'transient') {
      // Each of the days would ask, with all its tries.
      failing.add(metric)
      return undefined
    }
    if (error.kind === 'unsupported_metric' || error.kind === 'permission_missing') reading.refusedMetrics.add(metric)
    return null
  }
}
