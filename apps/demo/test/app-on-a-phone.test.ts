import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInstagramDashboard, generateEncryptionKey, type Dashboard } from '@instagram-dashboard/server'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox, type Sandbox } from '@instagram-dashboard/server/sandbox'
import { createAppConnect, createInstagramClient } from '@instagram-dashboard/client-sdk/react-native'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

const returnUrl = 'myapp://instagram'

let sandbox: Sandbox
let dashboard: Dashboard
let url = ''
let handle: RequestListener = (_request, response) => response.end()
const server = createServer((request, response) => handle(request, response))
let users = 0
/** Each test is about another user. */
let userId = ''

beforeAll(async () => {
  // The redirect address needs the port, so the host listens first.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  sandbox = await startSandbox()
  dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: `${url}/instagram/return`,
    instagramTokenEncryptionKey: generateEncryptionKey(),
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl: 'file::memory:',
    allowedOrigins: ['myapp://'],
    logLevel: 'silent',
    backgroundJobs: false,
    authenticate: ({ headers }) => {
      const id = headers.get('authorization')?.replace('Bearer ', '')
      return id === undefined ? null : { userId: id }
    },
  })
  handle = (request, response) => {
    request.url = request.url?.replace(/^\/instagram/, '') ?? '/'
    dashboard.handler(request, response)
  }
})
afterAll(async () => {
  await dashboard.close()
  await sandbox.close()
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  users += 1
  userId = `user-${users}`
})

const clientOf = (user: string) => createInstagramClient({ url: `${url}/instagram/trpc`, token: user, locale: 'en' })

/** What a user does at the consent page: allow as somebody, say no, or close the browser. */
type Decision = { person: string } | 'cancel' | 'close'

/** The browser that stands inside of an app: it goes on until an address opens the app. */
function browserThat(decision: Decision) {
  const seen: string[] = []
  return {
    seen,
    async openAuthSessionAsync(consentPage: string, redirectUrl: string) {
      expect((await fetch(consentPage)).status).toBe(200)
      if (decision === 'close') return { type: 'cancel' }
      const form = new URLSearchParams(
        decision === 'cancel'
          ? [['decision', 'cancel']]
          : [
              ['decision', 'allow'],
              ['person', decision.person],
            ],
      )
      for (const scope of new URL(consentPage).searchParams.get('scope')?.split(',') ?? []) form.append('scope', scope)
      let response = await fetch(consentPage, { method: 'POST', body: form, redirect: 'manual' })
      for (;;) {
        const location = response.headers.get('location') ?? expect.fail(`${response.status} leads nowhere`)
        seen.push(location)
        if (location.startsWith(redirectUrl)) return { type: 'success', url: location }
        response = await fetch(location, { redirect: 'manual' })
      }
    },
  }
}

/** `AsyncStorage`. */
function storage() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: async (key: string) => kept.get(key) ?? null,
    setItem: async (key: string, value: string) => void kept.set(key, value),
    removeItem: async (key: string) => void kept.delete(key),
  }
}

test('a user connects in the browser of the app, and the numbers come', async () => {
  const client = clientOf(userId)
  const browser = browserThat({ person: 'loja.da.ana' })
  const { connect } = createAppConnect(client, { returnUrl, browser })

  const { account, isFirstConnection } = await connect({ placement: 'onboarding' })

  expect([account.username, isFirstConnection]).toEqual(['loja.da.ana', true])
  const told: string[] = []
  await client.sync.run({ onProgress: ({ status }) => told.push(status) }).catch(() => undefined)
  await expect.poll(async () => (await client.metrics.summary()).reach.value).toEqual(expect.any(Number))
  expect(told.length).toBeGreaterThan(0)
})

test('the code is of no use to another app that reads the address, nor to another user', async () => {
  const browser = browserThat({ person: 'conta.1' })
  let read = ''
  const reading = {
    async openAuthSessionAsync(page: string, redirectUrl: string) {
      ;({ url: read = '' } = await browser.openAuthSessionAsync(page, redirectUrl))
      return { type: 'cancel' }
    },
  }
  const client = clientOf(userId)
  await expect(createAppConnect(client, { returnUrl, browser: reading }).connect()).rejects.toMatchObject({
    code: 'POPUP_CLOSED',
  })
  const [code, state] = ['code', 'state'].map((name) => new URL(read).searchParams.get(name) ?? '')
  const [fromInstagram = ''] = browser.seen
  expect(read).not.toContain(new URL(fromInstagram).searchParams.get('code') ?? '')

  const other = clientOf('other')
  const own = await other.connect.start({ returnTo: returnUrl })
  await expect(other.connect.complete({ code: code ?? '', state: own.state })).rejects.toMatchObject({
    code: 'STATE_INVALID',
  })
  // Even with the user's own login: the app that began it has the verifier.
  await expect(client.connect.complete({ code: code ?? '', state: state ?? '' })).rejects.toMatchObject({
    code: 'STATE_INVALID',
  })
  expect((await other.connect.status()).accounts).toEqual([])
})

test('a user who says no, or closes the browser, is told so', async () => {
  const client = clientOf(userId)
  await expect(createAppConnect(client, { returnUrl, browser: browserThat('cancel') }).connect()).rejects.toMatchObject(
    { code: 'OAUTH_DENIED', message: /cancelled the connection/ },
  )
  await expect(createAppConnect(client, { returnUrl, browser: browserThat('close') }).connect()).rejects.toMatchObject({
    code: 'POPUP_CLOSED',
  })
})

test('with the browser of the phone the app goes on by its address', async () => {
  const listeners = new Set<(event: { url: string }) => void>()
  const browser = browserThat({ person: 'conta.2' })
  const linking = {
    async openURL(page: string) {
      const { url: address = '' } = await browser.openAuthSessionAsync(page, returnUrl)
      for (const listener of listeners) listener({ url: 'myapp://elsewhere?state=1' })
      for (const listener of listeners) listener({ url: address })
    },
    addEventListener(_type: 'url', listener: (event: { url: string }) => void) {
      listeners.add(listener)
      return { remove: () => void listeners.delete(listener) }
    },
  }

  const { account } = await createAppConnect(clientOf(userId), { returnUrl, linking }).connect()

  expect([account.username, listeners.size]).toEqual(['conta.2', 0])
})

test('an app that was ended while Instagram was in front ends the attempt when it is opened again', async () => {
  const kept = storage()
  let address = ''
  const browser = {
    async openAuthSessionAsync(page: string, redirectUrl: string) {
      ;({ url: address = '' } = await browserThat({ person: 'conta.3' }).openAuthSessionAsync(page, redirectUrl))
      throw new Error('the system ended the app')
    },
  }
  await expect(createAppConnect(clientOf(userId), { returnUrl, browser, storage: kept }).connect()).rejects.toThrow(
    'the system ended the app',
  )

  const next = createAppConnect(clientOf(userId), { returnUrl, browser, storage: kept })
  expect(await next.handleReturn(null)).toBeNull()
  expect(await next.handleReturn('myapp://settings?state=1')).toBeNull()
  const [first, second] = await Promise.all([next.handleReturn(address), next.handleReturn(address)])
  expect([first?.account.username, second]).toEqual(['conta.3', first])
  expect([...kept.kept.keys()]).toEqual(['instagram-dashboard/ended-with'])
  // The system gives the same address to an app that is loaded again.
  expect(await next.handleReturn(address)).toBeNull()
  expect(
    await createAppConnect(clientOf(userId), { returnUrl, browser, storage: kept }).handleReturn(address),
  ).toBeNull()
  // What this app has not begun, somebody else may have.
  await expect(createAppConnect(clientOf(userId), { returnUrl, browser }).handleReturn(address)).rejects.toMatchObject({
    code: 'STATE_INVALID',
  })
})

test('other addresses of the app are no return, whatever is in them', async () => {
  const { handleReturn } = createAppConnect(clientOf(userId), { returnUrl, browser: browserThat('close') })
  for (const address of [
    'myapp://offer?text=100%',
    'myapp://instagram?text=100%',
    'myapp://instagram/?state=SP',
    'myapp://instagram-offers?code=SUMMER20&state=SP',
  ])
    expect(await handleReturn(address), address).toBeNull()
})

test('an attempt that was given up leaves nothing that could complete it, and no more does one that is too old', async () => {
  const kept = storage()
  const left = () => kept.kept.get('instagram-dashboard/left-with')
  const options = { returnUrl, storage: kept }
  const closed = createAppConnect(clientOf(userId), { ...options, browser: browserThat('close') })
  await expect(closed.connect()).rejects.toMatchObject({ code: 'POPUP_CLOSED' })
  expect(left()).toBeUndefined()

  const controller = new AbortController()
  const waiting = { openAuthSessionAsync: () => new Promise<never>(() => controller.abort(new Error('not now'))) }
  const aborted = createAppConnect(clientOf(userId), { ...options, browser: waiting })
  await expect(aborted.connect({ signal: controller.signal })).rejects.toThrow('not now')
  expect(left()).toBeUndefined()

  const state = 'state-of-an-old-attempt-of-this-app'
  await kept.setItem('instagram-dashboard/left-with', JSON.stringify({ state, leftAt: Date.now() - 600_001 }))
  await expect(closed.handleReturn(`${returnUrl}?code=abc&state=${state}`)).rejects.toMatchObject({
    code: 'STATE_INVALID',
  })
  expect(left()).toBeUndefined()
})

test('an app whose scheme the operator did not name is refused, and a return of a page goes on to the page', async () => {
  const browser = browserThat({ person: 'loja.da.ana' })
  const other = createAppConnect(clientOf(userId), { returnUrl: 'other://instagram', browser })
  await expect(other.connect()).rejects.toMatchObject({ code: 'VALIDATION' })

  const { state } = await clientOf(userId).connect.start({ returnTo: '/numbers' })
  const answer = await fetch(`${url}/instagram/return?code=abc&state=${state}`, { redirect: 'manual' })
  expect(answer.headers.get('location')).toBeNull()
  // A page may go on to the app, and is still the only one that can end what it began.
  const ofPage = await clientOf(userId).connect.start({ returnTo: 'myapp://done' })
  const shown = await fetch(`${url}/instagram/return?code=abc&state=${ofPage.state}`, { redirect: 'manual' })
  expect([shown.status, shown.headers.get('location')]).toEqual([200, null])
  await expect(clientOf(userId).connect.start({ returnTo: '/numbers', isFromApp: true })).rejects.toMatchObject({
    code: 'VALIDATION',
  })
  const begun = await clientOf(userId).connect.start({ returnTo: returnUrl, isFromApp: true })
  const twice = await fetch(`${url}/instagram/return?code=a&code=b&state=${begun.state}`, { redirect: 'manual' })
  expect(twice.headers.get('location')).toBeNull()
})
