import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type express from 'express'
import { expect, onTestFinished } from 'vitest'
import { freshDatabase, readContents, readEverything, type Contents } from '../../db/test/fresh-database.ts'
import type { Account } from '../src/accounts/contract.ts'
import { createInstagramDashboard, generateEncryptionKey, type Dashboard, type DashboardOptions } from '../src/index.ts'
import {
  SANDBOX_APP_ID,
  SANDBOX_APP_SECRET,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../src/sandbox/index.ts'
import { listen } from './listen.ts'
import { watchForLeaks, type LeakWatch } from './leaks.ts'

/** An ordinary Monday in Los Angeles, five days after the end of daylight saving time is far enough away. */
export const startOfTest = new Date('2026-11-16T18:00:00Z')

export interface TestClock {
  now(): Date
  sleep(milliseconds: number): Promise<void>
  advance(milliseconds: number): void
}

/** A clock that moves only when told to; a sleeper is woken at once, since waiting is not what is tested. */
export function makeClock(start = startOfTest): TestClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    advance: (milliseconds) => {
      now += milliseconds
    },
  }
}

/** Asking without a pause would take from the sync the time that it needs. */
const askEveryMs = 20

export const redirectUri = 'http://localhost:3999/return'

export interface Backend {
  dashboard: Dashboard
  sandbox: Sandbox
  clock: TestClock
  folder: string
  logLines: string[]
  options: DashboardOptions
  as(userId: string, role?: 'admin' | 'user'): ReturnType<Dashboard['caller']>
  /** Goes through the consent page as this person. */
  connect(
    userId: string,
    username: string,
  ): ReturnType<ReturnType<Dashboard['caller']>['instagram']['connect']['complete']>
  /** The code and state that the redirect would bring. */
  authorize(userId: string, username: string, input?: { accountId?: string }): Promise<{ code: string; state: string }>
  /** The account that the user has connected. */
  accountOf(userId: string): Promise<Account>
  /** Every code and token that Instagram gave, before this server started and since. */
  issuedTokens(): readonly string[]
  /** Waits until no sync of the account runs. */
  settled(userId: string): Promise<void>
}

export interface BackendOptions {
  sandbox?: SandboxOptions
  dashboard?: Partial<DashboardOptions>
  folder?: string
  clock?: TestClock
  /**
   * Who had connected whom before this server started, a minute apart and the last of them now, each with a first sync that
   * has ended: what a test begins with whose subject comes after. All at a server and a sandbox without further options.
   */
  connected?: Readonly<Record<string, string>>
  /** What happened after that, at the same server; the clock of the test goes on from there. */
  before?: (backend: Backend) => Promise<void>
}

/** One for all servers of this process, so that one opens what another sealed. */
const encryptionKey = generateEncryptionKey()

interface Beginning {
  contents: Contents
  endedAt: Date
  issuedTokens: readonly string[]
}
type BeginningOptions = Pick<BackendOptions, 'connected' | 'before'>

/** A first sync takes longer than most tests do, and is the same each time. */
const beginnings = new Map<BackendOptions['before'], Map<string, Beginning>>()
const betweenConnectionsMs = 60_000

async function beginningOf({ connected = {}, before }: BeginningOptions, now: Date): Promise<Beginning | undefined> {
  const others = Object.entries(connected)
  const last = others.pop()
  if (!last) return undefined
  const known = beginnings.get(before) ?? new Map<string, Beginning>()
  beginnings.set(before, known)
  const name = JSON.stringify([connected, now])
  const beginning =
    known.get(name) ?? (await (before ? prepare({ connected, before }, now) : connectLast(others, last, now)))
  known.set(name, beginning)
  return beginning
}

async function connectLast(others: [string, string][], [userId, username]: [string, string], now: Date) {
  const clock = makeClock(new Date(now.getTime() - (others.length > 0 ? betweenConnectionsMs : 0)))
  const backend = await startBackend({ clock, connected: Object.fromEntries(others), dashboard: withoutSchedules })
  clock.advance(now.getTime() - clock.now().getTime())
  await backend.connect(userId, username)
  await backend.settled(userId)
  return endOf(backend)
}

async function prepare({ connected, before }: Required<BeginningOptions>, now: Date) {
  const backend = await startBackend({ clock: makeClock(now), connected, dashboard: withoutSchedules })
  await before(backend)
  return endOf(backend)
}

const withoutSchedules = { syncCron: 'off', tokenRefreshCron: 'off' }

async function endOf({ dashboard, options, clock, issuedTokens }: Backend): Promise<Beginning> {
  await dashboard.close()
  const contents = await readContents(options.databaseUrl ?? '')
  return { contents, endedAt: clock.now(), issuedTokens: issuedTokens() }
}

/** What the current test lets out: every backend and every served router of a test add to it. */
let watch: LeakWatch | undefined

/** No secret may be in a log line, an answer or a file of any test: each test ends with a look. */
function watchThisTest(): LeakWatch {
  if (watch) return watch
  const started = watchForLeaks()
  watch = started
  onTestFinished(() => {
    watch = undefined
    expect(started.leaks()).toEqual([])
  })
  return started
}

/** The real product on a real database of the project's engine, asking the sandbox over real HTTP. */
export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const clock = options.clock ?? makeClock()
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'instagram-dashboard-'))
  const sandbox = await startSandbox({ now: clock.now, ...options.sandbox })
  const logLines: string[] = []
  const beginning = await beginningOf(options, clock.now())
  if (beginning) clock.advance(beginning.endedAt.getTime() - clock.now().getTime())
  const issuedTokens = () => [...(beginning?.issuedTokens ?? []), ...sandbox.control.issuedTokens]
  const dashboardOptions: DashboardOptions = {
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: redirectUri,
    instagramTokenEncryptionKey: encryptionKey,
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl: options.dashboard?.databaseUrl ?? (await freshDatabase(folder, beginning?.contents)),
    logLevel: 'debug',
    authJwtSecret: 'a secret of the tests that is long enough',
    // It would begin at each minute of the real clock, in the middle of whatever a test does.
    backgroundJobs: false,
    clock,
    writeLog: (line) => void logLines.push(line),
    ...options.dashboard,
  }
  const leaks = watchThisTest()
  leaks.know(
    dashboardOptions.instagramAppSecret,
    ...dashboardOptions.instagramTokenEncryptionKey.split(','),
    dashboardOptions.authJwtSecret,
    dashboardOptions.metaAppSecret,
    dashboardOptions.metricsToken,
    ...(dashboardOptions.hostWebhookSecret?.split(',') ?? []),
  )
  const dashboard = await createInstagramDashboard(dashboardOptions)
  onTestFinished(async () => {
    await dashboard.close()
    await sandbox.close()
    leaks.know(...issuedTokens())
    for (const line of logLines) leaks.hear('log', line)
    leaks.hearFolder(folder)
    await hearDatabase(leaks, dashboardOptions.databaseUrl ?? '')
    if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
  })
  const as: Backend['as'] = (userId, role = 'user') => dashboard.caller({ userId, role })
  const authorize: Backend['authorize'] = async (userId, username, input = {}) => {
    const { state } = await as(userId).instagram.connect.start(input)
    return { code: sandbox.control.approve(username, { state, redirectUri }), state }
  }
  return {
    dashboard,
    sandbox,
    clock,
    folder,
    logLines,
    options: dashboardOptions,
    as,
    authorize,
    issuedTokens,
    async accountOf(userId) {
      const { account } = await as(userId).instagram.connect.status()
      if (!account) throw new Error(`${userId} has connected nobody`)
      return account
    },
    connect: async (userId, username) => as(userId).instagram.connect.complete(await authorize(userId, username)),
    async settled(userId) {
      for (;;) {
        const { items } = await as(userId).instagram.sync.history({})
        if (items.length > 0 && items.every(({ finishedAt }) => finishedAt !== null)) return
        await pause(askEveryMs)
      }
    },
  }
}

/** A file of SQLite is in the folder. */
async function hearDatabase(leaks: LeakWatch, url: string): Promise<void> {
  if (url.startsWith('file:')) return
  for (const { table, text } of await readEverything(url)) leaks.hear(`table ${table}`, text)
}

/** Passes on what is answered, headers and body, as it leaves. */
function hearAnswers(leaks: LeakWatch): express.RequestHandler {
  return (request, response, next) => {
    const chunks: Buffer[] = []
    const keep = (chunk: unknown) => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string))
    }
    const { write, end } = response
    response.write = ((chunk: unknown, ...rest: never[]) => {
      keep(chunk)
      return (write as (...all: unknown[]) => boolean).call(response, chunk, ...rest)
    }) as typeof response.write
    response.end = ((chunk: unknown, ...rest: never[]) => {
      keep(chunk)
      leaks.hear(`answer of ${request.method} ${request.path}`, Buffer.concat(chunks))
      leaks.hear('headers', JSON.stringify(response.getHeaders()))
      return (end as (...all: unknown[]) => typeof response).call(response, chunk, ...rest)
    }) as typeof response.end
    next()
  }
}

/** Serves a router on a free port of the loopback until the test ends. */
export async function serveRouter(router: express.RequestHandler): Promise<string> {
  const { url, close } = await listen(hearAnswers(watchThisTest()), router)
  onTestFinished(close)
  return url
}
