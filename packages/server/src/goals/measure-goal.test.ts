import type { followerDays, goals } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { addDays, startOfDay } from '../instagram/index.ts'
import type { GoalMetric } from './goal-metrics.ts'
import { measureGoal, type Measures } from './measure-goal.ts'

// Ten in the morning in Los Angeles.
const now = new Date('2026-11-16T18:00:00Z')
const today = '2026-11-16'

const blank: Omit<goals.GoalDay, 'day'> = {
  isFinal: true,
  unsettled: [],
  reach: null,
  views: null,
  accountsEngaged: null,
  totalInteractions: null,
  likes: null,
  comments: null,
  saves: null,
  shares: null,
  replies: null,
  reposts: null,
  profileViews: null,
  websiteClicks: null,
  profileLinksTaps: null,
  follows: null,
}

/** Days up to yesterday, oldest first. */
function daysOf(values: readonly Partial<goals.GoalDay>[]): goals.GoalDay[] {
  return values.map((value, index) => ({ ...blank, day: addDays(today, index - values.length), ...value }))
}

function followedOf(changes: readonly number[], end: number, isFinal = true): followerDays.FollowerDay[] {
  let followers = end - changes.reduce((sum, change) => sum + change, 0)
  return changes.map((change, index) => {
    followers += change
    const day = addDays(today, index - changes.length)
    return { day, followers, change, isFinal, isDerived: false, isEstimated: false }
  })
}

const measures = (some: Partial<Measures>): Measures => ({
  now,
  days: [],
  followed: [],
  followers: null,
  highest: null,
  ...some,
})

const goal = (
  metric: GoalMetric,
  amount: number,
  [startDay, byDay]: [string, string],
  startValue: number | null = null,
) => ({
  metric,
  amount,
  startDay,
  byDay,
  startValue,
  createdAt: startOfDay(startDay),
})

test('followers: the pace of four weeks leads to the last day, today as far as it is left', () => {
  const followed = followedOf(Array<number>(28).fill(10), 1_000)
  const progress = measureGoal(
    goal('followersCount', 1_200, [today, '2026-11-25'], 1_000),
    measures({ followed, followers: 1_050, highest: 1_050 }),
  )

  // Ten days, of which ten hours are over.
  const daysToCome = 10 - 10 / 24
  expect(progress).toMatchObject({ state: 'behind', value: 1_050, progressPercent: 25, daysLeft: 10 })
  expect(progress.pace).toMatchObject({ perDay: 10, basedOnDays: 28 })
  expect(progress.pace?.projected).toBeCloseTo(1_050 + 10 * daysToCome, 1)
  expect([progress.pace?.low, progress.pace?.high]).toEqual([progress.pace?.projected, progress.pace?.projected])
  expect(progress.neededPerDay).toBeCloseTo(150 / daysToCome, 1)
})

test('the range is as wide as the days are uneven', () => {
  const even = followedOf(Array<number>(28).fill(10), 1_000)
  const uneven = followedOf(
    Array.from({ length: 28 }, (_, index) => (index % 2 === 0 ? 0 : 20)),
    1_000,
  )
  const widthOf = (followed: followerDays.FollowerDay[]) => {
    const { pace } = measureGoal(
      goal('followersCount', 1_090, [today, '2026-11-25'], 1_000),
      measures({ followed, followers: 1_000 }),
    )
    return (pace?.high ?? 0) - (pace?.low ?? 0)
  }

  expect(widthOf(even)).toBe(0)
  expect(widthOf(uneven)).toBeGreaterThan(50)
  expect(widthOf(uneven)).toBeLessThan(150)
})

test('followers that were counted once are reached, also when there are fewer now', () => {
  const progress = measureGoal(
    goal('followersCount', 1_000, ['2026-11-01', '2026-11-30'], 900),
    measures({ followed: followedOf([50, 60, -20], 990), followers: 990, highest: 1_010 }),
  )

  expect(progress).toMatchObject({ state: 'reached', pace: null, neededPerDay: null })
})

test('followers of days before the goal was set do not reach it, whatever its first day is', () => {
  const wanted = goal('followersCount', 1_000, ['2026-10-01', '2026-11-30'], 980)
  const followed = followedOf([50, 60, -20, -10], 980)
  const progressOf = (createdAt: Date) =>
    measureGoal({ ...wanted, createdAt }, measures({ followed, followers: 980, highest: 980 }))

  expect(progressOf(now)).toMatchObject({ state: 'unknown', progressPercent: 0 })
  expect(progressOf(startOfDay('2026-11-13'))).toMatchObject({ state: 'reached' })
})

test('days add up from the first, and only those that Instagram does not correct any more reach it', () => {
  const days = daysOf([
    { totalInteractions: 999 },
    { totalInteractions: 60 },
    { totalInteractions: 50, isFinal: false, unsettled: ['total_interactions'] },
  ])
  const wanted = goal('engagement', 100, ['2026-11-14', '2026-11-20'])

  expect(measureGoal(wanted, measures({ days }))).toMatchObject({
    state: 'unknown',
    value: 110,
    knownDays: 2,
    provisionalDays: 1,
    progressPercent: 100,
  })
  const settled = days.map((day) => ({ ...day, isFinal: true }))
  expect(measureGoal(wanted, measures({ days: settled }))).toMatchObject({ state: 'reached', value: 110 })
  // What another metric of the day waits for is no matter.
  const other = days.map((day) => ({ ...day, unsettled: ['likes'] }))
  expect(measureGoal(wanted, measures({ days: other }))).toMatchObject({ state: 'reached', provisionalDays: 0 })
})

test('a sum is projected over the days that may still come', () => {
  const days = daysOf(Array.from({ length: 28 }, () => ({ likes: 5 })))
  const progress = measureGoal(goal('likes', 60, ['2026-11-14', '2026-11-23']), measures({ days }))

  expect(progress).toMatchObject({ state: 'behind', value: 10, daysLeft: 8 })
  expect(progress.pace).toMatchObject({ projected: 50, low: 50, high: 50 })
  expect(progress.neededPerDay).toBe(6.25)
  expect(measureGoal(goal('likes', 50, ['2026-11-14', '2026-11-23']), measures({ days })).state).toBe('on_track')
})

test('of today a sum has what was read of it, and the rest of the day is to come', () => {
  const days = daysOf(Array.from({ length: 28 }, () => ({ likes: 24 })))
  const withToday = [...days, { ...blank, day: today, likes: 10, isFinal: false, unsettled: ['likes'] }]
  const wanted = goal('likes', 106, ['2026-11-14', '2026-11-17'])
  const progress = measureGoal(wanted, measures({ days: withToday }))

  // Two days and ten hours have brought 58; fourteen hours and a day are to come.
  expect(progress).toMatchObject({ value: 58, daysLeft: 2 })
  expect(progress.pace).toMatchObject({ projected: 96, low: 96, high: 96 })
  expect(progress.neededPerDay).toBeCloseTo(48 / (1 + 14 / 24), 1)
  // A good morning is not taken for the whole day.
  const good = [...days, { ...blank, day: today, likes: 60, isFinal: false, unsettled: ['likes'] }]
  expect(measureGoal(wanted, measures({ days: good })).pace).toMatchObject({ projected: 146 })
})

test('an average is no sum, and is reached when its last day is settled', () => {
  const days = daysOf(Array.from({ length: 28 }, (_, index) => ({ reach: index < 14 ? 100 : 300 })))
  const running = measureGoal(goal('reach', 250, ['2026-11-09', '2026-11-22']), measures({ days }))
  expect(running).toMatchObject({ state: 'on_track', value: 300 })
  // Seven days of 300 and seven of 200, which the last four weeks brought.
  expect(running.pace?.projected).toBe(250)

  const over = goal('reach', 250, ['2026-11-03', '2026-11-10'])
  expect(measureGoal(over, measures({ days })).state).toBe('reached')
  expect(measureGoal({ ...over, amount: 301 }, measures({ days })).state).toBe('missed')
  // Half of the days have to be known.
  const few = days.filter(({ day }) => day >= '2026-11-08')
  expect(measureGoal(over, measures({ days: few })).state).toBe('missed')
})

test('nothing is said of a pace of which fewer than half of the days are known', () => {
  const days = daysOf(Array.from({ length: 13 }, () => ({ likes: 5 })))
  const progress = measureGoal(goal('likes', 1_000, ['2026-11-10', '2026-11-30']), measures({ days }))
  expect(progress).toMatchObject({ state: 'unknown', pace: null })
})

test('a goal is missed when its last day is settled, and not while that may still come', () => {
  const days = daysOf(Array.from({ length: 28 }, () => ({ likes: 5 })))
  expect(measureGoal(goal('likes', 1_000, ['2026-11-01', '2026-11-14']), measures({ days })).state).toBe('behind')
  expect(measureGoal(goal('likes', 1_000, ['2026-11-01', '2026-11-10']), measures({ days })).state).toBe('missed')
  expect(measureGoal(goal('likes', 1_000, ['2026-11-01', '2026-11-10']), measures({})).state).toBe('unknown')
})
