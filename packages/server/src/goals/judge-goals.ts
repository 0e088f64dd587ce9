import { goals, type accounts, type Handle } from '@instagram-dashboard/db'
import type { EventOf } from '../events/catalogue.ts'
import { asGoalMetric } from './goal-metrics.ts'
import { measureGoal } from './measure-goal.ts'
import { readMeasures } from './read-measures.ts'

/**
 * Marks the goals that an account has reached by now. What is marked is told once: the events belong into the same
 * transaction.
 * @param account as it is after the run, held by whoever asks
 */
export async function judgeGoals(
  tx: Handle,
  account: Pick<accounts.AccountRow, 'id' | 'userId' | 'username' | 'followersCount'>,
  now: Date,
): Promise<EventOf<'goal.reached'>[]> {
  const open = await goals.listOpen(tx, account.id)
  if (open.length === 0) return []
  const measuresOf = await readMeasures(tx, account, { of: open, now })
  const events: EventOf<'goal.reached'>[] = []
  for (const goal of open) {
    const metric = asGoalMetric(goal.metric)
    if (metric === undefined) continue
    const { state, value } = measureGoal({ ...goal, metric }, await measuresOf(goal))
    if (state !== 'reached' || !(await goals.markReached(tx, goal.id, now))) continue
    const { id: goalId, amount, startDay: startDate, byDay: by } = goal
    const data = { goalId, metric, amount, value: value ?? amount, startDate, by }
    events.push({ type: 'goal.reached', userId: account.userId, accountId: account.id, data })
  }
  return events
}
