import { addMs, hourMs } from '../clock/time.ts'
import { addDays, dayOf, daysFrom, settledFrom, startOfDay } from '../instagram/days.ts'
import { asksFollows, keptDays, type Askable } from './asked-metrics.ts'
import {
  awaitedOf,
  areTotalsSettled,
  latePartsOf,
  partsOf,
  type DayParts,
  type DayState,
  type PlannedDay,
} from './late-days.ts'
import { reachPeriods, stepsFor } from './series-windows.ts'

/** Complete days before today that the history holds in the end. */
export const historyDays = 365
/** Complete days before today that somebody who waits is shown; the background fills in the rest. */
export const firstViewDays = 30

/** Instagram corrects the newest days, and each of them is read again every night. */
const correctedDays = 4
/** Days of the history that are read at once; those before them a few at a time, so that presses have calls left. */
const nearHistoryDays = 90
/** A night that is gone on with reads nothing twice. */
const sameNightMs = hourMs
const mostOldDays = 40
const mostCallsOfNight = 12

/** Days that somebody wanted read again, both included, and since when. */
export interface Reread {
  from: string
  to: string
  askedAt: Date
}

/**
 * `night`: the one reading a day of what Instagram still corrects. `catch_up`: the background goes on with what is
 * missing. `press`: somebody waits. `first`: somebody has just connected and has seen nothing yet.
 */
export type PlanKind = 'night' | 'catch_up' | 'press' | 'first'

export interface PlanRequest extends Omit<Askable, 'today'> {
  now: Date
  /** What is known of each stored day. */
  states: readonly DayState[]
  reread: Reread | null
}

/**
 * What a sync reads, newest first: the days that Instagram still corrects; of the older ones what was never read after
 * they had settled and what Instagram has not said yet, a few at a time; what somebody wanted read again; and what of
 * the history is missing. A night of an account that misses nothing takes ten calls with the profile and the reach of
 * two periods, and with days that are late twelve at most; what else is missing is read an hour after it.
 */
export function planDays(kind: PlanKind, request: PlanRequest): PlannedDay[] {
  const { today, plan, asked, add, known } = begin(request)
  for (const planned of newestDays(kind, request)) add(planned)
  for (const late of lateDays(kind, request)) {
    const isInView = isNobodys(kind) || late.day >= addDays(today, -firstViewDays)
    if (isInView && callsFor([...plan.values(), late], today) <= mostCallsOfNight) add(late)
  }
  const near = unreadDays(known, today, {
    from: isNobodys(kind) ? nearHistoryDays : firstViewDays,
    to: correctedDays + 1,
  })
  for (const day of near) add({ day, parts: partsFor(day, asked) })
  // A night itself is short; its background goes on with the rest an hour later.
  const isOpenEnded = kind === 'press' || kind === 'catch_up'
  const room = isOpenEnded ? Math.max(0, mostOldDays - near.length) : 0
  const reread = rereadDays(request).slice(0, room)
  for (const planned of reread) add(planned)
  if (isNobodys(kind)) {
    const old = unreadDays(known, today, { from: historyDays, to: nearHistoryDays + 1 })
    for (const day of old.slice(0, room - reread.length)) add({ day, parts: partsFor(day, asked) })
  }
  return [...plan.values()].toSorted((a, b) => (a.day > b.day ? -1 : 1))
}

/** When the background goes on: `now` while recent history is missing, `later` for the rest, `null` when all is read. */
export function openWork(request: PlanRequest): 'now' | 'later' | null {
  const { today, known } = begin(request)
  // The newest days are the nights' own.
  const to = correctedDays + 1
  if (unreadDays(known, today, { from: nearHistoryDays, to }).length > 0) return 'now'
  const isOpen =
    unreadDays(known, today, { from: historyDays, to }).length > 0 ||
    rereadDays(request).length > 0 ||
    lateDays('catch_up', request).some(({ day }) => day <= addDays(today, -to))
  return isOpen ? 'later' : null
}

/** Whether every day that was to be read again was read since it was asked for. */
export function isRereadDone(request: PlanRequest): boolean {
  return rereadDays(request).length === 0
}

function begin(request: PlanRequest) {
  const { now, states } = request
  const today = dayOf(now)
  // What a clock that ran ahead has left behind was never read.
  const known = new Map(states.filter(({ fetchedAt }) => fetchedAt <= now).map((state) => [state.day, state]))
  const asked: Askable = { ...request, today }
  const plan = new Map<string, PlannedDay>()
  const add = ({ day, parts }: PlannedDay) => {
    const other = plan.get(day)?.parts
    plan.set(day, { day, parts: other === undefined || other === parts ? parts : 'whole' })
  }
  return { today, asked, known, plan, add }
}

/** Whether nobody waits for what this plan reads. */
function isNobodys(kind: PlanKind): boolean {
  return kind === 'night' || kind === 'catch_up'
}

/** Once a Los Angeles day is enough, but for a night: what was read before it does not stand in for it. */
function newEnoughFor(kind: PlanKind, now: Date): Date {
  return kind === 'night' ? addMs(now, -sameNightMs) : startOfDay(dayOf(now))
}

/** Today and the days that are still corrected. */
function newestDays(kind: PlanKind, request: PlanRequest): PlannedDay[] {
  const { now } = request
  const { today, asked, known } = begin(request)
  const newEnough = newEnoughFor(kind, now)
  const isOld = (day: string, readAt: Date | null | undefined) =>
    !readAt || readAt > now || (readAt < settledFrom(day) && (readAt < newEnough || now >= settledFrom(day)))
  const planned: PlannedDay[] = []
  if (!isNobodys(kind)) planned.push({ day: today, parts: kind === 'first' ? partsFor(today, asked) : 'totals' })
  for (let back = 1; back <= correctedDays; back += 1) {
    const day = addDays(today, -back)
    const state = known.get(day)
    // A press shows the newest of yesterday. Counts stand in for who followed then, which is asked for a day later.
    const totals = (back === 1 && kind === 'press') || isOld(day, state?.fetchedAt)
    const isFollowsDay = back > 1 || (kind === 'first' && state === undefined)
    const follows = isFollowsDay && asksFollows(day, asked) && isOld(day, state?.followsReadAt)
    const parts = partsOf({ totals, follows })
    if (parts !== null) planned.push({ day, parts })
  }
  return planned
}

/** Settled days that are to be asked for again, those never read since they settled first, then the newest. */
function lateDays(kind: PlanKind, request: PlanRequest): PlannedDay[] {
  const { now } = request
  const { today, asked, known } = begin(request)
  const awaited = awaitedOf(known, asked, now)
  const newEnough = newEnoughFor(kind, now)
  const oldest = addDays(today, -historyDays)
  const late = [...known.values()]
    .filter(({ day }) => day < today && day >= oldest && settledFrom(day) <= now)
    .toSorted((a, b) => (a.day > b.day ? -1 : 1))
    .flatMap((state) => {
      const parts = latePartsOf(state, { asked, awaited, now, newEnough })
      return parts === null ? [] : [{ day: state.day, parts, isFirst: !areTotalsSettled(state, now) }]
    })
  const plain = ({ day, parts }: PlannedDay): PlannedDay => ({ day, parts })
  return [...late.filter(({ isFirst }) => isFirst), ...late.filter(({ isFirst }) => !isFirst)].map(plain)
}

/** Days without a reading, so many days back, newest first. */
function unreadDays(
  known: ReadonlyMap<string, DayState>,
  today: string,
  { from, to }: { from: number; to: number },
): string[] {
  return daysFrom(addDays(today, -from), addDays(today, -to))
    .filter((day) => !known.has(day))
    .toReversed()
}

/** What of the days to be read again was not read since it was asked for, newest first. */
function rereadDays(request: PlanRequest): PlannedDay[] {
  const { reread } = request
  if (reread === null) return []
  const { today, asked, known } = begin(request)
  const first = [reread.from, addDays(today, -keptDays)].toSorted().at(-1) ?? reread.from
  const last = [reread.to, today].toSorted().at(0) ?? reread.to
  return daysFrom(first, last)
    .toReversed()
    .flatMap((day) => {
      const state = known.get(day)
      const isOpen = (readAt: Date | null | undefined) => !readAt || readAt < reread.askedAt
      const follows = asksFollows(day, asked) && isOpen(state?.followsReadAt)
      const parts = partsOf({ totals: isOpen(state?.fetchedAt), follows })
      return parts === null ? [] : [{ day, parts }]
    })
}

function partsFor(day: string, asked: Askable): DayParts {
  return asksFollows(day, asked) ? 'whole' : 'totals'
}

/** Whether the reach of whole periods is asked beside these days: once each night and press. */
export function asksPeriods(planned: readonly PlannedDay[], today: string): boolean {
  return planned.some(({ day, parts }) => day === addDays(today, -1) && parts !== 'follows')
}

function callsFor(planned: readonly PlannedDay[], today: string): number {
  return stepsFor({ days: planned, today }) + (asksPeriods(planned, today) ? reachPeriods(today).length : 0)
}
