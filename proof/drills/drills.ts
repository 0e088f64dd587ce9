import { drillClock } from './clock-drill.ts'
import { isToldInTime } from './health-watch.ts'
import { drillDatabaseRestarts, drillKills } from './process-drills.ts'
import type { Reckoning } from './reckon.ts'
import { drillDiskFull, drillHeldLock } from './sqlite-drills.ts'

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
  'kills-sqlite': (seed: number) => kills('sqlite', seed),
  'kills-postgres': (seed: number) => kills('postgres', seed),
  async 'database-restarts'(seed: number) {
    const size = { users: 30, actMs: 2 * minute, awayMs: 15_000 }
    const result = await drillDatabaseRestarts({ ...size, seed, isSettling: true })
    return { isProven: isWhole(result) && isToldInTime(result.health) && result.died === 0, ...result }
  },
  async 'disk-full'(seed: number) {
    const result = await drillDiskFull({ users: 20, actMs: minute, fullMs: 30_000, seed, isSettling: true })
    return { isProven: isWhole(result) && isToldInTime(result.health) && result.readyAgainMs !== null, ...result }
  },
  async 'held-lock'(seed: number) {
    const result = await drillHeldLock({ users: 20, actMs: minute, heldMs: 20_000, seed, isSettling: true })
    const areQuick = Math.max(result.p99Ms, result.longestReadyMs) <= longestHeldReadMs
    return { isProven: isWhole(result) && areQuick && result.heldReads > 10, ...result }
  },
  'clock-sqlite': (seed: number) => clock('sqlite', seed),
  'clock-postgres': (seed: number) => clock('postgres', seed),
} satisfies Record<string, (seed: number) => Promise<Outcome>>

export type DrillName = keyof typeof drills

/** @returns what came of it, with everything that was counted */
export function runDrill(name: DrillName, seed: number): Promise<Outcome> {
  return drills[name](seed)
}

async function kills(engine: 'sqlite' | 'postgres', seed: number): Promise<Outcome> {
  const result = await drillKills(engine, { users: 30, actMs: 4 * minute, seed, isSettling: true })
  return { isProven: isWhole(result) && result.kills.term + result.kills.kill > 2, ...result }
}

async function clock(engine: 'sqlite' | 'postgres', seed: number): Promise<Outcome> {
  const result = await drillClock(engine, { users: 10, actMs: 20_000, seed, isSettling: true })
  const isRight = result.datedAhead === 0 && result.isNightAgain
  return {
    isProven: isWhole(result) && isToldInTime(result.health, { goneWithinMs: clockGoneMs }) && isRight,
    ...result,
  }
}
