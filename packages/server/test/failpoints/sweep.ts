import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { events, openDatabase } from '@instagram-dashboard/db'
import {
  createInstagramDashboard,
  generateEncryptionKey,
  type Dashboard,
  type DashboardOptions,
} from '../../src/index.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { makeClock, redirectUri, type TestClock } from '../start-backend.ts'
import { armFailpoint, type Failure } from '../../../db/test/failpoints.ts'

/** Longer than any lease and any rest after a failure of a minute. */
const untilRetryMs = 3 * 60_000
const dayMs = 86_400_000
// Under a hundred followers there are half as many questions to ask.
const username = 'cafe.pequeno'

export interface World {
  clock: TestClock
  sandbox: Sandbox
  options: DashboardOptions
}

/** Something that a person or the night does, with what must be true whatever happened to it. */
export interface Flow {
  name: 'connect' | 'sync' | 'refresh'
  /** Everything before it. */
  prepare(world: World, dashboard: Dashboard): Promise<Step>
}
interface Step {
  work(dashboard: Dashboard): Promise<unknown>
  /** What the person or the next night does after a failure. */
  again(dashboard: Dashboard): Promise<unknown>
  /** @throws with what is wrong */
  check(dashboard: Dashboard, happened: readonly string[]): Promise<void>
}

const ana = (dashboard: Dashboard) => dashboard.caller({ userId: 'ana' }).instagram

async function authorize({ sandbox }: World, dashboard: Dashboard) {
  const { state } = await ana(dashboard).connect.start({})
  return { state, code: sandbox.control.approve(username, { state, redirectUri }) }
}
async function connectWell(world: World, dashboard: Dashboard): Promise<void> {
  await ana(dashboard).connect.complete(await authorize(world, dashboard))
  await settled(world, dashboard)
}
async function settled({ clock }: World, dashboard: Dashboard): Promise<void> {
  for (;;) {
    const { items } = await ana(dashboard).sync.history({})
    if (items.length > 0 && items.every(({ finishedAt }) => finishedAt !== null)) return
    await clock.sleep(0)
  }
}
function insist(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what)
}
const count = (happened: readonly string[], type: string) => happened.filter((name) => name === type).length

/** The token that is stored works, and the numbers are Instagram's. */
async function checkLiving({ clock, sandbox }: World, dashboard: Dashboard): Promise<void> {
  const { accounts } = await ana(dashboard).connect.status()
  insist(accounts.length === 1, `${accounts.length} accounts`)
  insist(accounts[0]?.status === 'active', `the account is ${accounts[0]?.status}`)
  clock.advance(2 * 3_600_000)
  const run = await ana(dashboard).sync.run({})
  insist(run.status === 'succeeded', `the sync ${run.status}`)
  const runs = (await ana(dashboard).sync.history({ limit: 100 })).items
  insist(
    runs.every(({ finishedAt }) => finishedAt !== null),
    'a run is open for ever',
  )
  for (const { date, impressions, provisional } of (await ana(dashboard).metrics.list({})).items) {
    const truth = sandbox.control.truth(username, date)['views']
    // What is provisional is read again by the background, a few days at a time.
    const isSettled = impressions !== null && !provisional.includes('impressions')
    if (isSettled) insist(impressions === truth, `${date}: ${impressions} is not ${truth}`)
  }
}

/** Whatever happened in between: rewarded once, told once, and every event with all that follows from it. */
async function checkConsequences(dashboard: Dashboard): Promise<void> {
  const { instagram } = dashboard.caller({ userId: 'ana' })
  const { balance, items: entries } = await instagram.credits.balance()
  insist(balance === 50 && entries.length === 1, `${balance} credits in ${entries.length} entries`)
  const { items } = await instagram.notifications.list({ limit: 100 })
  for (const kind of ['first_connection', 'achievement_unlocked'] as const) {
    const titles = items.filter((item) => item.kind === kind).map(({ title }) => title)
    insist(titles.length >= 1, `no notice of ${kind}`)
    insist(new Set(titles).size === titles.length, `${kind} was told twice`)
  }
  insist(items.filter(({ kind }) => kind === 'first_connection').length === 1, 'the first connection was told twice')
  const report = await dashboard.verifyAudit()
  insist(report.isIntact, `the audit log breaks at ${report.fault?.sequence}`)
}

export const flows: Record<Flow['name'], Flow> = {
  connect: {
    name: 'connect',
    async prepare(world, dashboard) {
      const answer = await authorize(world, dashboard)
      return {
        work: (current) => ana(current).connect.complete(answer),
        again: async (current) => {
          try {
            await ana(current).connect.complete(answer)
          } catch {
            // The code may be used up: then the person begins again.
            await ana(current).connect.complete(await authorize(world, current))
          }
        },
        async check(current, happened) {
          insist(count(happened, 'connection.completed') >= 1, 'no connection was told')
          const first = happened.filter((name) => name === 'connection.completed first').length
          insist(first === 1, `${first} first connections`)
          await checkLiving(world, current)
          await checkConsequences(current)
        },
      }
    },
  },
  sync: {
    name: 'sync',
    async prepare(world, dashboard) {
      await connectWell(world, dashboard)
      world.clock.advance(dayMs)
      return {
        work: (current) => ana(current).sync.run({}),
        again: async (current) => {
          // What does not hang goes on for a while, and holds the account for as long.
          for (let isInProgress = true, tries = 0; isInProgress; tries += 1) {
            world.clock.advance(15 * 60_000)
            isInProgress = await ana(current)
              .sync.run({})
              .then(
                () => false,
                (error: unknown) => {
                  if (tries < 20 && error instanceof Error && 'code' in error && error.code === 'SYNC_IN_PROGRESS')
                    return true
                  throw error
                },
              )
          }
        },
        async check(current) {
          await checkLiving(world, current)
          await checkConsequences(current)
        },
      }
    },
  },
  refresh: {
    name: 'refresh',
    async prepare(world, dashboard) {
      await connectWell(world, dashboard)
      world.clock.advance(8 * dayMs)
      return {
        work: (current) => current.refreshTokens(),
        again: async (current) => {
          world.clock.advance(dayMs)
          await current.refreshTokens()
        },
        async check(current, happened) {
          insist(count(happened, 'token.refreshed') >= 1, 'the token was never refreshed')
          insist(count(happened, 'token.refreshed') <= 2, 'the token was refreshed more than twice')
          await checkLiving(world, current)
        },
      }
    },
  },
}

/** Runs a scenario with one failure at one step, then goes on as people and nights do. @returns the steps it has */
async function runOnce(scenario: Flow, target: { step: number; failure: Failure } | null): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'failpoint-'))
  const clock = makeClock()
  const sandbox = await startSandbox({ now: clock.now })
  const options: DashboardOptions = {
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: redirectUri,
    instagramTokenEncryptionKey: generateEncryptionKey(),
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl: `file:${join(folder, 'test.db')}`,
    backgroundJobs: false,
    authenticate: () => null,
    clock,
    writeLog: () => undefined,
  }
  const world: World = { clock, sandbox, options }
  const first = await createInstagramDashboard(options)
  let second: Dashboard | undefined
  try {
    const step = await scenario.prepare(world, first)
    const failpoint = armFailpoint(target && { steps: [target.step], failure: target.failure })
    const work = step.work(first).then(
      () => undefined,
      () => undefined,
    )
    if (target?.failure === 'hang') {
      while (!failpoint.hangs() && !(await isDone(work))) await clock.sleep(0)
    } else await work
    const names = failpoint.names()
    failpoint.disarm()
    clock.advance(untilRetryMs)
    if (target === null) return names

    second = await createInstagramDashboard(options)
    await step.again(second)
    failpoint.release()
    await work
    // Only what was killed is out of use; everything else may still be at work, and must do no harm.
    if (target.failure !== 'kill') await first.close()
    await step.check(second, await readEvents(options))
    return names
  } finally {
    if (target?.failure !== 'kill') await first.close()
    await second?.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function isDone(work: Promise<unknown>): Promise<boolean> {
  return (await Promise.race([work.then(() => 'done'), new Promise((resolve) => setImmediate(resolve))])) === 'done'
}

async function readEvents({ databaseUrl }: DashboardOptions): Promise<string[]> {
  const db = await openDatabase(databaseUrl ?? '')
  const rows = await events.listAfter(db, { after: 0, limit: 1000 })
  await db.close()
  return rows.flatMap(({ type, data }) =>
    (data as { isFirstConnection?: boolean }).isFirstConnection === true ? [type, `${type} first`] : [type],
  )
}

export interface Sweep {
  /** How many steps the scenario has. */
  steps: number
  cases: number
  /** `step name / failure: what is wrong`. */
  faults: string[]
}

/** Fails the scenario at every `stride`-th step in each way, one after the other. */
export async function sweep(
  scenario: Flow,
  { stride, offset = 0 }: { stride: number; offset?: number },
): Promise<Sweep> {
  const names = await runOnce(scenario, null)
  const faults: string[] = []
  let cases = 0
  for (let step = 1 + offset; step <= names.length; step += stride) {
    for (const failure of ['throw', 'kill', 'hang'] as const) {
      const name = names[step - 1] ?? ''
      // SQLite is synchronous: it can not hang without the whole process.
      if (failure === 'hang' && /commit|write/.test(name)) continue
      cases += 1
      try {
        await runOnce(scenario, { step, failure })
      } catch (error) {
        faults.push(`step ${step} (${name}) / ${failure}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  return { steps: names.length, cases, faults }
}
