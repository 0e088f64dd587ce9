import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { Agent, request } from 'undici'
import { expect, onTestFinished, test } from 'vitest'
import { freshDatabase } from '../../db/test/fresh-database.ts'
import { createInstagramDashboard, generateEncryptionKey } from '../src/index.ts'
import { serveProcess, type ServeProcess } from './serve-process.ts'
import { serveRouter, startBackend } from './start-backend.ts'
import { callProcedure, signIn } from './trpc-over-http.ts'

const jwtSecret = 'a secret of the tests that is long enough'
const statusPath = '/api/v1/social/instagram/status/'

async function start(role: string, environment: Record<string, string> = {}): Promise<ServeProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-'))
  const running = await serveProcess(['--role', role], {
    INSTAGRAM_APP_ID: '1234567890',
    INSTAGRAM_APP_SECRET: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    INSTAGRAM_REDIRECT_URI: 'http://localhost:3999/return',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey(),
    DATABASE_URL: await freshDatabase(folder),
    AUTH_JWT_SECRET: jwtSecret,
    SYNC_CRON: 'off',
    TOKEN_REFRESH_CRON: 'off',
    ...environment,
  })
  onTestFinished(() => {
    running.child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  return running
}

const login = () =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ana')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(jwtSecret))

/** Asks again and again on kept connections until nobody listens any more, and counts what comes of it. */
function askUntilGone(url: string, { lines, token }: { lines: number; token: string }) {
  const agent = new Agent({ connections: lines, pipelining: 1 })
  onTestFinished(() => agent.destroy())
  const seen: Record<string, number> = {}
  const connected = new Set<number>()
  const ask = async (): Promise<string> => {
    try {
      const headers = { authorization: `Bearer ${token}` }
      const { statusCode, headers: given, body } = await request(url, { dispatcher: agent, headers })
      await body.dump()
      return `${statusCode}${given['connection'] === 'close' ? ' close' : ''}`
    } catch (error) {
      return String((error as { code?: unknown }).code)
    }
  }
  const line = async (_: unknown, index: number) => {
    for (let outcome = ''; outcome !== 'ECONNREFUSED';) {
      outcome = await ask()
      connected.add(index)
      seen[outcome] = (seen[outcome] ?? 0) + 1
    }
  }
  return { seen, connected, gone: Promise.all(Array.from({ length: lines }, line)) }
}

test.each(['all', 'web', 'worker'])(
  'told to end under load, a process with the role %s answers or refuses every call, cuts no connection and ends soon',
  async (role) => {
    const { child, exit, url, output } = await start(role)
    const silent = await fetch(`${url}/healthz`)
    await silent.text()
    const asked = askUntilGone(`${url}${role === 'worker' ? '/healthz' : statusPath}`, {
      lines: 20,
      token: await login(),
    })
    // A connection that nobody has taken yet is cut by the system when listening ends.
    await expect.poll(() => asked.connected.size).toBe(20)
    await expect.poll(() => asked.seen['200'] ?? 0).toBeGreaterThan(100)
    const toldAt = performance.now()
    child.kill('SIGTERM')

    expect(await exit, output()).toBe(0)
    expect(performance.now() - toldAt).toBeLessThan(5_000)
    await asked.gone
    const { '200': _answered, '200 close': last = 0, ECONNREFUSED: refused, ...others } = asked.seen
    expect(last).toBeGreaterThan(0)
    expect(refused).toBe(20)
    expect(others).toEqual({})
    expect(output()).not.toContain('call.failed')
  },
)

test('it says at once that it is not ready, answers for as long as is set, and then takes nothing new', async () => {
  const { child, exit, url } = await start('all', { SHUTDOWN_DRAIN_SECONDS: '1' })
  const ask = (path: string) => fetch(`${url}${path}`, { headers: { connection: 'keep-alive' } })
  expect((await ask('/readyz')).status).toBe(200)
  child.kill('SIGTERM')
  await expect.poll(async () => (await ask('/readyz')).status).toBe(503)

  const answer = await ask('/healthz')
  expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
  expect(await exit).toBe(0)
  await expect(ask('/healthz')).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
})

test('a kept connection lasts longer than a proxy keeps it, or as long as is set', async () => {
  const seconds = async (environment?: Record<string, string>) => {
    const { url } = await start('web', environment)
    return (await fetch(`${url}/healthz`)).headers.get('keep-alive')
  }
  expect(await seconds()).toBe('timeout=65')
  expect(await seconds({ KEEP_ALIVE_SECONDS: '620' })).toBe('timeout=620')
})

test('embedded, a closed dashboard answers 503 with retry until its host stops listening', async () => {
  const { options } = await startBackend()
  const dashboard = await createInstagramDashboard(options)
  const url = await serveRouter(dashboard.router)
  const token = await signIn('ana')
  const rest = () => fetch(`${url}${statusPath}`, { headers: { authorization: `Bearer ${token}` } })
  expect((await rest()).status).toBe(200)

  const closing = dashboard.close()
  for (const moment of ['while it closes', 'afterwards']) {
    const answer = await rest()
    expect([moment, answer.status, answer.headers.get('connection')]).toEqual([moment, 503, 'close'])
    expect(await answer.json()).toMatchObject({ error: { code: 'INTERNAL', action: 'retry', retry_after_seconds: 5 } })
    const call = { path: 'instagram.connect.status', type: 'query', input: undefined, token } as const
    expect(await callProcedure(url, call)).toMatchObject({ status: 503, code: 'INTERNAL' })
    await closing
  }
  expect((await fetch(`${url}/readyz`)).status).toBe(503)
})

test('what is under way is answered before the database closes, and kept', async () => {
  const { dashboard, sandbox, authorize, options } = await startBackend()
  const url = await serveRouter(dashboard.router)
  const input = await authorize('ana', 'loja.da.ana')
  sandbox.control.fault({ match: { path: /^\/access_token/ }, kind: 'slow', ms: 100 })
  const token = await signIn('ana')
  const answer = callProcedure(url, { path: 'instagram.connect.complete', type: 'mutation', input, token })
  await expect.poll(() => sandbox.control.requests.some(({ path }) => path.startsWith('/access_token'))).toBe(true)
  await dashboard.close()

  expect(await answer).toMatchObject({ status: 200 })
  const next = await createInstagramDashboard(options)
  expect(await next.caller({ userId: 'ana' }).instagram.connect.status()).toMatchObject({ connected: true })
  await next.close()
})
