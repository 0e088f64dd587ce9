import { createHmac } from 'node:crypto'
import express from 'express'
import { accounts, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { SANDBOX_APP_SECRET } from '../src/sandbox/index.ts'
import { serveRouter, startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const fiveMinutesMs = 300_000

async function connected(dashboard: object = {}) {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: { ...quiet, ...dashboard } })
  const account = await backend.accountOf('ana')
  const appScopedId = backend.sandbox.people.find(({ username }) => username === 'loja.da.ana')?.appScopedId ?? ''
  return { ...backend, account, appScopedId, url: await serveRouter(backend.dashboard.router) }
}

function signed(
  { clock }: Pick<Backend, 'clock'>,
  userId: string,
  { secret = SANDBOX_APP_SECRET, aheadMs = 0 }: { secret?: string; aheadMs?: number } = {},
): string {
  const issuedAt = Math.floor((clock.now().getTime() + aheadMs) / 1000)
  const payload = { algorithm: 'HMAC-SHA256', expires: issuedAt + 3600, issued_at: issuedAt, user_id: userId }
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
  return `${createHmac('sha256', secret).update(text).digest('base64url')}.${text}`
}

function post(url: string, kind: 'deauthorize' | 'data-deletion', form: string | URLSearchParams): Promise<Response> {
  return fetch(`${url}/webhooks/instagram/${kind}`, {
    method: 'POST',
    body: form,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}
const send = (url: string, kind: 'deauthorize' | 'data-deletion', text: string) =>
  post(url, kind, new URLSearchParams({ signed_request: text }))

test('whoever removes the app at Instagram is disconnected, the token forgotten, the numbers kept', async () => {
  const { url, as, account, appScopedId, clock, options } = await connected()
  clock.advance(60_000)
  const response = await send(url, 'deauthorize', signed({ clock }, appScopedId))
  expect([response.status, await response.json()]).toEqual([200, { success: true }])

  const { instagram } = as('ana')
  expect(await instagram.connect.status()).toMatchObject({ connected: false, accounts: [] })
  expect((await instagram.metrics.list({ accountId: account.id })).items.length).toBeGreaterThan(20)
  const db = await openDatabase(options.databaseUrl ?? '')
  expect(await accounts.readSealedToken(db, account.id)).toBeNull()
  await db.close()
  const { items } = await as('carla', 'admin').admin.audit.list({ types: ['account.disconnected'] })
  expect(items).toMatchObject([{ data: { cause: 'deauthorized', erasedData: false }, actor: { kind: 'system' } }])
})

test('whoever asks for deletion has the account erased, and gets a page that says so', async () => {
  const { url, as, account, appScopedId, clock } = await connected()
  clock.advance(60_000)
  const response = await send(url, 'data-deletion', signed({ clock }, appScopedId))
  const body = (await response.json()) as { url: string; confirmation_code: string }
  expect(response.status).toBe(200)
  expect(body.confirmation_code).toMatch(/^[0-9a-f]{32}$/)
  expect(body.url).toBe(`${url}/privacy/deletion/${body.confirmation_code}`)

  const { instagram } = as('ana')
  expect(await instagram.connect.status()).toMatchObject({ connected: false })
  await expect(instagram.metrics.list({ accountId: account.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })

  const page = await fetch(body.url, { headers: { 'accept-language': 'pt-BR' } })
  const text = await page.text()
  expect(page.status).toBe(200)
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
  expect(text).toContain('apagamos todos os dados do Instagram desta conta')
  expect(text).toContain('we deleted all Instagram data of this account')
  for (const personal of ['ana', account.id, account.instagramUserId, appScopedId]) {
    expect(text.toLowerCase()).not.toContain(personal)
  }
  const { admin } = as('carla', 'admin')
  expect((await admin.audit.list({ types: ['account.disconnected'] })).items).toMatchObject([
    { data: { cause: 'data_deletion', erasedData: true } },
  ])
  expect(JSON.stringify(await admin.audit.list({ limit: 100 }))).not.toContain('loja.da.ana')
  expect((await admin.audit.verify()).isIntact).toBe(true)
})

test('the address of the page follows the place of the router, and PUBLIC_URL where it is set', async () => {
  const mounted = await connected()
  const inside = await serveRouter(express.Router().use('/instagram', mounted.dashboard.router))
  const one = await send(`${inside}/instagram`, 'data-deletion', signed(mounted, '1'))
  const { url } = (await one.json()) as { url: string }
  expect(url).toMatch(new RegExp(`^${inside}/instagram/privacy/deletion/[0-9a-f]{32}$`))
  expect((await fetch(url)).status).toBe(200)

  const named = await connected({ publicUrl: 'https://app.example/ig' })
  const two = await send(named.url, 'data-deletion', signed(named, '1'))
  expect(((await two.json()) as { url: string }).url).toMatch(/^https:\/\/app\.example\/ig\/privacy\/deletion\//)
})

test('the same request a hundred times has one code and happens once', async () => {
  const { url, as, appScopedId, clock } = await connected()
  clock.advance(60_000)
  const text = signed({ clock }, appScopedId)
  const codes = new Set<string>()
  for (let time = 0; time < 100; time += 1) {
    const response = await send(url, 'data-deletion', text)
    codes.add(((await response.json()) as { confirmation_code: string }).confirmation_code)
  }
  expect(codes.size).toBe(1)
  const { items } = await as('carla', 'admin').admin.audit.list({ types: ['account.disconnected'] })
  expect(items).toHaveLength(1)
})

test.each(['deauthorize', 'data-deletion'] as const)(
  'a %s that is replayed after a reconnect leaves the new connection alone, and a new one does not',
  async (kind) => {
    const { url, as, appScopedId, clock, connect, settled } = await connected()
    clock.advance(60_000)
    const old = signed({ clock }, appScopedId)
    await send(url, kind, old)
    clock.advance(3_600_000)
    await connect('ana', 'loja.da.ana')
    await settled('ana')

    expect((await send(url, kind, old)).status).toBe(200)
    expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: true })
    clock.advance(60_000)
    expect((await send(url, kind, signed({ clock }, appScopedId))).status).toBe(200)
    expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: false })
  },
)

test('somebody unknown gets a code like anybody else, and so does the Instagram id, which is not the one that counts', async () => {
  const { url, as, account, clock } = await connected()
  for (const id of ['999000111', account.instagramUserId]) {
    const response = await send(url, 'data-deletion', signed({ clock }, id))
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ confirmation_code: expect.stringMatching(/^[0-9a-f]{32}$/) })
  }
  expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: true })
})

test("the Meta app's secret signs as well, where it is known", async () => {
  const secret = 'the secret of the Meta app around it'
  const { url, as, appScopedId, clock } = await connected({ metaAppSecret: secret })
  clock.advance(60_000)
  expect((await send(url, 'deauthorize', signed({ clock }, appScopedId, { secret }))).status).toBe(200)
  expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: false })
})

test('what Meta did not send is refused, and nothing happens', async () => {
  const { url, as, appScopedId, clock } = await connected()
  const good = signed({ clock }, appScopedId)
  const refused: [string, Promise<Response>][] = [
    ['another secret', send(url, 'data-deletion', signed({ clock }, appScopedId, { secret: 'a guess' }))],
    ['the future', send(url, 'data-deletion', signed({ clock }, appScopedId, { aheadMs: fiveMinutesMs + 2_000 }))],
    ['nothing', post(url, 'data-deletion', '')],
    ['two of them', post(url, 'data-deletion', `signed_request=${good}&signed_request=${good}`)],
    ['much', post(url, 'data-deletion', `signed_request=${'a'.repeat(9_000)}`)],
    [
      'JSON',
      fetch(`${url}/webhooks/instagram/data-deletion`, {
        method: 'POST',
        body: JSON.stringify({ signed_request: good }),
        headers: { 'content-type': 'application/json' },
      }),
    ],
    ['a query', fetch(`${url}/webhooks/instagram/data-deletion?signed_request=${good}`, { method: 'POST' })],
  ]
  for (const [what, answer] of refused) {
    const response = await answer
    expect([what, response.status]).toEqual([what, what === 'much' ? 413 : 400])
    expect(await response.json()).toMatchObject({ error: { code: 'VALIDATION', request_id: expect.any(String) } })
  }
  expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: true })
})

test('guessing signatures or codes is held up', async () => {
  const { url } = await connected({ rateLimitPerMinute: 14 })
  const statuses: number[] = []
  for (let time = 0; time < 12; time += 1) statuses.push((await send(url, 'deauthorize', 'a.b')).status)
  expect(statuses).toEqual([...Array<number>(10).fill(400), 429, 429])
  const page = await fetch(`${url}/privacy/deletion/${'0'.repeat(32)}`)
  expect(page.status).toBe(429)
  expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('an unknown code has a page too, in the language of the reader', async () => {
  const { url } = await connected()
  for (const code of ['0'.repeat(32), 'nonsense', '%3Cscript%3E']) {
    const page = await fetch(`${url}/privacy/deletion/${code}`, { headers: { 'accept-language': 'en' } })
    expect(page.status).toBe(404)
    expect(await page.text()).toMatch(/<html lang="en">[\s\S]*We found no request with this code/)
  }
})
