import { describe, expect, test } from 'vitest'
import { createInstagramClient } from '../src/index.ts'
import { openPage } from './browser.ts'
import { completed } from './samples.ts'
import { refusal, startScriptedServer } from './scripted-server.ts'

const page = 'https://host.example/instagram/callback'
const state = 'state-of-32-characters-0123456789'

async function startConnectServer(overrides: Record<string, () => unknown> = {}) {
  const server = await startScriptedServer({
    mutations: {
      'instagram.connect.start': () => ({
        authorizationUrl: 'https://www.instagram.com/oauth/authorize?state=x',
        state,
        expiresAt: new Date('2026-01-02T03:14:05Z'),
      }),
      'instagram.connect.complete': () => completed,
      'instagram.connect.cancel': () => ({ success: true }),
      ...overrides,
    },
  })
  return { server, calls: server.calls, client: createInstagramClient({ url: server.url, locale: 'en' }) }
}

describe('leaving', () => {
  test('redirect sends the browser to Instagram', async () => {
    const { client, calls } = await startConnectServer()
    const { assigned } = openPage('https://host.example/settings')

    await client.connect.redirect({ returnTo: '/metrics', placement: 'settings' })

    expect(calls[0]?.input).toEqual({ returnTo: '/metrics', placement: 'settings' })
    expect(assigned).toEqual(['https://www.instagram.com/oauth/authorize?state=x'])
  })

  test('redirect starts nothing where there is no browser', async () => {
    const { client, calls } = await startConnectServer()

    await expect(client.connect.redirect()).rejects.toThrow('connect.redirect() needs a browser')
    expect(calls).toEqual([])
  })
})

describe('coming back', () => {
  test('the code and the state of the address complete the connection', async () => {
    const { client, calls } = await startConnectServer()
    openPage(`${page}?code=abc&state=${state}#_`)

    const result = await client.connect.handleReturn()

    expect(result).toEqual(completed)
    expect(calls.map(({ path, input }) => ({ path, input }))).toEqual([
      { path: 'instagram.connect.complete', input: { code: 'abc', state } },
    ])
  })

  test('the mark that Instagram puts behind the address is no part of a value', async () => {
    const { client, calls } = await startConnectServer()

    await client.connect.handleReturn(`${page}?state=${state}&code=abc%23_`)

    expect(calls[0]?.input).toEqual({ code: 'abc', state })
  })

  test('afterwards the address is clean, and keeps what is the host’s', async () => {
    const { client } = await startConnectServer()
    const tab = openPage(`${page}?tab=2&code=abc&state=${state}#_`)

    await client.connect.handleReturn()

    expect(tab.href).toBe(`${page}?tab=2`)
    expect(tab.historyState).toEqual({ key: 'kept' })
  })

  test('an address given as an argument leaves another page alone', async () => {
    const { client } = await startConnectServer()
    const tab = openPage('https://host.example/metrics#today')

    await client.connect.handleReturn(new URL(`${page}?code=abc&state=${state}`))

    expect(tab.href).toBe('https://host.example/metrics#today')
  })

  test('a call in flight and one that is over give the same promise', async () => {
    const { client, calls } = await startConnectServer()
    const address = `${page}?code=abc&state=${state}`

    const first = client.connect.handleReturn(address)
    const second = client.connect.handleReturn(`${address}#_`)
    await first
    const third = client.connect.handleReturn(address)

    expect(second).toBe(first)
    expect(third).toBe(first)
    expect(calls).toHaveLength(1)
  })

  test.each(['', '?tab=2', `?state=${state}`])('an address with %j is no return', async (search) => {
    const { client, calls } = await startConnectServer()
    const tab = openPage(`${page}${search}#here`)

    await expect(client.connect.handleReturn()).resolves.toBeNull()
    expect(calls).toEqual([])
    expect(tab.href).toBe(`${page}${search}#here`)
  })

  test.each([
    ['two states', `?code=abc&state=${state}&state=another-state-of-32-characters`],
    ['two codes', `?code=abc&code=def&state=${state}`],
    ['a code without a state', '?code=abc'],
  ])('%s are refused without asking the server', async (_what, search) => {
    const { client, calls } = await startConnectServer()
    const tab = openPage(`${page}${search}`)

    await expect(client.connect.handleReturn()).rejects.toMatchObject({
      code: 'STATE_INVALID',
      action: 'retry',
      message: 'This connection link is not valid or was already used. Start connecting again.',
    })
    expect(calls).toEqual([])
    expect(tab.href).toBe(page)
  })
})

describe('coming back with a no', () => {
  const denial = 'error=access_denied&error_reason=user_denied&error_description=The+user+denied'
  const refused = `${page}?${denial}&state=${state}`

  test('the attempt is cancelled and the refusal told', async () => {
    const { client, calls } = await startConnectServer()
    const tab = openPage(`${refused}#_`)

    await expect(client.connect.handleReturn()).rejects.toMatchObject({
      code: 'OAUTH_DENIED',
      action: 'retry',
      message: 'You cancelled the connection with Instagram. You can try again whenever you like.',
    })
    expect(calls.map(({ path, input }) => ({ path, input }))).toEqual([
      {
        path: 'instagram.connect.cancel',
        input: { state, error: 'access_denied', errorReason: 'user_denied', errorDescription: 'The user denied' },
      },
    ])
    expect(tab.href).toBe(page)
  })

  test('another error of Instagram is not taken for a no', async () => {
    const { client } = await startConnectServer()

    await expect(client.connect.handleReturn(`${page}?error=server_error&state=${state}`)).rejects.toMatchObject({
      code: 'INSTAGRAM_REJECTED',
      action: 'contact_support',
    })
  })

  test('the refusal is told also when the attempt can not be cancelled', async () => {
    const { client } = await startConnectServer({
      'instagram.connect.cancel': () => {
        throw refusal('This link is not valid.', { code: 'STATE_INVALID', action: 'retry', requestId: 'request-1' })
      },
    })

    await expect(client.connect.handleReturn(refused)).rejects.toMatchObject({
      code: 'OAUTH_DENIED',
      cause: { code: 'STATE_INVALID' },
    })
  })
})

describe('coming back to a server that fails', () => {
  const address = `${page}?code=abc&state=${state}`

  test('a code that was used up is taken out of the address, and asking again gives the same failure', async () => {
    const { client, calls } = await startConnectServer({
      'instagram.connect.complete': () => {
        throw refusal('Wrong account.', { code: 'WRONG_ACCOUNT', action: 'reconnect', requestId: 'request-1' })
      },
    })
    const tab = openPage(address)

    await expect(client.connect.handleReturn()).rejects.toMatchObject({ code: 'WRONG_ACCOUNT' })
    await expect(client.connect.handleReturn(address)).rejects.toMatchObject({ code: 'WRONG_ACCOUNT' })

    expect(calls).toHaveLength(1)
    expect(tab.href).toBe(page)
  })

  test('a return that did not arrive can be tried again', async () => {
    const { client, server } = await startConnectServer()
    const tab = openPage(address)
    server.dropNextRequest()

    await expect(client.connect.handleReturn()).rejects.toMatchObject({ code: 'INTERNAL', action: 'retry' })
    expect(tab.href).toBe(address)

    await expect(client.connect.handleReturn()).resolves.toEqual(completed)
    expect(tab.href).toBe(page)
  })
})
