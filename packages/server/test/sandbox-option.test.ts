import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import express from 'express'
import { expect, onTestFinished, vi } from 'vitest'
import {
  ConfigurationError,
  createInstagramDashboard,
  generateEncryptionKey,
  readConfiguration,
  type Dashboard,
  type SandboxedDashboardOptions,
} from '../src/index.ts'
import { authorizationUrlOf, begin, journey, type Ask } from './sandbox-journey.ts'
import { testOnce } from './test-once.ts'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-sandboxed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function start(folder: string, options: Partial<SandboxedDashboardOptions> = {}) {
  const lines: { event: string; level: number }[] = []
  const dashboard = await createInstagramDashboard({
    sandbox: true,
    databaseUrl: `file:${join(folder, 'sandboxed.db')}`,
    backgroundJobs: false,
    authenticate: () => ({ userId: 'ana', role: 'admin' }),
    writeLog: (line) => lines.push(JSON.parse(line) as (typeof lines)[number]),
    ...options,
  })
  onTestFinished(() => dashboard.close())
  return { dashboard, lines }
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => server.close().closeAllConnections())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Waits until the first sync has ended. */
async function settled(dashboard: Dashboard): Promise<void> {
  const { sync } = dashboard.caller({ userId: 'ana' }).instagram
  for (;;) {
    const { items } = await sync.history({})
    if (items.length > 0 && items.every(({ finishedAt }) => finishedAt !== null)) return
    await pause(20)
  }
}

async function numbersOf(dashboard: Dashboard): Promise<number> {
  const { instagram } = dashboard.caller({ userId: 'ana' })
  await settled(dashboard)
  const { points } = await instagram.metrics.timeline({ metrics: ['reach'] })
  return points.filter(({ reach }) => reach !== null).length
}

testOnce('a host without any setting connects an account and sees its numbers', async () => {
  const { dashboard, lines } = await start(makeFolder())
  const origin = await serve(express().use('/painel/instagram', dashboard.handler))
  const mountUrl = `${origin}/painel/instagram`
  const { returnedTo } = await journey(fetch, mountUrl)
  expect(returnedTo).toBe(`${mountUrl}/return`)
  expect(await numbersOf(dashboard)).toBeGreaterThan(20)
  const { accounts } = await dashboard.caller({ userId: 'ana' }).instagram.connect.status()
  const picture = await fetch(accounts[0]?.profilePictureUrl ?? '')
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
  expect(lines.filter(({ event }) => event === 'sandbox.on')).toMatchObject([{ level: 40 }])
})

testOnce('it works the same by requests of the web', async () => {
  const { dashboard } = await start(makeFolder())
  const ask: Ask = (url, init) => dashboard.fetch(new Request(url, init))
  const { returnedTo } = await journey(ask, 'http://localhost:3000/api/instagram')
  expect(returnedTo).toBe('http://localhost:3000/api/instagram/return')
  expect(await numbersOf(dashboard)).toBeGreaterThan(20)
})

testOnce('after a restart the stored tokens are read', async () => {
  const folder = makeFolder()
  const before = await start(folder)
  await journey((url, init) => before.dashboard.fetch(new Request(url, init)), 'http://localhost/i')
  await settled(before.dashboard)
  await before.dashboard.close()
  const after = await start(folder)
  expect(await after.dashboard.syncStories()).toMatchObject({ read: 1 })
  expect((await after.dashboard.examine({ locale: 'en' })).checks.filter(({ status }) => status === 'fail')).toEqual([])
})

testOnce('the consent page is where the browser is: on a phone, behind a proxy, in a tunnel', async () => {
  const { dashboard } = await start(makeFolder())
  const origin = await serve(express().use('/instagram', dashboard.handler))
  const placeFor = async (headers: Record<string, string>) => {
    const { authorizationUrl } = await begin(fetch, `${origin}/instagram`, headers)
    const url = new URL(authorizationUrl)
    return [`${url.origin}${url.pathname}`, url.searchParams.get('redirect_uri')]
  }
  const at = (place: string) => [`${place}/instagram/sandbox/oauth/authorize`, `${place}/instagram/return`]
  // A page of Vite's, whose proxy names us by our own address.
  const ofVite = { origin: 'http://localhost:5173', 'sec-fetch-site': 'same-origin' }
  expect(await placeFor(ofVite)).toEqual(at('http://localhost:5173'))
  const forwarded = { 'x-forwarded-host': 'abc.tunnel.example', 'x-forwarded-proto': 'https' }
  expect(await placeFor(forwarded)).toEqual(at('https://abc.tunnel.example'))
  // By its address in the LAN, which is no secure context: browsers say nothing of sites there.
  const ofPhone = new Request('http://192.168.0.7:3000/instagram/api/v1/social/instagram/connect', {
    headers: { origin: 'http://192.168.0.7:3000' },
  })
  const { authorizationUrl } = await authorizationUrlOf(await dashboard.fetch(ofPhone))
  expect(authorizationUrl.split('?')[0]).toBe(at('http://192.168.0.7:3000')[0])
})

testOnce(
  'where browsers find the consent page is learnt from who is signed in, and from no header that anybody may write',
  async () => {
    const { dashboard } = await start(makeFolder(), {
      authenticate: ({ headers }) => (headers.get('authorization') === null ? null : { userId: 'ana' }),
    })
    const origin = await serve(express().use('/instagram', dashboard.handler))
    const { connect } = dashboard.caller({ userId: 'ana' }).instagram
    const ask = (headers: Record<string, string>) => fetch(`${origin}/instagram/api/v1/me`, { headers })
    const forwarded = { 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'https' }
    await ask(forwarded)
    await expect(connect.start()).rejects.toMatchObject({ code: 'OAUTH_MISCONFIGURED' })

    const authorization = 'Bearer ana'
    for (const headers of [{ authorization }, { authorization, ...forwarded }, forwarded]) {
      await begin(fetch, `${origin}/instagram`, { authorization })
      await ask(headers)
      await dashboard.fetch(new Request('http://elsewhere.example/instagram/return'))
      expect(new URL((await connect.start()).authorizationUrl).origin).toBe(origin)
    }
  },
)

testOnce('a redirect address and a public address of the host are taken', async () => {
  const { dashboard } = await start(makeFolder(), {
    instagramRedirectUri: 'http://localhost:3000/conectar/retorno',
    publicUrl: 'https://app.example/rewritten',
  })
  const { connect } = dashboard.caller({ userId: 'ana' }).instagram
  const url = new URL((await connect.start()).authorizationUrl)
  expect(`${url.origin}${url.pathname}`).toBe('https://app.example/rewritten/sandbox/oauth/authorize')
  expect(url.searchParams.get('redirect_uri')).toBe('http://localhost:3000/conectar/retorno')
})

testOnce("the host's own code is refused while nobody knows where browsers find it", async () => {
  const { dashboard } = await start(makeFolder())
  const { connect } = dashboard.caller({ userId: 'ana' }).instagram
  await expect(connect.start()).rejects.toMatchObject({ code: 'OAUTH_MISCONFIGURED' })
})

testOnce('health and the doctor say that it is the sandbox', async () => {
  const { dashboard } = await start(makeFolder())
  const health = await dashboard.caller({ userId: 'ana', role: 'admin' }).admin.health()
  expect(health).toMatchObject({ isSandbox: true })
  const { status, checks } = await dashboard.examine({ locale: 'en' })
  expect(status).toBe('warn')
  expect(checks.find(({ id }) => id === 'instagram_hosts')).toMatchObject({
    status: 'warn',
    message: 'INSTAGRAM_SANDBOX is on: nothing goes to Instagram, people and numbers are invented.',
  })
  expect(checks.filter(({ id }) => ['app', 'graph', 'authorize_page'].includes(id))).toMatchObject([
    { status: 'ok' },
    { status: 'ok' },
    { status: 'ok' },
  ])
})

testOnce('after its end the sandbox answers nobody', async () => {
  const { dashboard } = await start(makeFolder())
  const ask: Ask = (url, init) => dashboard.fetch(new Request(url, init))
  const { authorizationUrl } = await begin(ask, 'http://localhost/instagram')
  await dashboard.close()
  expect((await ask(authorizationUrl)).status).toBe(503)
})

async function faultsOf(options: object): Promise<string[]> {
  const error: unknown = await createInstagramDashboard({
    databaseUrl: `file:${join(makeFolder(), 'a.db')}`,
    authenticate: () => null,
    ...options,
  } as unknown as SandboxedDashboardOptions).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ConfigurationError)) throw error
  return error.faults.map(({ variable, problem }) => `${variable} ${problem}`)
}

testOnce('it is refused in production and beside an app of Meta', async () => {
  expect(await faultsOf({ sandbox: true, nodeEnv: 'production' })).toEqual([
    'INSTAGRAM_SANDBOX is for development alone, and this is production (NODE_ENV): leave it out',
  ])
  for (const nodeEnv of ['prod', 'staging', 'Production'])
    expect(await faultsOf({ sandbox: true, nodeEnv })).toEqual([
      'INSTAGRAM_SANDBOX is for development alone, and NODE_ENV is neither development nor test: leave it out',
    ])
  vi.stubEnv('NODE_ENV', 'production')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(await faultsOf({ sandbox: true, nodeEnv: 'development' })).toHaveLength(1)
  vi.unstubAllEnvs()
  const real = { instagramAppId: '123', instagramAppSecret: '9f86d081884c7d659a2feaa0c55ad015' }
  expect(await faultsOf({ sandbox: true, ...real })).toEqual([
    'INSTAGRAM_SANDBOX is on, and INSTAGRAM_APP_ID is set: take one of the two away',
    'INSTAGRAM_SANDBOX is on, and INSTAGRAM_APP_SECRET is set: take one of the two away',
  ])
  expect(() => readConfiguration({ INSTAGRAM_SANDBOX: 'true', NODE_ENV: 'production' })).toThrow(ConfigurationError)
  expect(() => readConfiguration({ INSTAGRAM_SANDBOX: 'perhaps' })).toThrow('INSTAGRAM_SANDBOX must be true or false')
})

testOnce('the variable alone is enough', () => {
  const configuration = readConfiguration({ INSTAGRAM_SANDBOX: 'true', DATABASE_URL: 'mysql://of-the-host/app' })
  expect(configuration).toMatchObject({ sandbox: true, databaseUrl: 'file:./data/instagram-dashboard.sandbox.db' })
})

testOnce('a database is of the sandbox or of Instagram, and never of both', async () => {
  const folder = makeFolder()
  const { dashboard } = await start(folder)
  await dashboard.close()
  const databaseUrl = `file:${join(folder, 'sandboxed.db')}`
  const real = {
    instagramAppId: '123',
    instagramAppSecret: '9f86d081884c7d659a2feaa0c55ad015',
    instagramRedirectUri: 'https://app.example/return',
    instagramTokenEncryptionKey: generateEncryptionKey(),
  }
  expect(await faultsOf({ ...real, databaseUrl })).toEqual([
    'INSTAGRAM_SANDBOX is off, and the database was made with the sandbox: choose another for the real Instagram',
  ])
})

testOnce('an option that does not exist is a fault and is not passed over', async () => {
  expect(await faultsOf({ sandbox: true, sandboks: true })).toEqual([
    'sandboks is no option of createInstagramDashboard',
  ])
})
