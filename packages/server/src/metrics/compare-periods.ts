import type { followerDays } from '@instagram-dashboard/db'
import { aggregate, isKnown } from './aggregate.ts'
import type { MetricSummary } from './contract.ts'
import type { MetricName } from './metric-definitions.ts'
import { engagementRate, round, type DayNumbers } from './daily-metrics.ts'
import { metricDefinitions } from './metric-definitions.ts'
import { netOf } from './read-growth.ts'

export interface Periods {
  /** Stored days of the period, oldest first. */
  current: readonly DayNumbers[]
  /** Stored days of the period before. */
  previous: readonly DayNumbers[]
  days: readonly string[]
  previousDays: readonly string[]
  /** Whether Instagram may still correct a number of a day. */
  isOpen(name: MetricName, day: string): boolean
  /** The day that is not over yet. */
  today: string
}

/** A metric over a period, beside as many days of the period before. */
export function comparePeriods(name: MetricName, periods: Periods): MetricSummary {
  const { current, previous, days, previousDays, isOpen } = periods
  const known = current.filter((day) => isKnown(name, day))
  // Days at the end that Instagram has not published yet would make every running period look like a fall, so the
  // period before is cut at the same length.
  const last = known.at(-1)?.date
  const cut = previousDays[last === undefined ? days.length - 1 : days.indexOf(last)] ?? ''
  const knownBefore = previous.filter((day) => isKnown(name, day) && day.date <= cut)
  const { value } = aggregate(name, known)
  const { value: before } = aggregate(name, knownBefore)
  const countOpen = (some: readonly DayNumbers[]) => some.filter(({ date }) => isOpen(name, date)).length
  // A part of a day is no match for a whole one.
  const isComparable = known.length === knownBefore.length && last !== periods.today
  return {
    ...changeBetween(value, before, isComparable),
    aggregation: metricDefinitions[name].aggregation,
    knownDays: known.length,
    previousKnownDays: knownBefore.length,
    provisionalDays: countOpen(known),
    previousProvisionalDays: countOpen(knownBefore),
  }
}

/** Two values and how they differ; no difference is claimed where they can not be compared. */
export function changeBetween(
  value: number | null,
  previous: number | null,
  isComparable: boolean,
): Pick<MetricSummary, 'value' | 'previous' | 'change' | 'changePercent'> {
  const change = value === null || previous === null || !isComparable ? null : round(value - previous)
  return { value, previous, change, changePercent: percentOf(change, previous) }
}

function percentOf(change: number | null, previous: number | null): number | null {
  return change === null || previous === null || previous === 0 ? null : round((100 * change) / previous)
}

/**
 * Followers at the end of a period, beside those at its beginning. The change is the sum of the days' own changes, as
 * growth shows them: followers that Instagram deleted are in no day's.
 */
export function compareFollowers(
  current: readonly followerDays.FollowerDay[],
  previous: readonly followerDays.FollowerDay[],
  dayBefore: string,
): MetricSummary {
  const isTotal = ({ followers }: followerDays.FollowerDay) => followers !== null
  const [known, knownBefore] = [current.filter(isTotal), previous.filter(isTotal)]
  const before = previous.find(({ day }) => day === dayBefore)?.followers ?? null
  const change = netOf(current)
  const countOpen = (days: readonly followerDays.FollowerDay[]) => days.filter(({ isFinal }) => !isFinal).length
  return {
    value: known.at(-1)?.followers ?? null,
    previous: before,
    change,
    changePercent: percentOf(change, before),
    aggregation: metricDefinitions.followersCount.aggregation,
    knownDays: known.length,
    previousKnownDays: knownBefore.length,
    provisionalDays: countOpen(known),
    previousProvisionalDays: countOpen(knownBefore),
  }
}

/** The engagement rate by the reach of the whole periods; `null` when it can not be said of this one. */
export function compareRates(
  { current, previous, days, previousDays, isOpen, today }: Periods,
  reach: { value: number | null; previous: number | null } | null,
): MetricSummary | null {
  const sumOf = (some: readonly DayNumbers[], all: readonly string[]) => {
    const { value, knownDays } = aggregate('engagement', some)
    // The reach is of all days, so the engagement has to be.
    return knownDays === all.length ? value : null
  }
  const value = engagementRate(sumOf(current, days), reach?.value ?? null)
  if (value === null) return null
  const before = engagementRate(sumOf(previous, previousDays), reach?.previous ?? null)
  const countOpen = (some: readonly DayNumbers[]) => some.filter(({ date }) => isOpen('engagementRate', date)).length
  const countKnown = (some: readonly DayNumbers[]) => some.filter((day) => isKnown('engagement', day)).length
  return {
    ...changeBetween(value, before, days.at(-1) !== today),
    aggregation: metricDefinitions.engagementRate.aggregation,
    knownDays: countKnown(current),
    previousKnownDays: countKnown(previous),
    provisionalDays: countOpen(current),
    previousProvisionalDays: countOpen(previous),
  }
}
