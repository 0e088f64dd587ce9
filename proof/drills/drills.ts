import { drillClock } from './clock-drill.ts'
import { isToldInTime } from './health-watch.ts'
import { drillDatabaseRestarts, drillKills } from './process-drills.ts'
import type { Reckoning } from './reckon.ts'
import { drillDiskFull, drillHeldLock } from './sqlite-drills.ts'

/** How much of a drill: the whole as it is recorded, or seconds of it. */
export interface DrillExtent {
  seed: number
  isWhole: boolean
}

type Outcome = Reckoning & { isProven: boolean }

// A read while the lock is held may take as long as one beside a busy writer on a slow machine, not as long as the lock.
const longestHeldReadMs = 1_000
const minute = 60_000
// What accounts have of a wrong clock goes with their next nights, of which there is one a minute here.
const clockGoneMs = 4 * minute

/** Everything acknowledged is there, nothing is doubled or wrong, and nobody is sent to support for what passes. */
const isWhole = ({ faults, toSupport, acknowledged }: Reckoning) =>
  faults.length === 0 && toSupport === 0 && acknowledged.connects > 0 && acknowledged.syncs > 0

const drills = {
  'kills-sqlite': (extent: DrillExtent) => kills('sqlite', extent),
  'kills-postgres': (extent: DrillExtent) => kills('postgres', extent),
  async 'database-restarts'({ seed, isWhole: whole }: DrillExtent) {
    const size = whole ? { users: 30, actMs: 2 * minute, awayMs: 15_000 } : { users: 6, actMs: 5_000, awayMs: 2_000 }
    const result = await drillDatabaseRestarts({ ...size, seed, isSettling: whole })
    return { isProven: isWhole(result) && isToldInTime(result.health) && result.died === 0, ...result }
  },
  async 'disk-full'({ seed, isWhole: whole }: DrillExtent) {
    const size = whole ? { users: 20, actMs: minute, fullMs: 30_000 } : { users: 6, actMs: 3_000, fullMs: 3_000 }
    const result = await drillDiskFull({ ...size, seed, isSettling: whole })
    return { isProven: isWhole(result) && isToldInTime(result.health) && result.readyAgainMs !== null, ...result }
  },
  async 'held-lock'({ seed, isWhole: whole }: DrillExtent) {
    const size = whole ? { users: 20, actMs: minute, heldMs: 20_000 } : { users: 6, actMs: 2_000, heldMs: 3_000 }
    const result = await drillHeldLock({ ...size, seed, isSettling: whole })
    const areQuick = Math.max(result.p99Ms, result.longestReadyMs) <= longestHeldReadMs
    return { isProven: isWhole(result) && areQuick && result.heldReads > 10, ...result }
  },
  'clock-sqlite': (extent: DrillExtent) => clock('sqlite', extent),
  'clock-postgres': (extent: DrillExtent) => clock('postgres', extent),
} satisfies Record<string, (extent: DrillExtent) => Promise<Outcome>>

export type DrillName = keyof typeof drills

/** @returns what came of it, with everything that was counted */
export function runDrill(name: DrillName, extent: DrillExtent): Promise<Outcome> {
  return drills[name](extent)
}

async function kills(engine: 'sqlite' | 'postgres', { seed, isWhole: whole }: DrillExtent): Promise<Outcome> {
  const size = whole ? { users: 30, actMs: 4 * minute } : { users: 6, actMs: 5_000 }
  const result = await drillKills(engine, { ...size, seed, isSettling: whole })
  return { isProven: isWhole(result) && result.kills.term + result.kills.kill > 2, ...result }
}

async function clock(engine: 'sqlite' | 'postgres', { seed }: DrillExtent): Promise<Outcome> {
  const result = await drillClock(engine, { users: 10, actMs: 20_000, seed, isSettling: true })
  const isRight = result.datedAhead === 0 && result.isNightAgain
  return {
    isProven: isWhole(result) && isToldInTime(result.health, { goneWithinMs: clockGoneMs }) && isRight,
    ...result,
  }
}
