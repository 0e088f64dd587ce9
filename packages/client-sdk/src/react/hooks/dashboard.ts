import type * as contract from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../../client.ts'
import { type Timeline, toTimeline } from '../../domains/timeline.ts'
import {
  addDays,
  type Comparison,
  type DayRange,
  daysBack,
  daysOf,
  instagramKeys,
  type InstagramQuery,
  intervalOf,
  lengthOf,
  one,
  type RangeChoice,
  useRead,
  wholeYears,
} from '../data/index.ts'

/** The metrics that the tiles and the timeline draw. */
export const chartMetrics = ['reach', 'impressions', 'engagement', 'profileViews'] as const
/** Those that fewer people look for: the timeline draws them where they are chosen. */
export const furtherMetrics = [
  'follows',
  'unfollows',
  'replies',
  'reposts',
  'websiteClicks',
  'profileLinksTaps',
] as const
export const drawnMetrics = [...chartMetrics, ...furtherMetrics] as const
export type ChartMetric = (typeof drawnMetrics)[number]

export interface DashboardInput {
  accountId: string
  range: RangeChoice
  compare: Comparison
  /** Instagram's day by the server's clock: another one is another query. */
  today: string
}

export interface DashboardData {
  accountId: string
  /** What was asked for. */
  choice: RangeChoice
  compare: Comparison
  /** The days shown, and how many they are. */
  range: DayRange
  days: number
  interval: contract.TimelineInterval
  /** Each metric against the period that it is compared with. */
  summary: contract.MetricsSummaryResult
  timeline: Timeline<ChartMetric | 'engagementRate'>
  /** The same columns of the period that it is compared with; without days where there is none. */
  previous: Timeline<ChartMetric | 'engagementRate'>
  /** How many days a bucket of `previous` lies before the one that is compared with it. */
  daysBack: number
  growth: contract.GrowthResult
  /** The newest stored days by date, at most 400: they know why a number is missing. */
  byDate: ReadonlyMap<string, contract.DailyMetrics>
}

const mostListedDays = 400
const drawnWithRate = [...drawnMetrics, 'engagementRate'] as const

/** All that the numbers of the panel need, over one range: whole days until yesterday. */
export function useDashboard(input: DashboardInput): InstagramQuery<DashboardData> {
  return useRead(dashboardQuery, input, { keepPrevious: true })
}

function dashboardQuery({ locale, metrics }: InstagramClient, input: DashboardInput) {
  return one({ locale }, instagramKeys.metric('dashboard', input), async (call): Promise<DashboardData> => {
    const { accountId, range: choice, compare, today } = input
    const asked = daysOf(choice, today)
    const isAll = choice === 'beginning'
    // Where everything begins is known to the server alone.
    const first = isAll ? await metrics.summary({ accountId, ...asked }, call) : null
    const range = first === null ? asked : { startDate: first.period.startDate, endDate: first.period.endDate }
    const days = lengthOf(range)
    const interval = intervalOf(days)
    const back = compare === 'year' ? wholeYears(days) : days
    const before = { startDate: addDays(range.startDate, -back), endDate: addDays(range.endDate, -back) }
    const listed = addDays(range.endDate, 1 - Math.min(days, mostListedDays))
    const [summary, timeline, previous, growth, { items }, yearBefore] = await Promise.all([
      first ?? metrics.summary({ accountId, ...range }, call),
      metrics.timeline({ accountId, ...range, interval, metrics: drawnWithRate }, call),
      isAll ? nothing : metrics.timeline({ accountId, ...before, interval, metrics: drawnWithRate }, call),
      metrics.growth({ accountId, ...range }, call),
      metrics.list({ accountId, startDate: listed, endDate: range.endDate }, call),
      compare === 'year' && !isAll ? metrics.summary({ accountId, ...before }, call) : null,
    ])
    return {
      accountId,
      choice,
      compare,
      range,
      days,
      interval,
      summary: yearBefore === null ? summary : comparedWith(summary, yearBefore),
      timeline,
      previous,
      daysBack: daysBack(back, interval),
      growth,
      byDate: new Map(items.map((day) => [day.date, day])),
    }
  })
}

const nothing = toTimeline(
  {
    days: [],
    final: [],
    isPartial: [],
    series: Object.fromEntries(drawnWithRate.map((name) => [name, []])),
    aggregation: {},
  },
  drawnWithRate,
)

/** The same summary against another period, by the server's rule: only as many known days are compared with as many. */
function comparedWith(
  summary: contract.MetricsSummaryResult,
  other: contract.MetricsSummaryResult,
): contract.MetricsSummaryResult {
  const bases = [summary.engagementRateBasis, other.engagementRateBasis]
  const names = (Object.keys(summary) as (keyof contract.MetricsSummaryResult)[]).filter(isMetric)
  const compared = names.map((name) => {
    const { value, knownDays, aggregation } = summary[name]
    const { value: previous, knownDays: previousKnownDays, provisionalDays: previousProvisionalDays } = other[name]
    const isAlike =
      (aggregation === 'last' || knownDays === previousKnownDays) && (aggregation !== 'ratio' || bases[0] === bases[1])
    const change = isAlike ? changeFrom(value, previous) : { previous, change: null, changePercent: null }
    return [name, { ...summary[name], ...change, previousKnownDays, previousProvisionalDays }]
  })
  const { periodReach } = summary
  return {
    ...summary,
    periodReach: periodReach && { ...periodReach, ...changeFrom(periodReach.value, other.periodReach?.value ?? null) },
    ...(Object.fromEntries(compared) as Pick<contract.MetricsSummaryResult, contract.MetricName>),
    period: { ...summary.period, previousStartDate: other.period.startDate, previousEndDate: other.period.endDate },
  }
}

function changeFrom(value: number | null, previous: number | null) {
  const change = value === null || previous === null ? null : value - previous
  return { previous, change, changePercent: change === null || !previous ? null : (100 * change) / previous }
}

function isMetric(name: keyof contract.MetricsSummaryResult): name is contract.MetricName {
  return name !== 'period' && name !== 'periodReach' && name !== 'engagementRateBasis' && name !== 'correctedSince'
}
