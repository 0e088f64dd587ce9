import type { Dashboard } from '../packages/server/src/index.ts'
import { daysFrom } from '../packages/server/src/instagram/days.ts'
import type { MetricName } from '../packages/server/src/metrics/contract.ts'
import type { DayNumbers } from '../packages/server/src/sandbox/index.ts'

type Shown = number | null | undefined
type Metrics = ReturnType<Dashboard['caller']>['instagram']['metrics']

/** What Instagram calls each number. */
export const sources = {
  impressions: 'views',
  reach: 'reach',
  engagement: 'total_interactions',
  profileViews: 'profile_views',
  likes: 'likes',
  comments: 'comments',
  shares: 'shares',
  saves: 'saves',
  accountsEngaged: 'accounts_engaged',
} as const satisfies Partial<Record<MetricName, keyof DayNumbers>>
type Counted = keyof typeof sources
export const counted = Object.keys(sources) as Counted[]
export const shown = [...counted, 'followersCount'] as const

/** Where list, timeline, summary and growth of the same days do not tell the same: kind and words. */
export async function findDifferences(
  metrics: Metrics,
  range: { startDate: string; endDate: string },
): Promise<[kind: string, what: string][]> {
  const { items } = await metrics.list(range)
  const timeline = await metrics.timeline({ ...range, metrics: [...shown], interval: 'day' })
  const growth = await metrics.growth(range)
  const summary = await metrics.summary(range)
  const words = `${range.startDate} to ${range.endDate}`
  const found: [string, string][] = []
  const compare = (kind: string, what: string, [left, right]: [Shown, Shown]) => {
    if ((left ?? null) !== (right ?? null)) found.push([kind, `${what} ${left} and ${right}`])
  }
  const byDay = new Map(items.map((item) => [item.date, item]))
  const totals = new Map(growth.points.map(({ date, followers }) => [date, followers]))
  for (const [index, date] of daysFrom(range.startDate, range.endDate).entries()) {
    const item = byDay.get(date)
    if (item === undefined) continue
    for (const metric of shown)
      compare('list and timeline differ', `${metric} of ${date}`, [item[metric], timeline.series[metric]?.[index]])
    compare('list and growth differ', `followers of ${date}`, [item.followersCount, totals.get(date)])
  }
  const changes = growth.points.flatMap(({ change }) => change ?? [])
  const ofChanges = (read: (all: number[]) => number) => (changes.length === 0 ? null : read(changes))
  compare('net is not the sum of the changes', words, [growth.net, ofChanges(sum)])
  compare('tile and growth differ', words, [summary.followersCount.change, growth.net])
  compare('best is not the best', words, [growth.best?.change, ofChanges((all) => Math.max(...all))])
  compare('worst is not the worst', words, [growth.worst?.change, ofChanges((all) => Math.min(...all))])
  for (const metric of counted) {
    if (summary[metric].aggregation !== 'sum') continue
    const known = items.flatMap((item) => item[metric] ?? [])
    compare('tile and list differ', `${metric} ${words}`, [
      summary[metric].value,
      known.length === 0 ? null : sum(known),
    ])
  }
  return found
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
