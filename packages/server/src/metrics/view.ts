import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { latestBelievable } from '../followers/day-of-count.ts'
import { readingsAt } from '../corrections/readings-at.ts'
import { readingsNow, type Readings } from '../corrections/readings.ts'

/** What an answer is made of: what is known, and which instant is its now. */
export interface View {
  now: Date
  readings: Readings
}

/** What is known now. */
export function viewNow({ db, clock }: Pick<Deps, 'db' | 'clock'>, accountId: string): View {
  return { now: clock.now(), readings: readingsNow(db, accountId) }
}

/**
 * What is known now, or what was known at an instant.
 * @throws AppError VALIDATION for an instant that is still to come
 */
export function viewOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'createdAt'>,
  asOf: Date | undefined,
): View {
  if (asOf === undefined) return viewNow(deps, account.id)
  const now = deps.clock.now()
  if (asOf > latestBelievable(now)) throw new AppError('VALIDATION', { field: 'asOf', problem: 'in_the_future' })
  return { now: asOf, readings: readingsAt(deps.db, account, { asOf, now }) }
}
