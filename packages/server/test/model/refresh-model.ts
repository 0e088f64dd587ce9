import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountLists, accounts, events, openDatabase } from '@instagram-dashboard/db'
import fc from 'fast-check'
import { armFailpoint } from '../../../db/test/failpoints.ts'
import {
  createInstagramDashboard,
  generateEncryptionKey,
  type Dashboard,
  type DashboardOptions,
} from '../../src/index.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { createVault, Secret } from '../../src/vault/index.ts'
import { makeClock, redirectUri, type TestClock } from '../start-backend.ts'

const hourMs = 3_600_000
const people = ['loja.da.ana', 'criador.leo', 'numero.gigante', 'cafe.pequeno'] as const

/** What can happen to a night: to Instagram, to the network, to a process. */
type Trouble =
  | { kind: 'none' }
  | { kind: 'fault'; fault: (typeof faults)[number]; times: number }
  /** One worker is held with its questions or answers in its hands while the other takes over, and is held as well. */
  | { kind: 'stall'; side: 'before' | 'after' }
  /** All processes end at a step and are started again. */
  | { kind: 'crash'; step: number }

const faults = [
  { kind: 'html_502' },
  { kind: 'truncated_json' },
  { kind: 'empty_body' },
  { kind: 'reset' },
  { kind: 'graph_error', code: 1, status: 500 },
  { kind: 'graph_error', code: 2, status: 500 },
  { kind: 'graph_error', code: 4, status: 400 },
  { kind: 'graph_error', code: 17, status: 400 },
  { kind: 'graph_error', code: 190, subcode: 459, status: 400 },
  { kind: 'graph_error', code: 31_337, status: 400 },
  { kind: 'error_in_200', code: 2 },
] as const

interface Night {
  /** Quiet nights before it. */
  quiet: number
  worker: 0 | 1
  trouble: Trouble
}

const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: 'none' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      fault: fc.constantFrom(...faults),
      times: fc.integer({ min: 1, max: 40 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('stall' as const),
      side: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), step: fc.integer({ min: 1, max: 60 }) }) },
)
/** At most six nights of trouble in a row: under seven days. */
const nights: fc.Arbitrary<Night[]> = fc.array(
  fc.record({
    // Tokens are due a week after they were refreshed: then trouble finds them.
    quiet: fc.constantFrom(0, 0, 0, 6, 7),
    worker: fc.constantFrom(0 as const, 1 as const),
    trouble,
  }),
  { minLength: 2, maxLength: 6 },
)

/**
 * Any mix of crashes, stalls, faults shorter than a week and two workers, over tokens of every age: none that still
 * lives is lost, and what is stored is what the last winner saved.
 * @throws with the shortest story that breaks it, and its seed
 */
export async function checkRefreshModel({ runs, seed }: { runs: number; seed: number }): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 7, max: 50 }), nights, (age, story) => tell(age, story)),
    { numRuns: runs, seed },
  )
}

async function tell(ageInDays: number, story: readonly Night[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'refresh-model-'))
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
    // Syncs are another story: this budget is for the login and the refreshes.
    instagramCallsPerHour: 20,
    backgroundJobs: false,
    authenticate: () => null,
    clock,
    writeLog: () => undefined,
  }
  const open = () => Promise.all([createInstagramDashboard(options), createInstagramDashboard(options)])
  let workers: Dashboard[] = await open()
  const [opener] = workers
  if (!opener) throw new Error('There are two workers')
  try {
    await connectAll(opener, { sandbox, clock })
    clock.advance(ageInDays * 24 * hourMs)
    for (const night of story) {
      for (let quiet = 0; quiet < night.quiet; quiet += 1) {
        sandbox.control.clearFaults()
        clock.advance(24 * hourMs)
        if (quiet < night.quiet - 1) await workers[night.worker]?.refreshTokens()
      }
      clock.advance(24 * hourMs)
      workers = await live(night, { workers, open, sandbox, clock, options })
    }
    sandbox.control.clearFaults()
    clock.advance(24 * hourMs)
    const [survivor] = workers
    if (!survivor) throw new Error('There are two workers')
    await survivor.refreshTokens()
    await checkAlive(survivor, { options, clock })
  } finally {
    await Promise.all(workers.map((worker) => worker.close()))
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function connectAll(dashboard: Dashboard, { sandbox, clock }: { sandbox: Sandbox; clock: TestClock }) {
  for (const username of people) {
    const { instagram } = dashboard.caller({ userId: username })
    const { state } = await instagram.connect.start({})
    await instagram.connect.complete({ state, code: sandbox.control.approve(username, { state, redirectUri }) })
    while ((await instagram.sync.history({})).items.some(({ finishedAt }) => finishedAt === null)) await clock.sleep(0)
  }
}

interface World {
  workers: Dashboard[]
  open: () => Promise<Dashboard[]>
  sandbox: Sandbox
  clock: TestClock
  options: DashboardOptions
}

async function live({ worker, trouble: { ...what } }: Night, world: World): Promise<Dashboard[]> {
  const { workers, sandbox, clock } = world
  const [first, second] = worker === 0 ? workers : workers.toReversed()
  if (!first || !second) throw new Error('There are two workers')
  sandbox.control.clearFaults()
  sandbox.control.clearRequests()
  if (what.kind === 'none' || what.kind === 'fault') {
    if (what.kind === 'fault') sandbox.control.fault({ ...what.fault, times: what.times })
    await Promise.all([first.refreshTokens(), second.refreshTokens()])
    return workers
  }
  const failpoint = armFailpoint(
    what.kind === 'crash'
      ? { steps: [what.step], failure: 'kill' }
      : { steps: new RegExp(`^${what.side} GET /refresh_access_token`), failure: 'hang' },
  )
  const night = first.refreshTokens().catch(() => undefined)
  if (what.kind === 'crash') {
    await night
    const hasEnded = failpoint.isDead()
    failpoint.disarm()
    if (!hasEnded) return workers
    clock.advance(hourMs)
    return world.open()
  }
  await settle(clock)
  const heldFirst = failpoint.held()
  // Past the lease: the second worker takes over what the first still holds in its hands.
  clock.advance(hourMs)
  const takeover = second.refreshTokens().catch(() => undefined)
  await settle(clock)
  failpoint.releaseFirst(heldFirst)
  await night
  failpoint.release()
  await takeover
  failpoint.disarm()
  await checkLastWriter(world)
  return workers
}

/** Until everything that can go on has gone on: real sockets need some turns of the loop. */
async function settle(clock: TestClock): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) await clock.sleep(0)
}

/** Where both asked Instagram for the same account, the one that took over is the one that may save. */
async function checkLastWriter({ sandbox, options, clock }: World): Promise<void> {
  const vault = createVault({ keys: Secret.of(options.instagramTokenEncryptionKey), now: clock.now })
  const db = await openDatabase(options.databaseUrl ?? '')
  try {
    for (const account of await accountLists.listActive(db, { after: '', limit: 100, neverSynced: false })) {
      const asked = sandbox.control.requests.filter(
        ({ path, person }) => path.includes('refresh_access_token') && person === account.username,
      )
      if (asked.length < 2) continue
      const given = sandbox.control.issuedTokens.filter((token) =>
        Buffer.from(token.slice(4), 'base64url').toString().includes(`"${account.username}"`),
      )
      const context = { purpose: 'long_token', owner: account.id, subject: account.instagramUserId } as const
      const stored = vault.open(context, (await accounts.readSealedToken(db, account.id)) ?? '')
      if (stored.use((text) => text) !== given.at(-1)) throw new Error(`${account.username}: an older writer won`)
    }
  } finally {
    await db.close()
  }
}

async function checkAlive(dashboard: Dashboard, { options, clock }: { options: DashboardOptions; clock: TestClock }) {
  const db = await openDatabase(options.databaseUrl ?? '')
  const happened = await events.listAfter(db, { after: 0, limit: 10_000 })
  try {
    for (const username of people) {
      const { account } = await dashboard.caller({ userId: username }).instagram.connect.status()
      if (account?.status !== 'active') throw new Error(`${username} is ${account?.status}`)
      const row = await accounts.findById(db, account.id)
      const saves = happened.filter(
        ({ accountId, type }) => accountId === account.id && /^(token.refreshed|connection.completed)$/.test(type),
      )
      const last = saves.at(-1)?.createdAt
      if (row?.tokenIssuedAt?.getTime() !== last?.getTime()) throw new Error(`${username}: an older writer won`)
      if ((row?.tokenExpiresAt ?? clock.now()) <= clock.now()) throw new Error(`${username}: the token died`)
      clock.advance(2 * hourMs)
      const run = await dashboard.caller({ userId: username }).instagram.sync.run({})
      // With this budget a sync is cut short; what counts is that Instagram takes the token.
      if (run.apiCalls < 2) throw new Error(`${username}: the token is not taken`)
    }
  } finally {
    await db.close()
  }
}
