import { addDays } from '../instagram/days.ts'
import { GraphFailure } from '../instagram/failure.ts'
import type { GraphSession, Profile } from '../instagram/graph-client.ts'
import type { DayValue, FollowsReading } from '../instagram/insight-answers.ts'
import { longestWindowDays, metricsOfForm, recentSeriesDays } from '../instagram/metric-catalogue.ts'
import type { SyncPhase } from './contract.ts'
import { readTotalsWithout } from './read-totals.ts'

export interface DayReading {
  day: string
  totals: Map<string, number>
  follows: FollowsReading | null
}

/** All that one sync learnt, before anything is saved. */
export interface Reading {
  profile: Profile
  /** Metric → day → value. */
  series: Map<string, Map<string, DayValue>>
  days: DayReading[]
  /** Metrics that Instagram refuses for this account. */
  refusedMetrics: Set<string>
  /** What stopped the reading early; the days read until then are good. */
  interruptedBy: GraphFailure | null
}

export interface ReadOptions {
  /** Newest first. */
  days: string[]
  today: string
  /** Told after each step; a refusal to go on is thrown by it. */
  onStep(phase: SyncPhase, done: number, total: number): Promise<void>
}

// Few enough to be polite, enough to hide the latency.
const parallelDays = 4
const minimumFollowersForFollows = 100

/**
 * Asks Instagram for everything a sync needs; the network only, nothing is saved. The newest day goes first and alone:
 * it finds out which metrics are refused, so that the other days do not ask for them.
 * @throws GraphFailure when not even the profile could be read
 */
export async function readInstagram(session: GraphSession, options: ReadOptions): Promise<Reading> {
  const { days, today, onStep } = options
  const windows = windowsOf(days)
  const recentWindows = windowsOf(days.filter((day) => day < today && day >= addDays(today, -recentSeriesDays)))
  const total = 1 + windows.length + recentWindows.length + days.length
  let done = 0
  const step = (phase: SyncPhase) => onStep(phase, (done += 1), total)

  const profile = await session.profile()
  await step('profile')
  const reading: Reading = { profile, series: new Map(), days: [], refusedMetrics: new Set(), interruptedBy: null }
  try {
    for (const [form, list] of [
      ['series', windows],
      ['recent_series', recentWindows],
    ] as const) {
      for (const range of list) {
        await readSeriesInto(reading, session, { metrics: metricsOfForm(form), range })
        await step('series')
      }
    }
    const [newest, ...others] = days
    if (newest !== undefined) {
      await readDayInto(reading, session, newest)
      await step('days')
    }
    await inParallel(others, async (day) => {
      await readDayInto(reading, session, day)
      await step('days')
    })
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error
    reading.interruptedBy = error
  }
  return reading
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
  try {
    const answer = await session.series(metrics, range)
    for (const [metric, days] of answer.series) {
      const kept = reading.series.get(metric) ?? new Map<string, DayValue>()
      for (const [day, value] of days) if (day >= range.first && day <= range.last) kept.set(day, value)
      reading.series.set(metric, kept)
    }
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error
    if (error.kind === 'unsupported_metric') for (const metric of metrics) reading.refusedMetrics.add(metric)
    // A window that Instagram does not keep is a gap, not the end of the sync.
    else if (error.kind !== 'rejected' && error.kind !== 'not_available') throw error
  }
}

async function readDayInto(reading: Reading, session: GraphSession, day: string): Promise<void> {
  const totals = await readTotalsWithout(session, { day, refused: reading.refusedMetrics })
  const follows = await readFollows(reading, session, day)
  reading.days.push({ day, totals, follows })
}

async function readFollows(reading: Reading, session: GraphSession, day: string): Promise<FollowsReading | null> {
  const metric = 'follows_and_unfollows'
  if (reading.refusedMetrics.has(metric)) return null
  try {
    const follows = await session.followsAndUnfollows(day)
    const isTooSmall = (reading.profile.followersCount ?? minimumFollowersForFollows) < minimumFollowersForFollows
    // Not offered under 100 followers: one empty answer is enough, the other days would only cost calls.
    if (follows === null && isTooSmall) reading.refusedMetrics.add(metric)
    return follows
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error
    if (error.kind !== 'unsupported_metric' && error.kind !== 'rejected' && error.kind !== 'not_available') throw error
    if (error.kind === 'unsupported_metric') reading.refusedMetrics.add(metric)
    return null
  }
}

/** Starts in order, a few at a time; the first failure stops the rest. */
async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0
  let hasFailed = false
  const worker = async () => {
    while (!hasFailed) {
      const item = items[next]
      next += 1
      if (item === undefined) return
      try {
        await work(item)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: parallelDays }, worker))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
}
