import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/index.ts'
import { historyDays } from '../sync/plan-days.ts'
import type { DailyMetrics, MetricsRangeInput, MissingReason } from './contract.ts'
import type { MetricsGap, MetricsGapsResult } from './gaps-contract.ts'
import { metricNames, type MetricName } from './metric-definitions.ts'
import { readDays } from './read-days.ts'
import { reasonForUnread } from './missing-days.ts'
import { readRange } from './range.ts'

/** What is missing in a range and why; without a range, of the whole history that is filled in by itself. */
export async function listGaps(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id'>,
  input: MetricsRangeInput,
): Promise<MetricsGapsResult> {
  const today = dayOf(deps.clock.now())
  const whole = { startDate: addDays(today, -historyDays), endDate: addDays(today, -1) }
  const range = await readRange(
    deps,
    account.id,
    input.startDate === undefined && input.endDate === undefined ? whole : input,
  )
  const read = new Map((await readDays(deps, account.id, range)).map((day) => [day.date, day]))
  const open: MetricsGap[] = []
  const items: MetricsGap[] = []
  for (const day of range.days) {
    const found = gapsOf(day, read.get(day), today)
    for (const gap of open.splice(0)) {
      const same = found.find((candidate) => isSame(candidate, gap))
      if (!same) continue
      gap.endDate = day
      found.splice(found.indexOf(same), 1)
      open.push(gap)
    }
    items.push(...found)
    open.push(...found)
  }
  return { items }
}

function gapsOf(date: string, day: DailyMetrics | undefined, today: string): MetricsGap[] {
  const byReason = new Map<MissingReason, MetricName[]>()
  for (const metric of metricNames) {
    const reason = day ? day.missing[metric] : reasonForUnread(metric, date, today)
    if (reason !== undefined && reason !== 'not_computable') {
      byReason.set(reason, [...(byReason.get(reason) ?? []), metric])
    }
  }
  return [...byReason].map(([reason, metrics]) => ({
    startDate: date,
    endDate: date,
    metrics,
    reason,
    willHeal: reason === 'not_read_yet' || reason === 'not_yet_available',
  }))
}

function isSame(one: MetricsGap, other: MetricsGap): boolean {
  return one.reason === other.reason && one.metrics.join() === other.metrics.join()
}
