import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInstagramDashboard, type Dashboard, type DashboardOptions } from '@instagram-dashboard/server'
import {
  SANDBOX_APP_ID,
  SANDBOX_APP_SECRET,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '@instagram-dashboard/server/sandbox'
import { openDemoClock, type DemoClock } from './demo-clock.ts'
import { createHostApp } from './host-app.ts'
import { createSandboxDrawer } from './sandbox-drawer.ts'
import { loadSecrets } from './secrets.ts'
import { createSessions, isFromOurPages } from './session.ts'

export interface DemoOptions {
  /** 0 takes any free port. */
  port: number
  /** Where people open the app, when something in front of it listens there. Default: its own port. */
  origin?: string
  /** Holds the SQLite file and the clock. */
  dataDirectory: string
  /** Holds `secrets.json`. Default: the data directory. */
  secretsDirectory?: string
  /** Minutes between two syncs of one account. Default 15. */
  syncCooldownMinutes?: number
  /** How long the sandbox takes for an answer. Default 40 ms, so that progress can be seen. */
  latencyMs?: number
  logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Settings of Instagram Dashboard in place of those of the demo. */
  product?: Partial<DashboardOptions>
}

export interface Demo {
  /** Where users open the app. */
  url: string
  sandbox: Sandbox
  dashboard: Dashboard
  /** The clock of the host, the product and the sandbox. */
  dashboardClock: DemoClock
  close(): Promise<void>
}

/** Starts a sandbox in place of Instagram and a host app that embeds Instagram Dashboard. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  await using cleanup = new AsyncDisposableStack()

  const app = Promise.withResolvers<RequestListener>()
  // The addresses of the app need the port, so it listens first. Whoever comes early, such as a page that was left open,
  // waits for the app.
  const server = createServer((request, response) => void app.promise.then((handle) => handle(request, response)))
  const port = await listen(server, options.port)
  cleanup.defer(() => stop(server))
  const url = options.origin ?? `http://localhost:${port}`

  await mkdir(options.dataDirectory, { recursive: true, mode: 0o700 })
  const clock = await openDemoClock(join(options.dataDirectory, 'clock.json'))
  const sandbox = await startSandboxNear(options.port, { latencyMs: options.latencyMs ?? 40, now: clock.now })
  cleanup.defer(() => sandbox.close())

  const secrets = await loadSecrets(join(options.secretsDirectory ?? options.dataDirectory, 'secrets.json'))
  const sessions = createSessions(secrets.sessionSecret)

  const dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: `${url}/instagram/return`,
    instagramTokenEncryptionKey: secrets.tokenEncryptionKey,
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl: `file:${join(options.dataDirectory, 'demo.db')}`,
    allowedOrigins: [url],
    publicUrl: `${url}/instagram`,
    syncCooldownMinutes: options.syncCooldownMinutes ?? 15,
    logLevel: options.logLevel ?? 'warn',
    clock,
    async authenticate({ method, headers }) {
      if (method !== 'GET' && !isFromOurPages(headers.get('origin'), url)) return null
      const user = await sessions.read(headers.get('cookie'))
      return user === null ? null : { userId: user.id, role: user.role }
    },
    ...options.product,
  })
  cleanup.defer(() => dashboard.close())

  app.resolve(
    createHostApp({
      origin: url,
      sandboxOrigin: new URL(sandbox.url).origin,
      sessions,
      clock,
      instagram: dashboard.handler,
      onSignOut: (userId) => dashboard.endStreams({ userId }),
      drawer: createSandboxDrawer({ clock, sandbox, dashboard }),
      webDirectory: join(import.meta.dirname, '../dist-web'),
    }),
  )
  // Closing goes backwards, so visitors are sent away before the database closes.
  cleanup.defer(() => stop(server))
  const running = cleanup.move()
  return { url, sandbox, dashboard, dashboardClock: clock, close: () => running.disposeAsync() }
}

/**
 * The sandbox on the port after ours: profile pictures that are already stored keep their address over a restart.
 * When that one is taken, on any.
 */
async function startSandboxNear(port: number, options: SandboxOptions): Promise<Sandbox> {
  if (port === 0 || port === 65_535) return startSandbox({ ...options, port: 0 })
  try {
    return await startSandbox({ ...options, port: port + 1 })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      return startSandbox({ ...options, port: 0 })
    throw error
  }
}

/** Listens on this machine alone and answers the port it was given. */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Takes no new visits and ends the ones that are open, live progress streams included. */
function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
