import { type Clock, minuteMs } from '../clock/index.ts'
import type { Instagram } from '../instagram/index.ts'

/** Whether Instagram answers, seen by whoever looks at the health of a server that has nothing to ask. */
export interface Probe {
  /** Somebody looks: for a while the background keeps the answer fresh. */
  expect(): void
  /** For the ticker. Asks at most once a minute, and only while somebody looks and nothing else was asked. */
  runIfDue(): Promise<void>
}

const lookedAtForMs = 15 * minuteMs
const freshForMs = minuteMs

export function createProbe({ clock, instagram }: { clock: Clock; instagram: Instagram }): Probe {
  let lookedAt = Number.NEGATIVE_INFINITY
  return {
    expect() {
      lookedAt = clock.now().getTime()
    },
    async runIfDue() {
      const now = clock.now().getTime()
      const newest = instagram.reachability().at?.getTime() ?? Number.NEGATIVE_INFINITY
      // Of either sign: a clock that was put back must not wait until it is there again.
      if (Math.abs(now - lookedAt) <= lookedAtForMs && Math.abs(now - newest) >= freshForMs) await instagram.probe()
    },
  }
}
