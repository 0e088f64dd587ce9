// The heavy proofs, one after the other; `npm test` runs a small version of each. See docs/proofs.md.
import { parseArgs } from 'node:util'
import { flows, sweep, type Flow } from '../packages/server/test/failpoints/sweep.ts'
import { checkRefreshModel } from '../packages/server/test/model/refresh-model.ts'
import { proveBenchmark } from './benchmark.ts'
import { proveCallBudget } from './call-budget.ts'
import { runDrill, type DrillName } from './drills/drills.ts'
import { proveExpiryNotifications } from './expiry-notifications.ts'
import { proveForeignLock } from './foreign-lock.ts'
import { proveFuzz } from './fuzz.ts'
import { proveGraphAnswers } from './graph-answers.ts'
import { proveImage } from './image.ts'
import { proveInsights } from './insights.ts'
import { proveNight, type NightProof } from './night-of-thousands.ts'
import { proveNightSlots, zones } from './night-slots.ts'
import { proveNights } from './ninety-nights.ts'
import { provePostsOverTime } from './posts-over-time.ts'
import { proveRefreshRace } from './refresh-race.ts'
import { proveRewards } from './rewards.ts'

interface Outcome {
  isProven: boolean
  counts: Record<string, unknown>
}

const sweepWhole = async (scenario: Flow): Promise<Outcome> => {
  const { steps, cases, faults } = await sweep(scenario, { stride: 1 })
  return { isProven: faults.length === 0, counts: { steps, cases, faults } }
}

const liveThrough = async (seed: number, firstNight: string): Promise<Outcome> => {
  const counts = await proveNights({ seed, nights: 90, firstNight })
  return { isProven: counts.faults.length === 0 && counts.settled > 0, counts: { ...counts } }
}

const drill = (name: DrillName) => async (seed: number) => {
  const { isProven, ...counts } = await runDrill(name, seed)
  return { isProven, counts }
}

const thousands = { size: 5_000, latencyMs: 100, longestMs: 30 * 60_000 }
const endsWithin = (counts: NightProof, minutes: number): Outcome => ({
  isProven:
    counts.leftOut === 0 &&
    counts.twice === 0 &&
    counts.seconds <= minutes * 60 &&
    counts.memoryLate <= counts.memoryEarly * 1.25,
  counts: { ...counts },
})

const proofs: Record<string, (seed: number) => Promise<Outcome>> = {
  fuzz: async (seed) => {
    const counts = await proveFuzz({ requests: 1_000_000, seed })
    return { isProven: counts.faults.length === 0, counts: { ...counts } }
  },
  'graph-answers': async (seed) => {
    const counts = await proveGraphAnswers({ mutations: 100_000, seed })
    return { isProven: counts.faults.length === 0, counts: { ...counts } }
  },
  'refresh-race': async (seed) => {
    const counts = await proveRefreshRace({ size: 10_000, kills: 0, seed })
    return { isProven: counts.calls === 10_000 && counts.askedTwice === 0 && counts.lost === 0, counts: { ...counts } }
  },
  'refresh-race-with-kills': async (seed) => {
    const counts = await proveRefreshRace({ size: 10_000, kills: 100, seed })
    // What a killed process had asked and not saved is asked again: at most its thirty-two at once.
    const isProven = counts.lost === 0 && counts.kills === 100 && counts.calls <= 10_000 + 32 * counts.kills
    return { isProven, counts: { ...counts } }
  },
  'refresh-model': async (seed) => {
    const runs = 150
    await checkRefreshModel({ runs, seed })
    return { isProven: true, counts: { stories: runs } }
  },
  'failpoints-connect': () => sweepWhole(flows.connect),
  'failpoints-sync': () => sweepWhole(flows.sync),
  'failpoints-refresh': () => sweepWhole(flows.refresh),
  'expiry-notifications': async (seed) => {
    const counts = await proveExpiryNotifications({ users: 200, days: 500, seed })
    return { isProven: counts.faults.length === 0 && counts.notifications > 0, counts: { ...counts } }
  },
  rewards: async () => {
    const counts = await proveRewards({ loops: 1_000, users: 100 })
    const { credits, rewards, sum, isAuditIntact } = counts
    return { isProven: credits === 50 && rewards === 1 && sum === 0 && isAuditIntact, counts: { ...counts } }
  },
  'night-slots': async (seed) => {
    const { nights, ticks, faults } = await proveNightSlots({ zoneNames: zones, years: 10, seed })
    return { isProven: faults.length === 0, counts: { zones: zones.length, nights, ticks, faults } }
  },
  benchmark: async (seed) => {
    const counts = await proveBenchmark({ accounts: 10_000, trials: 20_000, seed })
    const isProven = counts.worstCellMean <= 2 && counts.error90 <= 2 && counts.attackWorst <= 55
    return { isProven, counts: { ...counts } }
  },
  insights: async (seed) => {
    const { isProven, ...counts } = proveInsights({ accounts: 700, seed })
    return { isProven, counts }
  },
  'night-sqlite': async () => endsWithin(await proveNight(thousands), 10),
  'night-postgres': async () => endsWithin(await proveNight({ ...thousands, workers: 2 }), 8),
  // From summer time to winter time, and back.
  'ninety-nights': (seed) => liveThrough(seed, '2026-09-15'),
  'ninety-nights-in-spring': (seed) => liveThrough(seed, '2027-01-20'),
  'posts-over-time': async (seed) => {
    const counts = await provePostsOverTime({ days: 38, seed })
    return { isProven: counts.faults.length === 0 && counts.worstOffSeconds <= 900, counts: { ...counts } }
  },
  'foreign-lock': async () => {
    const counts = await proveForeignLock({ heldMs: 5_000 })
    const isProven = counts.longestStallMs <= 150 && counts.waitedMs < 7_000 && counts.longestReadMs <= 250
    return { isProven, counts: { ...counts } }
  },
  'call-budget': async (seed) => {
    const counts = await proveCallBudget({ calls: 1_000_000, seed })
    return { isProven: counts.mostWithinAnHour <= 200, counts: { ...counts } }
  },
  'call-budget-clocks': async (seed) => {
    const counts = await proveCallBudget({ calls: 500_000, seed, clockErrorMs: 30_000 })
    return { isProven: counts.mostWithinAnHour <= 200, counts: { ...counts } }
  },
  image: async () => {
    const { isProven, ...counts } = await proveImage()
    return { isProven, counts }
  },
  'drill-kills-sqlite': drill('kills-sqlite'),
  'drill-kills-postgres': drill('kills-postgres'),
  'drill-database-restarts': drill('database-restarts'),
  'drill-disk-full': drill('disk-full'),
  'drill-held-lock': drill('held-lock'),
  'drill-clock-sqlite': drill('clock-sqlite'),
  'drill-clock-postgres': drill('clock-postgres'),
}

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, seed: { type: 'string' } } })
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
const names = values.only ?? Object.keys(proofs)
const unknown = names.filter((name) => !Object.hasOwn(proofs, name))
if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
  console.error(`Usage: npm run proof -- [--only <name>]… [--seed <number>]\nNames: ${Object.keys(proofs).join(', ')}`)
  process.exit(2)
}
let failed = 0
for (const name of names) {
  const start = Date.now()
  const { isProven, counts } = await prove(name)
  if (!isProven) failed += 1
  const seconds = Math.round((Date.now() - start) / 1000)
  console.log(`${isProven ? 'ok' : 'FAILED'}  ${name}  seed ${seed}  ${seconds} s  ${JSON.stringify(counts)}`)
}
process.exit(failed === 0 ? 0 : 1)

async function prove(name: string): Promise<Outcome> {
  try {
    return (await proofs[name]?.(seed)) ?? { isProven: false, counts: {} }
  } catch (error) {
    return { isProven: false, counts: { error: error instanceof Error ? error.message : String(error) } }
  }
}
