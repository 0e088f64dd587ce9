import { addMs, dayMs, hourMs, minuteMs, secondMs } from '../clock/index.ts'

/** Pauses after each failed try: the schedule that Standard Webhooks recommends, a little over three days in all. */
const pauses = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  dayMs,
] as const

const longestRetryAfterMs = dayMs

/**
 * When to try again after so many failed tries, spread by a fifth either way so that a host that comes back is not met
 * by all at once; `null` when it was tried often enough.
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md ("Retries")
 */
export function afterFailure(
  attempts: number,
  { at, random, retryAfterMs = 0 }: { at: Date; random: () => number; retryAfterMs?: number | undefined },
): Date | null {
  const pause = pauses[attempts - 1]
  if (pause === undefined) return null
  const spread = pause * (0.8 + 0.4 * random())
  return addMs(at, Math.max(spread, Math.min(retryAfterMs, longestRetryAfterMs)))
}
