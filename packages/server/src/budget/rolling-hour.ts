/** Calls of the last hour: the Unix second at whose end they count as made → how many. */
export type CallLog = Readonly<Record<string, number>>

const hourMs = 3_600_000

/**
 * The calls that still count, the newest time first. A call counts from the end of its second, so that rounding can
 * only ever wait too long. Times that lie ahead, because the clock went back, count from now: otherwise the budget
 * would stay shut for longer than an hour.
 */
function livingCalls(log: CallLog, now: Date): { second: number; count: number }[] {
  const thisSecond = endOfSecond(now)
  return Object.entries(log)
    .map(([second, count]) => ({ second: Math.min(Number(second), thisSecond), count }))
    .filter(({ second }) => second * 1000 + hourMs > now.getTime())
    .toSorted((a, b) => b.second - a.second)
}

const endOfSecond = (now: Date) => Math.floor(now.getTime() / 1000) + 1

/** How many calls count as made in the hour before `now`. */
export function callsWithinHour(log: CallLog, now: Date): number {
  return livingCalls(log, now).reduce((sum, { count }) => sum + count, 0)
}

/** The log with calls made now, and without what no longer counts. */
export function withCalls(log: CallLog, made: number, now: Date): Record<string, number> {
  const next: Record<string, number> = {}
  for (const { second, count } of [...livingCalls(log, now), { second: endOfSecond(now), count: made }]) {
    next[second] = (next[second] ?? 0) + count
  }
  return next
}

/** When at least `wanted` calls fit under `limit` again: `now` itself when they fit already. */
export function freeAt(log: CallLog, { limit, wanted, now }: { limit: number; wanted: number; now: Date }): Date {
  let kept = 0
  for (const { second, count } of livingCalls(log, now)) {
    kept += count
    // The newest calls alone leave too little room: room comes when this second is an hour old.
    if (kept > limit - Math.min(wanted, limit)) return new Date(second * 1000 + hourMs)
  }
  return now
}
