import { hourMs, minuteMs } from '../clock/time.ts'

/** Calls of the last hour: the Unix minute at whose end they count as made → how many. */
export type CallLog = Readonly<Record<string, number>>

// Clocks are put right by seconds: what was counted stays where it is then, for whoever has yet to make it.
const toleratedMinutes = 2

/** The Unix minute of an instant. */
export const minuteOf = (now: Date): number => Math.floor(now.getTime() / minuteMs)
const endOfMinute = (now: Date) => minuteOf(now) + 1

/**
 * The calls that still count, the oldest time first. A call counts from the end of its minute, so that rounding can
 * only ever wait too long. Times that lie far ahead, because the clock went back, count from now: otherwise the budget
 * would stay shut for longer than an hour.
 */
function livingCalls(log: CallLog, now: Date): { minute: number; count: number }[] {
  const thisMinute = endOfMinute(now)
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

/** The log with calls made now, and without what no longer counts. */
export function withCalls(log: CallLog, made: number, now: Date): Record<string, number> {
  const next: Record<string, number> = {}
  for (const { minute, count } of [...livingCalls(log, now), { minute: endOfMinute(now), count: made }]) {
    next[minute] = (next[minute] ?? 0) + count
  }
  return next
}

/** The log without calls that were counted in a minute and not made. What has left the log stays as it is. */
export function withoutCalls(log: CallLog, { calls, minute }: { calls: number; minute: number }): CallLog {
  const counted = log[minute + 1] ?? 0
  return calls === 0 || counted === 0 ? log : { ...log, [minute + 1]: Math.max(0, counted - calls) }
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
