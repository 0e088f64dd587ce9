import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInstagramDashboard, generateEncryptionKey, type Dashboard } from '../packages/server/src/index.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox, type Sandbox } from '../packages/server/src/sandbox/index.ts'
import { makeClock, type TestClock } from '../packages/server/test/start-backend.ts'
import { MorningChecks } from './morning-checks.ts'
import { makeRandom } from './random.ts'

export interface NightsProof {
  nights: number
  /** Days of metrics and follower totals that were called final. */
  settled: number
  presses: number
  /** The farthest that a sum of the newest seven days was from the truth, percent, and which. */
  worstWeek: string
  /** Most calls about the account in a night of an account that missed none. */
  mostCalls: number
  /** What was wrong, by kind; each with its first examples. */
  faults: string[]
}

export interface NightsInput {
  seed: number
  nights: number
  /** Day of the first night in São Paulo, `YYYY-MM-DD`. */
  firstNight: string
}

const minute = 60_000
const hour = 60 * minute
const redirectUri = 'http://localhost:3999/return'
const userId = 'ana'
const username = 'loja.da.ana'

/**
 * Lives through many nights of one account at 05:00 in São Paulo, with an Instagram that is late, incomplete and forgetful,
 * and with a person, an operator and a machine that do things at the wrong hour. Each morning all that is shown is held
 * against what Instagram says in the end.
 */
export async function proveNights({ seed, nights, firstNight }: NightsInput): Promise<NightsProof> {
  const folder = mkdtempSync(join(tmpdir(), 'nights-proof-'))
  const random = makeRandom(seed)
  const firstAt = Date.parse(`${firstNight}T08:00:00Z`)
  // The person connects at any hour of the day before.
  const clock = makeClock(new Date(firstAt - Math.floor((2 + 20 * random()) * hour)))
  const sandbox = await startSandbox({ now: clock.now, seed: `nights ${seed}`, storiesPerDay: 0 })
  sandbox.control.setLateness({ worstDays: 10 })
  const dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: redirectUri,
    instagramTokenEncryptionKey: generateEncryptionKey(),
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl: `file:${join(folder, 'proof.db')}`,
    backgroundJobs: false,
    authenticate: () => null,
    writeLog: () => undefined,
    clock,
  })
  try {
    await connect(dashboard, sandbox)
    const checks = new MorningChecks({ dashboard, sandbox, userId, username, clock })
    const life = { dashboard, sandbox, clock, random, checks, presses: 0 }
    for (let night = 0; night < nights; night += 1) await liveThrough(life, firstAt + night * 24 * hour)
    return { nights, presses: life.presses, ...checks.result() }
  } finally {
    await dashboard.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function connect(dashboard: Dashboard, sandbox: Sandbox): Promise<void> {
  const { instagram } = dashboard.caller({ userId })
  const { state } = await instagram.connect.start({})
  await instagram.connect.complete({ code: sandbox.control.approve(username, { state, redirectUri }), state })
  for (;;) {
    const { items } = await instagram.sync.history({})
    if (items.length > 0 && items.every(({ finishedAt }) => finishedAt !== null)) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}

interface Life {
  dashboard: Dashboard
  sandbox: Sandbox
  clock: TestClock
  random: () => number
  checks: MorningChecks
  presses: number
}

/** One night and the day after it. */
async function liveThrough(life: Life, nightAt: number): Promise<void> {
  const { dashboard, clock, random, checks } = life
  const goTo = (instant: number) => clock.advance(Math.max(0, instant - clock.now().getTime()))
  const run = async () => {
    life.sandbox.control.clearRequests()
    await dashboard.syncAccounts()
    await checks.afterNight()
  }
  goTo(nightAt - 2 * hour)
  await dashboard.refreshTokens()
  goTo(nightAt)
  // Now and then the machine is off: the night runs at some later hour of the day, or not at all.
  const isMissed = random() < 0.1
  if (isMissed) checks.missNight()
  else await run()
  const later: (() => Promise<unknown>)[] = [() => dashboard.catchUp()]
  if (isMissed && random() < 0.5) later.push(run)
  if (!isMissed && random() < 0.06) later.push(run)
  for (let press = Math.floor(3 * random() - 0.8); press > 0; press -= 1)
    later.push(async () => {
      life.presses += 1
      await dashboard.caller({ userId }).instagram.sync.run({})
      await checks.atAnyHour()
    })
  // Any order, at any hour until two hours before the next night, at least a cooldown apart.
  const hours = later.map(() => random()).sort((left, right) => left - right)
  for (const [index, part] of hours.entries()) {
    const [action] = later.splice(Math.floor(random() * later.length), 1)
    goTo(Math.max(nightAt + hour + part * 19 * hour, clock.now().getTime() + 20 * minute) + index)
    await action?.()
    goTo(clock.now().getTime() + minute)
    await dashboard.catchUp()
  }
}
