import { addDays } from '../instagram/index.ts'
import { followsKeptDays, keptDays } from '../sync/asked-metrics.ts'
import { historyDays } from '../sync/plan-days.ts'
import type { MissingReason } from './contract.ts'
import type { MetricName } from './metric-definitions.ts'

/** Why a number of a day that was never read is missing. @param today the Los Angeles day by the server's clock */
export function reasonForUnread(metric: MetricName, date: string, today: string): MissingReason {
  if (metric === 'engagementRate') return 'not_computable'
  if (date >= today) return 'not_yet_available'
  if (date >= addDays(today, -historyDays)) return 'not_read_yet'
  const kept = metric === 'follows' || metric === 'unfollows' ? followsKeptDays : keptDays
  return date >= addDays(today, -kept) ? 'not_read' : 'outside_retention'
}
