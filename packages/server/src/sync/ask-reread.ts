import { accounts, syncQueue } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { addDays, dayOf } from '../instagram/index.ts'
import { keptDays } from './asked-metrics.ts'
import { rereadOf } from './plan-request.ts'

/** Los Angeles days, `YYYY-MM-DD`, both included. */
export interface DaysToRead {
  startDate: string
  endDate: string
}

/** @throws AppError VALIDATION unless they lie, in order, between 729 days ago and today */
export function checkDaysToRead({ startDate, endDate }: DaysToRead, now: Date): void {
  const today = dayOf(now)
  if (endDate > today) throw new AppError('VALIDATION', { field: 'endDate', problem: 'in_the_future' })
  if (startDate > endDate) throw new AppError('VALIDATION', { field: 'startDate', problem: 'end_before_start' })
  if (startDate < addDays(today, -keptDays)) {
    throw new AppError('VALIDATION', { field: 'startDate', problem: 'too_long_ago' })
  }
}

/**
 * Asks for days of an account to be read again, whatever is known of them. The next runs read them, newest first and
 * within the budget. If days that were asked for before are still open, the days from the earliest to the latest of both
 * are read.
 * @throws AppError VALIDATION, NOT_FOUND, NOT_CONNECTED or RECONNECT_REQUIRED
 */
export async function askReread(
  { db, clock, record }: Pick<Deps, 'db' | 'clock' | 'record'>,
  { accountId, days, caller }: { accountId: string; days: DaysToRead; caller: Caller },
): Promise<void> {
  const at = clock.now()
  checkDaysToRead(days, at)
  await db.transaction(async (tx) => {
    const account = await accounts.lock(tx, accountId)
    if (!account) throw new AppError('NOT_FOUND')
    if (account.status === 'reconnect_required') throw new AppError('RECONNECT_REQUIRED')
    if (account.status === 'disconnected') throw new AppError('NOT_CONNECTED')
    const open = rereadOf(account)
    const from = open !== null && open.from < days.startDate ? open.from : days.startDate
    const to = open !== null && open.to > days.endDate ? open.to : days.endDate
    await syncQueue.saveReread(tx, accountId, { from, to, askedAt: at })
    const subject = { userId: account.userId, accountId }
    const data = { from: days.startDate, to: days.endDate }
    await record(tx, { type: 'days.reread', ...subject, data }, { caller, at })
  })
}
