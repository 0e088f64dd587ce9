import { accounts, goals } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { dayOf } from '../instagram/index.ts'
import { checkDays, refused } from './check-goal.ts'
import type { Goal, GoalRemoveInput, GoalRemoveResult, GoalUpdateInput } from './contract.ts'
import { isThere } from './create-goal.ts'
import { presentGoals } from './present-goal.ts'

type Own = { userId: string }

/**
 * Wants another amount or another day. With another amount it is reached once more.
 * @throws AppError NOT_FOUND, or VALIDATION as when it is set
 */
export async function updateGoal(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { userId }: Own,
  { id, amount, by }: GoalUpdateInput,
): Promise<Goal> {
  const now = clock.now()
  return db.transaction(async (tx) => {
    const found = await goals.findOwned(tx, userId, id)
    // A run that judges the goal holds the account as well.
    const account = found && (await accounts.lock(tx, found.accountId))
    const before = account && (await goals.findOwned(tx, userId, id))
    if (!before) throw new AppError('NOT_FOUND')
    const isOtherAmount = amount !== undefined && amount !== before.amount
    const isOtherDay = by !== undefined && by !== before.byDay
    const wanted = {
      ...before,
      amount: amount ?? before.amount,
      byDay: by ?? before.byDay,
      reachedAt: isOtherAmount ? null : before.reachedAt,
    }
    if (isOtherDay) checkDays(wanted, dayOf(now))
    const [goal] = await presentGoals(tx, account, { rows: [wanted], now })
    if (!goal) throw new AppError('NOT_FOUND')
    if (isOtherAmount && (isThere(goal) || isReachedLevel(goal))) throw refused('amount', 'reached_already')
    await goals.update(tx, id, wanted)
    return goal
  })
}

/** So many were counted since the goal was set: it would be told as reached though nothing happened. */
const isReachedLevel = ({ kind, state }: Pick<Goal, 'kind' | 'state'>) => kind === 'level' && state === 'reached'

/** @throws AppError NOT_FOUND for a goal that is not there, or not the caller's */
export async function removeGoal(
  { db }: Pick<Deps, 'db'>,
  { userId }: Own,
  { id }: GoalRemoveInput,
): Promise<GoalRemoveResult> {
  if (!(await goals.findOwned(db, userId, id))) throw new AppError('NOT_FOUND')
  await goals.remove(db, id)
  return { success: true }
}
