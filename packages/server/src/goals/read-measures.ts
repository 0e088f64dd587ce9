import { followerDays, goals, type accounts, type Handle } from '@instagram-dashboard/db'
import { addDays, dayOf, endOfDay, startOfDay } from '../instagram/index.ts'
import { goalMetrics, asGoalMetric } from './goal-metrics.ts'
import { paceDays, type Measures } from './measure-goal.ts'

type Span = Pick<goals.GoalRow, 'metric' | 'startDay' | 'byDay' | 'createdAt'>

/** Reads once what all of some goals of an account are measured by. @returns what one of them is measured by */
export async function readMeasures(
  db: Handle,
  account: Pick<accounts.AccountRow, 'id' | 'followersCount'>,
  { of: wanted, now }: { of: readonly Span[]; now: Date },
): Promise<(goal: Span) => Promise<Measures>> {
  const today = dayOf(now)
  const first = [addDays(today, -paceDays), ...wanted.map(({ startDay }) => startDay)].toSorted()[0] ?? today
  const isLevel = ({ metric }: Span) => goalMetrics[asGoalMetric(metric) ?? 'followersCount'].kind === 'level'
  const range = { first, last: today }
  const days = wanted.every(isLevel) ? [] : await goals.listDays(db, account.id, range)
  const followed = wanted.some(isLevel) ? await followerDays.listDays(db, account.id, range) : []
  return async (goal) => {
    const start = startOfDay(goal.startDay)
    const span = { from: start > goal.createdAt ? start : goal.createdAt, until: endOfDay(goal.byDay) }
    const [highest = null] = isLevel(goal) ? await goals.highestCount(db, account.id, span) : []
    return { now, days, followed, followers: account.followersCount, highest }
  }
}
