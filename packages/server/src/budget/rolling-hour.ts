import { hourMs, minuteMs } from '../clock/index.ts'

/** Calls of the last hour: the Unix minute from whose start they count as made → how many. */
export type CallLog = Readonly<Record<string, number>>

// Reservations reach a minute ahead, and clocks are put right by seconds.
const toleratedMinutes = 3

/** The Unix minute of an instant. */
export const minuteOf = (now: Date): number => Math.floor(now.getTime() / minuteMs)

/** Calls that are made now count from the end of their minute, so that rounding can only ever wait too long. */
export const countedFrom = (now: Date): number => minuteOf(now) + 1

/**
 * The calls that still count, the oldest time first. Times that lie far ahead, because the clock went back, count from
 * now: otherwise the budget would stay shut for longer than an hour.
 */
function livingCalls(log: CallLog, now: Date): { minute: number; count: number }[] {
  const thisMinute = countedFrom(now)
  const living: { minute: number; count: number }[] = []
  // Keys that are numbers come in their own order (ECMAScript, OrdinaryOwnPropertyKeys).
  for (const key in log) {
    const minute = Number(key) > thisMinute + toleratedMinutes ? thisMinute : Number(key)
    if (minute * minuteMs + hourMs > now.getTime()) living.push({ minute, count: log[key] ?? 0 })
  }
  return living
}

/** How many calls count as made in the hour before `now`. */
export function callsWithinHour(log: CallLog, now: Date): number {
  return livingCalls(log, now).reduce((sum, { count }) => sum + count, 0)
}

/** The log with calls that count from a minute on, and without what no longer counts. */
export function withCalls(
  log: CallLog,
  calls: number,
  { now, from = countedFrom(now) }: { now: Date; from?: number },
): Record<string, number> {
  const next: Record<string, number> = {}
  for (const { minute, count } of [...livingCalls(log, now), { minute: from, count: calls }]) {
    next[minute] = (next[minute] ?? 0) + count
  }
  return next
}

/**
 * The log with a reservation replaced by the calls that were made of it. One that is not there any more, because its
 * hour is over, its account was erased or the clock went far back, changes nothing: too many is safe.
 */
export function withSettled(
  log: CallLog,
  { calls, until, made }: { calls: number; until: number; made: CallLog },
): CallLog {
  const reserved = log[until] ?? 0
  if (reserved === 0 || calls === 0) return log
  const next: Record<string, number> = { ...log, [until]: Math.max(0, reserved - calls) }
  for (const [minute, count] of Object.entries(made)) next[minute] = (next[minute] ?? 0) + count
  return next
}

/** When at least `wanted` calls fit under `limit` again: `now` itself when they fit already. */
export function freeAt(log: CallLog, { limit, wanted, now }: { limit: number; wanted: number; now: Date }): Date {
  let kept = 0
  for (const { minute, count } of livingCalls(log, now).toReversed()) {
    kept += count
    // The newest calls alone leave too little room: room comes when this minute is an hour old.
    if (kept > limit - Math.min(wanted, limit)) return new Date(minute * minuteMs + hourMs)
  }
  return now
}
