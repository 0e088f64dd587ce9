import { addMs, dayMs, hourMs, minuteMs } from './time.ts'

/** Clocks of several machines differ by seconds, and are put right by seconds. */
export const toleratedMs = 2 * minuteMs

/**
 * How far ahead of now each kind of instant lies at the very most, in milliseconds, when the clock that wrote it was
 * right. What lies further ahead was written by a wrong clock, and is not waited for.
 */
export const longestAhead = {
  /** Something that happened: a run, a reading, the issue of a token. */
  happened: 0,
  /** A due time that was begun: a clock that is set back by some hours must not run the night before once more. */
  dueTime: 4 * hourMs,
  /** An account in somebody's hands; longer than all calls of one step with their tries. */
  accountLease: 2 * minuteMs,
  /** A job in somebody's hands, renewed each minute; taken for five minutes, for an hour by earlier releases. */
  slotLease: hourMs,
  /** A message to the host in somebody's hands. */
  deliveryLease: minuteMs,
  /** Silence that Instagram asks for, a cooldown, and every planned try: longer ones are cut to this when written. */
  wait: dayMs,
  /** The next try to tell the host: a day, spread by a fifth. */
  deliveryWait: 1.2 * dayMs,
  /** The end of a token. Instagram gives sixty days. */
  token: 61 * dayMs,
} as const

export type Ahead = keyof typeof longestAhead

/** The last instant of this kind that a right clock can have written by now. */
export function furthest(kind: Ahead, now: Date): Date {
  return addMs(now, longestAhead[kind] + toleratedMs)
}

/** The instant, or `null` when there is none or a wrong clock wrote it. */
export function believed(instant: Date | null | undefined, kind: Ahead, now: Date): Date | null {
  return instant && instant <= furthest(kind, now) ? instant : null
}

/** Whether something is still held or waited for: its end lies ahead, and not further than it can. */
export function isAhead(
  instant: Date | null | undefined,
  kind: Exclude<Ahead, 'happened' | 'dueTime'>,
  now: Date,
): boolean {
  return (believed(instant, kind, now) ?? now) > now
}

/** The instant, cut to the longest wait: whatever Instagram asks for, one try a day is made. */
export function atMostADay(instant: Date, now: Date): Date {
  return new Date(Math.min(instant.getTime(), now.getTime() + longestAhead.wait))
}
