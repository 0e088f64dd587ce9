import type { accounts } from '@instagram-dashboard/db'
import { addDays, dayOf } from '../instagram/index.ts'
import { refusedOf } from './account-after-run.ts'
import { historyDays, type PlanRequest, type Reread } from './plan-days.ts'

type Planned = Pick<
  accounts.AccountRow,
  'createdAt' | 'followersCount' | 'unsupportedMetrics' | 'rereadFrom' | 'rereadTo' | 'rereadAskedAt'
>

/** What the plan of a run depends on beside the stored days. */
export function planRequestOf(
  account: Planned,
  { now, isWithReread }: { now: Date; isWithReread: boolean },
): Omit<PlanRequest, 'states'> {
  return {
    now,
    since: dayOf(account.createdAt),
    followersCount: account.followersCount,
    refusedMetrics: refusedOf(account.unsupportedMetrics, dayOf(now)),
    reread: isWithReread ? rereadOf(account) : null,
  }
}

export function rereadOf({ rereadFrom, rereadTo, rereadAskedAt }: Planned): Reread | null {
  if (rereadFrom === null || rereadTo === null || rereadAskedAt === null) return null
  return { from: rereadFrom, to: rereadTo, askedAt: rereadAskedAt }
}

/** The first of the stored days that a plan looks at. */
export function statesFrom({ rereadFrom }: Planned, today: string): string {
  const history = addDays(today, -historyDays)
  return rereadFrom !== null && rereadFrom < history ? rereadFrom : history
}
