import type { dailySplits } from '@instagram-dashboard/db'
import { addMs, hourMs } from '../clock/index.ts'
import { addDays, dayOf, daysFrom, settledFrom, startOfDay } from '../instagram/index.ts'
import { keptDays, type Askable } from './asked-metrics.ts'
import { askedSplits, ridesAlong, splitDimensions, type SplitDimension, type SplitQuestion } from './asked-splits.ts'
import { areTotalsSettled, isAskedLast, isTurn, nearDays, type DayState, type PlannedDay } from './late-days.ts'
import {
  asksPeriods,
  firstViewDays,
  historyDays,
  mostCallsOfNight,
  type PlanKind,
  type PlanRequest,
} from './plan-days.ts'
import { reachPeriods, stepsFor } from './series-windows.ts'

/** What is known of a day's parts by one breakdown. */
export type SplitState = dailySplits.SplitStateRow

export interface SplitRequest extends PlanRequest {
  splits: readonly SplitState[]
}

/** What the background asks at once beside the days themselves: as much as forty days of the history take. */
const mostCallsInBackground = 80
/** What an operator wants read again is read beside that. */
const mostRereads = 80
const sameNightMs = hourMs
/** How soon a question is put again that failed when it was to be the last. */
const daysAfterFailure = 7

/**
 * Whose parts a sync asks for, beside those that come along with who followed; newest first and after the days' own
 * numbers. Of a day twice: once it has ended, which is provisional, and once it has settled. A night asks as much as
 * leaves it at twelve calls, and the background with what is missing an hour later.
 * @param planned the days that the same sync reads
 */
export function planSplits(kind: PlanKind, request: SplitRequest, planned: readonly PlannedDay[]): SplitQuestion[] {
  const context = contextOf(request, planned)
  const due = kind === 'night' ? [] : rereadsDue(context).slice(0, mostRereads)
  const room = due.length + roomFor(kind, { planned, rereads: due.length, today: context.today })
  const again = new Set(due.map(nameOf))
  const isDue = (question: SplitQuestion) => {
    if (again.has(nameOf(question)) || isCovered(question, context)) return false
    const isSettled = settledFrom(question.day) <= context.now
    return isSettled ? isFinalDue(question, context) : isFirstDue(kind, question, context)
  }
  for (const day of historyOf(kind, context.today)) {
    for (const by of splitDimensions) {
      if (due.length >= room) return due
      if (isDue({ day, by })) due.push({ day, by })
    }
  }
  return due
}

/** Whether the background has parts of settled days left to ask for, of days whose own numbers were read by then. */
export function hasOpenSplits(request: SplitRequest): boolean {
  const context = contextOf(request, [])
  const days = historyOf('catch_up', context.today).filter((day) => settledFrom(day) <= context.now)
  return (
    rereadsDue(context).length > 0 || days.some((day) => splitDimensions.some((by) => isFinalDue({ day, by }, context)))
  )
}

/** Whether the parts of every day that was to be read again were read since it was asked for. */
export function areSplitsReread(request: SplitRequest): boolean {
  return rereadsDue(contextOf(request, [])).length === 0
}

interface Context {
  now: Date
  today: string
  asked: Askable
  reread: PlanRequest['reread']
  known: ReadonlyMap<string, DayState>
  parts: ReadonlyMap<string, SplitState>
  planned: ReadonlyMap<string, PlannedDay['parts']>
}

const nameOf = ({ day, by }: SplitQuestion) => `${by} ${day}`

function contextOf(request: SplitRequest, planned: readonly PlannedDay[]): Context {
  const { now, states, splits, reread } = request
  const today = dayOf(now)
  return {
    now,
    today,
    reread,
    asked: { ...request, today },
    known: new Map(states.filter(({ fetchedAt }) => fetchedAt <= now).map((state) => [state.day, state])),
    // What a clock that ran ahead has left behind was never read.
    parts: new Map(splits.filter(({ readAt }) => readAt <= now).map((state) => [nameOf(state), state])),
    planned: new Map(planned.map(({ day, parts }) => [day, parts])),
  }
}

/** The days that a sync looks at, newest first. */
function historyOf(kind: PlanKind, today: string): string[] {
  if (kind === 'press') return []
  return daysFrom(addDays(today, -(kind === 'first' ? firstViewDays : historyDays)), addDays(today, -1)).toReversed()
}

function roomFor(
  kind: PlanKind,
  { planned, rereads, today }: { planned: readonly PlannedDay[]; rereads: number; today: string },
): number {
  if (kind === 'first') return Infinity
  const steps = stepsFor({ days: planned, today })
  if (kind !== 'night') return Math.max(0, mostCallsInBackground - steps - rereads)
  return Math.max(0, mostCallsOfNight - steps - (asksPeriods(planned, today) ? reachPeriods(today).length : 0))
}

/** Whether the same sync learns it with who followed. */
function isCovered({ day, by }: SplitQuestion, { planned, asked }: Context): boolean {
  const parts = planned.get(day)
  return by === 'followType' && parts !== undefined && parts !== 'totals' && ridesAlong(day, asked)
}

/** Once, when the day has ended; by who follows it comes along a day later where it can. */
function isFirstDue(kind: PlanKind, question: SplitQuestion, context: Context): boolean {
  const { now, today, asked, parts } = context
  const { day, by } = question
  if (kind === 'press' || askedSplits(question, asked).length === 0) return false
  if (kind !== 'first' && (day !== addDays(today, -1) || (by === 'followType' && ridesAlong(day, asked)))) return false
  const newEnough = kind === 'night' ? addMs(now, -sameNightMs) : startOfDay(today)
  const state = parts.get(nameOf(question))
  return state === undefined || state.readAt < newEnough
}

/** Of a settled day: never read since, or late. */
function isFinalDue(question: SplitQuestion, context: Context): boolean {
  const { now, today, asked, parts } = context
  const metrics = askedSplits(question, asked)
  if (metrics.length === 0 || !isAfterOwn(question, context)) return false
  const state = parts.get(nameOf(question))
  if (state === undefined || state.readAt < settledFrom(question.day)) return true
  if (state.isFinal) return false
  const isToCome = (metric: string) => state.missing[metric] === 'not_yet_available'
  const isMissing = (metric: string) => state.missing[metric] !== undefined
  // After the last turn only a question that failed leaves one to come.
  if (isAskedLast(question.day, state.readAt, asked)) {
    return metrics.some(isToCome) && dayOf(state.readAt) <= addDays(today, -daysAfterFailure)
  }
  return (
    isTurn(question.day, state.readAt, { asked, now, newEnough: startOfDay(today) }) &&
    metrics.some((metric) => isToCome(metric) || (isMissing(metric) && isSaidNear(question, metric, { parts, now })))
  )
}

/** The day's own numbers come first. */
function isAfterOwn({ day }: SplitQuestion, { known, planned, now }: Context): boolean {
  const own = known.get(day)
  return planned.has(day) || (own !== undefined && areTotalsSettled(own, now))
}

/** Of the days that an operator wants read again those that are settled and were not read since, newest first. */
function rereadsDue(context: Context): SplitQuestion[] {
  const { reread, today, now, asked, parts } = context
  if (reread === null) return []
  const oldest = addDays(today, -keptDays)
  const [first, last] = [reread.from > oldest ? reread.from : oldest, reread.to < today ? reread.to : today]
  const isDue = (question: SplitQuestion) => {
    if (settledFrom(question.day) > now || askedSplits(question, asked).length === 0) return false
    if (!isAfterOwn(question, context) || isCovered(question, context)) return false
    const state = parts.get(nameOf(question))
    return state === undefined || state.readAt < reread.askedAt
  }
  return daysFrom(first, last)
    .toReversed()
    .flatMap((day) => splitDimensions.map((by) => ({ day, by })))
    .filter(isDue)
}

type Known = Pick<Context, 'parts' | 'now'>

/** Whether a settled day near it has the parts of a number: if none has, this account has none, or not any more. */
function isSaidNear({ day, by }: SplitQuestion, metric: string, { parts, now }: Known): boolean {
  for (let back = 1; back <= nearDays; back += 1) {
    for (const near of [addDays(day, -back), addDays(day, back)]) {
      const state = parts.get(nameOf({ day: near, by }))
      const isSettled = state !== undefined && state.readAt <= now && state.readAt >= settledFrom(near)
      if (isSettled && state.missing[metric] === undefined) return true
    }
  }
  return false
}

/** Whether the parts of a number, that no reading since the day settled has said, are still to come. */
export function isAwaited(
  question: SplitQuestion,
  metric: string,
  { since, askedAt, states }: { since: string; askedAt: Date; states: ReadonlyMap<string, SplitState> },
): boolean {
  return !isAskedLast(question.day, askedAt, { since }) && isSaidNear(question, metric, { parts: states, now: askedAt })
}

/** How the states of a run are kept: by breakdown and day. */
export function splitKey(by: SplitDimension, day: string): string {
  return nameOf({ by, day })
}
