import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { onTestFinished } from 'vitest'
import { createInstagramDashboard, generateEncryptionKey, type Dashboard, type DashboardOptions } from '../src/index.ts'
import {
  SANDBOX_APP_ID,
  SANDBOX_APP_SECRET,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../src/sandbox/index.ts'

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
  /** Waits until no sync of the account runs. */
  settled(userId: string): Promise<void>
}

export interface BackendOptions {
  sandbox?: SandboxOptions
  dashboard?: Partial<DashboardOptions>
  folder?: string
  clock?: TestClock
}

/** The real product on a real SQLite file, asking the sandbox over real HTTP. */
export async function startBackend(options: BackendOptions = {}): Promise<Backend> {
  const clock = options.clock ?? makeClock()
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'instagram-dashboard-'))
  const sandbox = await startSandbox({ now: clock.now, ...options.sandbox })
  const logLines: string[] = []
  const dashboardOptions: DashboardOptions = {
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: redirectUri,
    instagramTokenEncryptionKey: generateEncryptionKey(),
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl: `file:${join(folder, 'test.db')}`,
    logLevel: 'debug',
    authJwtSecret: 'a secret of the tests that is long enough',
    clock,
    writeLog: (line) => void logLines.push(line),
    ...options.dashboard,
  }
  const dashboard = await createInstagramDashboard(dashboardOptions)
  onTestFinished(async () => {
    await dashboard.close()
    await sandbox.close()
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
    connect: async (userId, username) => as(userId).instagram.connect.complete(await authorize(userId, username)),
    async settled(userId) {
      for (;;) {
        const { items } = await as(userId).instagram.sync.history({})
        if (items.length > 0 && items.every(({ finishedAt }) => finishedAt !== null)) return
        await clock.sleep(0)
      }
    },
  }
}

/** Serves a router on a free port of the loopback until the test ends. */
export async function serveRouter(router: express.Router): Promise<string> {
  const server: Server = createServer(express().use(router))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
