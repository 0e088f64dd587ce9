import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInstagramDashboard, type Dashboard } from '@instagram-dashboard/server'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox, type Sandbox } from '@instagram-dashboard/server/sandbox'
import { key } from './due-accounts.ts'

const hourMs = 3_600_000
// A year of days comes within some hours after the connection.
const hoursOfHistory = 8
const redirectUri = 'http://localhost/return'

export interface CurrentAccount {
  sandbox: Sandbox
  dashboard: Dashboard
  clock: { now(): Date }
  /** Moves on to the next night. */
  nextNight(): void
  close(): Promise<void>
}

/** The product with one account of the sandbox whose history is all there, on a clock of its own. */
export async function startCurrentAccount(
  file: string,
  graphUrl?: (sandbox: Sandbox) => string,
): Promise<CurrentAccount> {
  let now = new Date('2026-11-16T18:00:00Z').getTime()
  const clock = { now: () => new Date(now), sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) }
  const sandbox = await startSandbox({ now: clock.now })
  const dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: redirectUri,
    instagramTokenEncryptionKey: key,
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: graphUrl?.(sandbox) ?? sandbox.graphBaseUrl,
    databaseUrl: `file:${file}`,
    backgroundJobs: false,
    authenticate: () => null,
    writeLog: () => undefined,
    clock,
  })
  const caller = dashboard.caller({ userId: 'ana', role: 'user' }).instagram
  const { state } = await caller.connect.start({})
  await caller.connect.complete({ code: sandbox.control.approve('loja.da.ana', { state, redirectUri }), state })
  while ((await caller.sync.history({})).items.some(({ finishedAt }) => finishedAt === null)) await clock.sleep()
  for (let hour = 0; hour < hoursOfHistory; hour += 1) {
    now += hourMs + 60_000
    await dashboard.catchUp()
  }
  now = new Date('2026-11-18T08:00:00Z').getTime()
  await dashboard.syncAccounts()
  return {
    sandbox,
    dashboard,
    clock,
    nextNight: () => {
      now += 24 * hourMs
    },
    async close() {
      await dashboard.close()
      await sandbox.close()
    },
  }
}

/** What is asked in one night and what the answers are, by address without the token. */
export async function startRecorder(target: () => string) {
  const bodies: [string, string][] = []
  const server = createServer((request, response) => {
    const address = request.url ?? ''
    const pass = async () => {
      const answer = await fetch(target() + address)
      const body = await answer.text()
      bodies.push([address.replace(/[?&]access_token=[^&]*/, ''), body])
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body)
    }
    pass().catch(() => response.writeHead(502).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
