import type { accounts, goals, Handle } from '@instagram-dashboard/db'
import type { Goal } from './contract.ts'
import { asGoalMetric, goalMetrics } from './goal-metrics.ts'
import { measureGoal } from './measure-goal.ts'
import { readMeasures } from './read-measures.ts'

/** Goals of an account with how far they are; of what this version does not know nothing is said. */
export async function presentGoals(
  db: Handle,
  account: Pick<accounts.AccountRow, 'id' | 'followersCount'>,
  { rows, now }: { rows: readonly goals.GoalRow[]; now: Date },
): Promise<Goal[]> {
  const measuresOf = await readMeasures(db, account, { of: rows, now })
  const items: Goal[] = []
  for (const row of rows) {
    const metric = asGoalMetric(row.metric)
    if (metric === undefined) continue
    items.push({
      id: row.id,
      accountId: row.accountId,
      metric,
      kind: goalMetrics[metric].kind,
      amount: row.amount,
      startDate: row.startDay,
      by: row.byDay,
      startValue: row.startValue,
      ...measureGoal({ ...row, metric }, await measuresOf(row)),
      createdAt: row.createdAt,
      reachedAt: row.reachedAt,
    })
  }
  return items
}
