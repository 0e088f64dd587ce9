import type { followerDays, goals } from '@instagram-dashboard/db'
import { addDays, dayOf, daysFrom, settledFrom, startOfDay } from '../instagram/index.ts'
import type { Goal, GoalPace, GoalState } from './contract.ts'
import { goalMetrics, type GoalMetric } from './goal-metrics.ts'

/** What goals of an account are measured by. */
export interface Measures {
  now: Date
  days: readonly goals.GoalDay[]
  followed: readonly followerDays.FollowerDay[]
  /** By the profile; `null` while it was never read. */
  followers: number | null
  /** The most that were counted from when the goal was set to its last day; `null` without a count. */
  highest: number | null
}

/** How a goal stands, without what it is. */
export type GoalProgress = Pick<
  Goal,
  'state' | 'value' | 'progressPercent' | 'knownDays' | 'provisionalDays' | 'daysLeft' | 'neededPerDay' | 'pace'
>

/** The pace is that of four whole weeks; fewer days than half of them say nothing. */
export const paceDays = 28
const fewestDays = 14
/** Instagram publishes a day up to two days late: so long an unknown day may still come. */
const lateDays = 3
/** Four of five futures lie within so many standard deviations. */
const widthOfRange = 1.2816

interface Day {
  day: string
  value: number
  isOpen: boolean
}

interface Position {
  value: number | null
  isReached: boolean
  known: readonly Day[]
  /** Days that are still to bring something, today as the part of it that is left. */
  daysToCome: number
  drift: readonly number[]
  /** What it will be when each day to come brings so much. */
  projectAt(perDay: number): number | null
  neededPerDay: number | null
}

type Wanted = Pick<goals.GoalRow, 'amount' | 'startDay' | 'byDay' | 'startValue' | 'createdAt'> & { metric: GoalMetric }

export function measureGoal(goal: Wanted, measures: Measures): GoalProgress {
  const { now } = measures
  const today = dayOf(now)
  const isLevel = goalMetrics[goal.metric].kind === 'level'
  const position = isLevel ? positionOfLevel(goal, measures) : positionOfDays(goal, measures)
  const { value, isReached, known } = position
  const pace = goal.byDay < today ? null : paceOf(position)
  return {
    state: stateOf(goal, { position, pace, now }),
    value: value === null ? null : round(value),
    progressPercent: progressOf(goal, value),
    knownDays: known.length,
    provisionalDays: known.filter(({ isOpen }) => isOpen).length,
    daysLeft: daysLeftOf(goal, today),
    neededPerDay: isReached || position.neededPerDay === null ? null : round(Math.max(0, position.neededPerDay)),
    pace: isReached ? null : pace,
  }
}

function positionOfLevel(goal: Wanted, { now, followed, followers, highest }: Measures): Position {
  const today = dayOf(now)
  const within = followed.filter(({ day }) => day >= goal.startDay && day <= goal.byDay)
  const known = within.flatMap(({ day, followers: value, isFinal }) =>
    value === null ? [] : [{ day, value, isOpen: !isFinal }],
  )
  const isOver = goal.byDay < today
  const value = isOver ? (known.at(-1)?.value ?? null) : followers
  // Who had as many once and lost them wants them again: what was before the goal does not reach it.
  const since = dayOf(goal.createdAt)
  const settled = known.filter(({ isOpen, day }) => !isOpen && day >= since).map((day) => day.value)
  const most = Math.max(highest ?? 0, ...settled, isOver ? 0 : (followers ?? 0))
  const daysToCome = Math.max(0, daysLeftOf(goal, today) - passedOf(now))
  const drift = followed.flatMap(({ day, change }) => (isRecent(day, today) && change !== null ? [change] : []))
  return {
    value,
    isReached: most >= goal.amount,
    known,
    daysToCome,
    drift,
    projectAt: (perDay) => (value === null ? null : Math.max(0, value + perDay * daysToCome)),
    neededPerDay: value === null || daysToCome === 0 ? null : (goal.amount - value) / daysToCome,
  }
}

function positionOfDays(goal: Wanted, { now, days }: Measures): Position {
  const today = dayOf(now)
  const valued = valuesOf(goal.metric, days)
  const known = valued.filter(({ day }) => day >= goal.startDay && day <= goal.byDay)
  const whole = known.filter(({ day }) => day < today)
  const isAverage = goalMetrics[goal.metric].kind === 'daily_average'
  const [total, totalOfWhole] = [sumOf(known), sumOf(whole)]
  const value = isAverage ? averageOf(totalOfWhole, whole.length) : known.length === 0 ? null : total
  const unread = daysToComeOf(goal, { today, known: whole })
  // Of today a sum has what was read so far, and the rest of the day is to come. Viewers of a day do not add up like that.
  const hasPartOfToday = !isAverage && known.length > whole.length
  const daysToCome = hasPartOfToday ? unread - passedOf(now) : unread
  const settled = known.filter(({ isOpen }) => !isOpen)
  const length = whole.length + unread
  const projectAt = (perDay: number) => {
    return isAverage
      ? averageOf(totalOfWhole + perDay * daysToCome, length)
      : Math.max(total, total + perDay * daysToCome)
  }
  const missing = isAverage ? goal.amount * length - totalOfWhole : goal.amount - total
  return {
    value,
    isReached: isAverage ? isAverageReached(goal, { now, settled, value }) : sumOf(settled) >= goal.amount,
    known,
    daysToCome,
    drift: valued.flatMap((day) => (isRecent(day.day, today) ? [day.value] : [])),
    projectAt,
    neededPerDay: daysToCome === 0 || daysLeftOf(goal, today) === 0 ? null : missing / daysToCome,
  }
}

/** An average can fall until the last day is in; one of hardly any day is none of the whole. */
function isAverageReached(
  { byDay, startDay, amount }: Wanted,
  { now, settled, value }: { now: Date; settled: readonly Day[]; value: number | null },
): boolean {
  if (now < settledFrom(byDay) || value === null || value < amount) return false
  return settled.length * 2 >= daysFrom(startDay, byDay).length
}

function valuesOf(metric: GoalMetric, days: readonly goals.GoalDay[]): Day[] {
  const definition = goalMetrics[metric]
  if (definition.kind === 'level') return []
  const { column, instagramName } = definition
  return days.flatMap((row) => {
    const value = row[column]
    return value === null
      ? []
      : [{ day: row.day, value, isOpen: !row.isFinal && row.unsettled.includes(instagramName) }]
  })
}

/** Today and later, and days before that may still come. */
function daysToComeOf({ startDay, byDay }: Wanted, { today, known }: { today: string; known: readonly Day[] }): number {
  const first = [startDay, addDays(today, -lateDays)].toSorted().at(-1) ?? startDay
  if (first > byDay) return 0
  const have = new Set(known.map(({ day }) => day))
  return daysFrom(first, byDay).filter((day) => !have.has(day)).length
}

function paceOf({ drift, projectAt, daysToCome }: Position): GoalPace | null {
  const days = drift.length
  if (days < fewestDays) return null
  const perDay = drift.reduce((sum, value) => sum + value, 0) / days
  const projected = projectAt(perDay)
  if (projected === null) return null
  const variance = drift.reduce((sum, value) => sum + (value - perDay) ** 2, 0) / (days - 1)
  // The days to come are uneven, and the average that they are drawn around is itself known from few days.
  const spread =
    daysToCome === 0 ? 0 : (widthOfRange * Math.sqrt(variance * (daysToCome + daysToCome ** 2 / days))) / daysToCome
  const [low, high] = [projectAt(perDay - spread) ?? projected, projectAt(perDay + spread) ?? projected]
  return {
    perDay: round(perDay),
    projected: round(projected),
    low: round(Math.max(0, low)),
    high: round(high),
    basedOnDays: days,
  }
}

function stateOf(
  goal: Wanted,
  { position, pace, now }: { position: Position; pace: GoalPace | null; now: Date },
): GoalState {
  if (position.isReached) return 'reached'
  if (now >= settledFrom(goal.byDay)) return position.known.length === 0 ? 'unknown' : 'missed'
  if (goal.byDay < dayOf(now)) return (position.value ?? 0) >= goal.amount ? 'on_track' : 'behind'
  if (pace === null) return 'unknown'
  return pace.projected >= goal.amount ? 'on_track' : 'behind'
}

function progressOf({ amount, startValue, metric }: Wanted, value: number | null): number | null {
  if (value === null) return null
  const from = goalMetrics[metric].kind === 'level' ? (startValue ?? 0) : 0
  if (amount <= from) return value >= amount ? 100 : 0
  return round(Math.min(100, Math.max(0, (100 * (value - from)) / (amount - from))))
}

function daysLeftOf({ startDay, byDay }: Wanted, today: string): number {
  if (byDay < today) return 0
  return daysFrom(startDay > today ? startDay : today, byDay).length
}

const isRecent = (day: string, today: string) => day < today && day >= addDays(today, -paceDays)
/** How much of the day is over, from 0 up to 1. */
function passedOf(now: Date): number {
  const [start, end] = [dayOf(now), addDays(dayOf(now), 1)].map((day) => startOfDay(day).getTime())
  return start === undefined || end === undefined ? 0 : (now.getTime() - start) / (end - start)
}
const sumOf = (days: readonly Day[]) => days.reduce((sum, { value }) => sum + value, 0)
const averageOf = (sum: number, days: number) => (days === 0 ? null : sum / days)
const round = (value: number) => Math.round(value * 100) / 100
