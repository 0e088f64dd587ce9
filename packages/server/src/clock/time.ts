export const secondMs = 1_000
export const minuteMs = 60 * secondMs
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** @param milliseconds negative for an earlier instant */
export function addMs(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds)
}

/** The last of some instants; `null` when there is none. */
export function laterOf(first: Date, ...others: readonly (Date | null)[]): Date
export function laterOf(...instants: readonly (Date | null)[]): Date | null
export function laterOf(...instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((instant) => (instant === null ? [] : [instant.getTime()]))
  return times.length === 0 ? null : new Date(Math.max(...times))
}

/** Whole seconds to wait, as `Retry-After` has them: at least one. */
export function secondsUntil(instant: Date, now: Date): number {
  return Math.max(1, Math.ceil((instant.getTime() - now.getTime()) / secondMs))
}
