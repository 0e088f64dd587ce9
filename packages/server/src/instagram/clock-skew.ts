/** How far our clock is from Instagram's, by the `Date` of its answers. */
export interface ClockSkew {
  /** Takes the `Date` header of an answer that came just now. */
  observe(date: string | null): void
  /** Ours minus Instagram's, in seconds, at the newest answer; `null` when none had a date. */
  seconds(): number | null
}

const secondMs = 1_000
// A smaller difference may be the answer's way through the network.
const sameMs = 300 * secondMs

/**
 * @param now the clock that everything here goes by
 * @param machineNow the machine's. Where a host or a test hands in a clock of its own, answers that are dated by the machine's
 * (a sandbox's) say nothing about it.
 */
export function createClockSkew({ now, machineNow = now }: { now(): Date; machineNow?(): Date }): ClockSkew {
  let skew: number | null = null
  return {
    observe(date) {
      const theirs = Date.parse(date ?? '')
      if (Number.isNaN(theirs)) return
      const ours = now().getTime() - theirs
      const ofMachine = machineNow().getTime() - theirs
      const isMachinesTime = Math.abs(ours) > sameMs && Math.abs(ofMachine) <= sameMs && now !== machineNow
      skew = isMachinesTime ? null : Math.round(ours / secondMs)
    },
    seconds: () => skew,
  }
}
