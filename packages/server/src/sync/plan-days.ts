import { addMs, hourMs } from '../clock/index.ts'
import { addDays, dayOf, daysFrom, settledFrom, startOfDay } from '../instagram/index.ts'
import { asksFollows, keptDays, type Askable } from './asked-metrics.ts'
import { awaitedOf, areTotalsSettled, latePartsOf, partsOf, type DayState, type PlannedDay } from './late-days.ts'
import { reachPeriods, stepsFor } from './series-windows.ts'

/** Complete days before today that the history holds in the end. */
export const historyDays = 365
/** Complete days before today that a user sees first; the background reads the rest. */
export const firstViewDays = 30

/** Instagram corrects the newest days, and each of them is read again every night. */
const correctedDays = 4
/** Days of the history that are read at once; those before them a few at a time, so that users have calls left. */
const nearHistoryDays = 90
/** A night that is resumed reads nothing twice. */
const sameNightMs = hourMs
const mostOldDays = 40
/** Those of a night, beside its posts. */
export const mostCallsOfNight = 12

/** Days that an operator wants read again, both included, and since when. */
export interface Reread {
  from: string
  to: string
  askedAt: Date
}

/**
 * `night`: once a day what Instagram still corrects. `catch_up`: the background goes on with what is missing. `press`: a
 * user waits. `first`: a user has just connected and has seen nothing yet.
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
 * they had settled and what Instagram has not said yet, a few at a time; what an operator wants read again; and what of
 * the history is missing. A night of an account that misses nothing takes ten calls with the profile and the reach of
 * two periods, without those for what days are made of, and with days that are late twelve at most; what else is missing
 * is read an hour after it.
 */
export function planDays(kind: PlanKind, request: PlanRequest): PlannedDay[] {
  const context = contextOf(request)
  const { today, asked, known } = context
  const plan = new Map<string, PlannedDay>()
  const add = ({ day, parts }: PlannedDay) => {
    const other = plan.get(day)?.parts
    plan.set(day, { day, parts: other === undefined || other === parts ? parts : 'whole' })
  }
  const addWhole = (day: string) => add({ day, parts: asksFollows(day, asked) ? 'whole' : 'totals' })
  const isBackground = isOfBackground(kind)

  for (const newest of newestDays(kind, context)) add(newest)
  for (const late of lateDays(kind, context)) {
    const isInView = isBackground || late.day >= addDays(today, -firstViewDays)
    if (isInView && callsFor([...plan.values(), late], today) <= mostCallsOfNight) add(late)
  }
  const near = unreadDays(known, today, { from: isBackground ? nearHistoryDays : firstViewDays, to: correctedDays + 1 })
  near.forEach(addWhole)
  // A night itself is short; the background goes on with the rest an hour later.
  const isOpenEnded = kind === 'press' || kind === 'catch_up'
  const room = isOpenEnded ? Math.max(0, mostOldDays - near.length) : 0
  const again = rereadDays(context).slice(0, room)
  again.forEach(add)
  if (isBackground) {
    const old = unreadDays(known, today, { from: historyDays, to: nearHistoryDays + 1 })
    old.slice(0, room - again.length).forEach(addWhole)
  }
  return [...plan.values()].toSorted((a, b) => (a.day > b.day ? -1 : 1))
}

/** When the background goes on: `now` while recent history is missing, `later` for the rest, `null` when all is read. */
export function openWork(request: PlanRequest): 'now' | 'later' | null {
  const context = contextOf(request)
  const { today, known } = context
  // The newest days are the nights' own.
  const to = correctedDays + 1
  if (unreadDays(known, today, { from: nearHistoryDays, to }).length > 0) return 'now'
  const isOpen =
    unreadDays(known, today, { from: historyDays, to }).length > 0 ||
    rereadDays(context).length > 0 ||
    lateDays('catch_up', context).some(({ day }) => day <= addDays(today, -to))
  return isOpen ? 'later' : null
}

/** Whether every day that was to be read again was read since it was asked for. */
export function isRereadDone(request: PlanRequest): boolean {
  return rereadDays(contextOf(request)).length === 0
}

interface Context extends PlanRequest {
  today: string
  asked: Askable
  known: ReadonlyMap<string, DayState>
}

function contextOf(request: PlanRequest): Context {
  const { now, states } = request
  const today = dayOf(now)
  // What a clock that ran ahead has left behind was never read.
  const known = new Map(states.filter(({ fetchedAt }) => fetchedAt <= now).map((state) => [state.day, state]))
  return { ...request, today, asked: { ...request, today }, known }
}

/** Whether nobody waits for what this plan reads. */
function isOfBackground(kind: PlanKind): boolean {
  return kind === 'night' || kind === 'catch_up'
}

/** Once a Los Angeles day is enough, but for a night: what was read before it does not stand in for it. */
function newEnoughFor(kind: PlanKind, { now, today }: Context): Date {
  return kind === 'night' ? addMs(now, -sameNightMs) : startOfDay(today)
}

/** What of a day is to be asked; nothing where neither is. */
function planned(day: string, wanted: { totals: boolean; follows: boolean }): PlannedDay[] {
  const parts = partsOf(wanted)
  return parts === null ? [] : [{ day, parts }]
}

/** Today and the days that are still corrected. */
function newestDays(kind: PlanKind, context: Context): PlannedDay[] {
  const { now, today, asked, known } = context
  const newEnough = newEnoughFor(kind, context)
  const isOld = (day: string, readAt: Date | null | undefined) =>
    !readAt || readAt > now || (readAt < settledFrom(day) && (readAt < newEnough || now >= settledFrom(day)))
  const ofToday = { totals: !isOfBackground(kind), follows: kind === 'first' && asksFollows(today, asked) }
  const corrected = Array.from({ length: correctedDays }, (_, index) => {
    const day = addDays(today, -index - 1)
    const isYesterday = index === 0
    const state = known.get(day)
    // A press shows the newest of yesterday. Counts stand in for who followed then, which is asked for a day later.
    const totals = (isYesterday && kind === 'press') || isOld(day, state?.fetchedAt)
    const isFollowsDay = !isYesterday || (kind === 'first' && state === undefined)
    const follows = isFollowsDay && asksFollows(day, asked) && isOld(day, state?.followsReadAt)
    return planned(day, { totals, follows })
  })
  return [planned(today, ofToday), ...corrected].flat()
}

/** Settled days that are to be asked for again, those never read since they settled first, then the newest. */
function lateDays(kind: PlanKind, context: Context): PlannedDay[] {
  const { now, today, asked, known } = context
  const turn = { asked, awaited: awaitedOf(known, asked, now), now, newEnough: newEnoughFor(kind, context) }
  const oldest = addDays(today, -historyDays)
  const settled = [...known.values()]
    .filter(({ day }) => day < today && day >= oldest && settledFrom(day) <= now)
    .toSorted((a, b) => (a.day > b.day ? -1 : 1))
  const isRead = (state: DayState) => areTotalsSettled(state, now)
  return [...settled.filter((state) => !isRead(state)), ...settled.filter(isRead)].flatMap((state): PlannedDay[] => {
    const parts = latePartsOf(state, turn)
    return parts === null ? [] : [{ day: state.day, parts }]
  })
}

/** Days that were never read, so many days back, newest first. */
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
function rereadDays({ reread, today, asked, known }: Context): PlannedDay[] {
  if (reread === null) return []
  const oldest = addDays(today, -keptDays)
  const [first, last] = [reread.from > oldest ? reread.from : oldest, reread.to < today ? reread.to : today]
  const isOpen = (readAt: Date | null | undefined) => !readAt || readAt < reread.askedAt
  return daysFrom(first, last)
    .toReversed()
    .flatMap((day) => {
      const state = known.get(day)
      const follows = asksFollows(day, asked) && isOpen(state?.followsReadAt)
      return planned(day, { totals: isOpen(state?.fetchedAt), follows })
    })
}

/** Whether the reach of whole periods is asked beside these days: once each night and press. */
export function asksPeriods(planned: readonly PlannedDay[], today: string): boolean {
  return planned.some(({ day, parts }) => day === addDays(today, -1) && parts !== 'follows')
}

function callsFor(planned: readonly PlannedDay[], today: string): number {
  return stepsFor({ days: planned, today }) + (asksPeriods(planned, today) ? reachPeriods(today).length : 0)
}
