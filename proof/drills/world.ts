import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findPostgres, startPostgres, type PostgresServer } from '../../packages/db/test/start-postgres.ts'
import { startSandbox, type Sandbox } from '../../packages/server/src/sandbox/index.ts'
import { startServing, type Serving } from './serving.ts'
import { sandboxEnvironment } from '../../packages/server/test/sandbox-environment.ts'

export type Engine = 'sqlite' | 'postgres'

/** An installation as an operator has it: processes of the command line, a database, an Instagram and a host. */
export interface World {
  engine: Engine
  /** Where the database is, and everything that is no database's. */
  folder: string
  environment: Record<string, string>
  sandbox: Sandbox
  /** PostgreSQL, where that is the engine. */
  server: PostgresServer | undefined
  /** What the host was told: message id → how often. */
  told: Map<string, number>
  /** Codes of logins that were exchanged at Instagram: code → how often. */
  codes: Map<string, number>
  serve(role?: 'web' | 'worker' | 'all', more?: Record<string, string>): Promise<Serving>
  tokenOf(userId: string, role?: 'admin'): string
  close(): Promise<void>
}

export interface WorldOptions {
  engine: Engine
  /** The folder of the database; one of its own unless told. */
  folder?: string
  settings?: Record<string, string>
  latencyMs?: number
}

export const redirectUri = 'http://localhost:3999/return'
const jwtSecret = 'a signing key of the drills, long enough for anybody'

export async function startWorld({ engine, folder, settings, latencyMs = 10 }: WorldOptions): Promise<World> {
  const ours = mkdtempSync(join(tmpdir(), 'drill-'))
  const place = folder ?? ours
  const programs = engine === 'postgres' ? findPostgres() : undefined
  if (engine === 'postgres' && programs === undefined) throw new Error('PostgreSQL is not installed here')
  // As an operator has it: what was committed is on disk.
  const server = programs === undefined ? undefined : startPostgres(programs, ['fsync=on', 'synchronous_commit=on'])
  const sandbox = await startSandbox({ latencyMs })
  const told = new Map<string, number>()
  const host = await receive(told)
  const codes = new Map<string, number>()
  const counting = setInterval(() => countCodes(sandbox, codes), 200)
  const environment = {
    ...sandboxEnvironment(sandbox, { redirectUri }),
    INSTAGRAM_CALLS_PER_HOUR: '100000',
    SYNC_COOLDOWN_MINUTES: '0',
    RATE_LIMIT_PER_MINUTE: '0',
    AUTH_JWT_SECRET: jwtSecret,
    DATABASE_URL: server?.url ?? `file:${join(place, 'app.db')}`,
    HOST_WEBHOOK_URL: `http://127.0.0.1:${(host.address() as AddressInfo).port}/`,
    HOST_WEBHOOK_SECRET: 'whsec_ZHJpbGxzIG9mIHRoZSBwcm9vZnMgc2lnbiB3aXRoIHRoaXM=',
    LOG_LEVEL: 'warn',
    ...settings,
  }
  const processes = new Set<Serving>()
  return {
    engine,
    folder: place,
    environment,
    sandbox,
    server,
    told,
    codes,
    async serve(role = 'all', more = {}) {
      const serving = await startServing(role, { ...environment, ...more })
      processes.add(serving)
      void serving.exit.then(() => processes.delete(serving))
      return serving
    },
    tokenOf: (userId, role) => signToken({ sub: userId, ...(role ? { role } : {}) }),
    async close() {
      clearInterval(counting)
      for (const { child } of processes) child.kill('SIGKILL')
      await Promise.all([...processes].map(({ exit }) => exit))
      host.closeAllConnections()
      host.close()
      await sandbox.close()
      server?.stop()
      rmSync(ours, { recursive: true, force: true })
    },
  }
}

/** Notes what the host is told, as a receiver of webhooks does. */
async function receive(told: Map<string, number>): Promise<Server> {
  const server = createServer((request, response) => {
    const id = String(request.headers['webhook-id'])
    request.resume().on('end', () => {
      told.set(id, (told.get(id) ?? 0) + 1)
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function countCodes({ control }: Sandbox, codes: Map<string, number>): void {
  const { requests } = control
  control.clearRequests()
  for (const { method, path, form } of requests) {
    const code = form['code']
    if (method !== 'POST' || !path.endsWith('/oauth/access_token') || code === undefined) continue
    codes.set(code, (codes.get(code) ?? 0) + 1)
  }
}

/** A login of the host's own: HS256 (RFC 7515), good for a day. */
function signToken(claims: Record<string, unknown>): string {
  const now = Math.floor(Date.now() / 1000)
  // Good also for a process whose clock is a year ahead, or back.
  const times = { iat: now, exp: now + 800 * 86_400 }
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, ...times })}`
  return `${signed}.${createHmac('sha256', jwtSecret).update(signed).digest('base64url')}`
}

/** Looks again and again until something holds. @returns whether it did in that time, in milliseconds */
export async function until(holds: () => Promise<boolean> | boolean, longestMs: number): Promise<boolean> {
  const end = Date.now() + longestMs
  for (;;) {
    if (await holds()) return true
    if (Date.now() > end) return false
    await pause(200)
  }
}
