import { randomUUID } from 'node:crypto'
import { accounts, goals } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { dayOf } from '../instagram/index.ts'
import { checkDays, refused } from './check-goal.ts'
import type { Goal, GoalCreateInput } from './contract.ts'
import { goalMetrics } from './goal-metrics.ts'
import { presentGoals } from './present-goal.ts'

/** More than anybody looks at; each is measured with every sync. */
export const mostGoals = 20

/**
 * Sets a goal. The same goal again is the one that is there.
 * @throws AppError VALIDATION for a last day in the past, an amount that is there already, or too many goals
 */
export async function createGoal(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { id: accountId }: Pick<accounts.AccountRow, 'id'>,
  { metric, amount, by, startDate }: Omit<GoalCreateInput, 'accountId'>,
): Promise<Goal> {
  const now = clock.now()
  const today = dayOf(now)
  return db.transaction(async (tx) => {
    // Two of the same wait for each other here.
    const account = await accounts.lock(tx, accountId)
    if (!account) throw new AppError('NOT_FOUND')
    const present = async (row: goals.GoalRow) => {
      const [goal] = await presentGoals(tx, account, { rows: [row], now })
      if (!goal) throw new Error('The goal was not presented')
      return goal
    }
    const others = await goals.listByAccount(tx, accountId)
    const same = others.find(
      (goal) =>
        goal.metric === metric &&
        goal.amount === amount &&
        goal.byDay === by &&
        (startDate === undefined || goal.startDay === startDate),
    )
    if (same) return present(same)
    const row = {
      id: randomUUID(),
      accountId,
      metric,
      amount,
      startDay: startDate ?? today,
      byDay: by,
      startValue: goalMetrics[metric].kind === 'level' ? account.followersCount : null,
      createdAt: now,
      reachedAt: null,
    }
    checkDays(row, today)
    if (others.length >= mostGoals) throw refused('metric', 'too_many')
    const goal = await present(row)
    if (isThere(goal)) throw refused('amount', 'reached_already')
    await goals.insert(tx, row)
    return goal
  })
}

/** An average of today says nothing yet, and to keep one is a goal as well. */
export function isThere({ kind, value, amount }: Pick<Goal, 'kind' | 'value' | 'amount'>): boolean {
  return kind !== 'daily_average' && value !== null && value >= amount
}
