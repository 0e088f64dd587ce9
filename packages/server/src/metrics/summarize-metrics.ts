import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import { compareFollowers, comparePeriods, compareRates, type Periods } from './compare-periods.ts'
import type { MetricsReadInput, MetricsSummaryResult, MetricSummary } from './contract.ts'
import { correctedDays } from './corrected-since.ts'
import { metricNames, type MetricName } from './metric-definitions.ts'
import { openMetrics, presentNumbers } from './daily-metrics.ts'
import { previousRange, readRange, type DayRange } from './range.ts'
import { readPeriodReach } from './read-period-reach.ts'
import { viewOf, type View } from './view.ts'

/** Each metric over the range, beside the range of equal length before it. */
export async function summarizeMetrics(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'createdAt'>,
  input: MetricsReadInput,
): Promise<MetricsSummaryResult> {
  return (await summarizeBoth(deps, account, input)).summary
}

export interface SummaryOfBoth {
  summary: MetricsSummaryResult
  /** The engagement rate by the daily reach, whatever the summary divides by. */
  rateByDays: MetricSummary
}

/** The same with both engagement rates, for whoever puts it beside another. */
export async function summarizeBoth(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'createdAt'>,
  { asOf, ...input }: MetricsReadInput,
): Promise<SummaryOfBoth> {
  const view = viewOf(deps, account, asOf)
  const range = await readRange(deps, account.id, { ...input, view })
  const before = previousRange(range)
  const today = dayOf(view.now)
  const both = { first: before.first, last: range.last }
  const periods = await readPeriods(view, { range, before, today })
  const followers = await view.readings.listFollowers(both)
  const reach = await readPeriodReach(view, { current: range, previous: before })
  const rate = compareRates(periods, reach?.forRates ?? null)
  const summaries = Object.fromEntries(
    metricNames.map((name) => [name, comparePeriods(name, periods)]),
    // The guarantee: a summary of each of the names.
  ) as Record<MetricName, MetricSummary>
  const summary = {
    ...summaries,
    followersCount: compareFollowers(
      followers.filter(({ day }) => day >= range.first),
      followers.filter(({ day }) => day < range.first),
      before.last,
    ),
    ...(rate ? { engagementRate: rate } : {}),
    period: {
      startDate: range.first,
      endDate: range.last,
      previousStartDate: before.first,
      previousEndDate: before.last,
      today,
    },
    periodReach: reach?.periodReach ?? null,
    engagementRateBasis: rate ? ('period_reach' as const) : ('daily_reach' as const),
    ...(asOf && (await correctedDays(deps, account, { ...both, asOf, names: metricNames }))),
  }
  return { summary, rateByDays: summaries.engagementRate }
}

async function readPeriods(
  { readings }: View,
  { range, before, today }: { range: DayRange; before: DayRange; today: string },
): Promise<Periods> {
  const both = { first: before.first, last: range.last }
  const days = (await readings.listAllNumbers(both)).map((row) => presentNumbers(row, null))
  const open = new Map((await readings.listUnsettled(both)).map((row) => [row.day, openMetrics(row.unsettled, true)]))
  return {
    current: days.filter(({ date }) => date >= range.first),
    previous: days.filter(({ date }) => date < range.first),
    days: range.days,
    previousDays: before.days,
    isOpen: (name, day) => open.get(day)?.(name) ?? false,
    today,
  }
}
