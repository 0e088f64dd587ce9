import { describe, expect, test } from 'vitest'
import { openPage } from './browser.ts'
import { page, startConnectServer, state } from './connect-server.ts'
import { completed } from './samples.ts'
import { refusal } from './scripted-server.ts'

describe('leaving', () => {
  test('redirect sends the browser to Instagram', async () => {
    const { client, calls } = await startConnectServer()
    const { assigned } = openPage('https://host.example/settings')

    await client.connect.redirect({ returnTo: '/metrics', placement: 'settings' })

    expect(calls[0]?.input).toMatchObject({ returnTo: '/metrics', placement: 'settings' })
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

describe('coming back without code and without a known error', () => {
  const redirectUri = encodeURIComponent(page)
  const authorizationUrl = `https://www.instagram.com/oauth/authorize?redirect_uri=${redirectUri}&state=${state}`
  const start = () => ({ authorizationUrl, state, expiresAt: new Date('2026-01-02T03:14:05Z') })

  /** A tab that has left for Instagram. */
  async function leave(overrides: Record<string, () => unknown> = {}) {
    const host = await startConnectServer({ 'instagram.connect.start': start, ...overrides })
    const tab = openPage('https://host.example/settings')
    await host.client.connect.redirect()
    const cancelled = () => host.calls.filter(({ path }) => path.endsWith('cancel')).map(({ input }) => input)
    return { ...host, tab, cancelled }
  }

  test.each([
    ['its number', '?error_code=200&error_message=API+access+blocked.', 'error_200', 'API access blocked.'],
    ['a number behind the mark', '?error_code=1349048%23_', 'error_1349048', undefined],
    ['words alone', '?error_message=Invalid+platform+app', 'error_unknown', 'Invalid platform app'],
  ])(
    'an error that has %s ends the attempt that this tab left with',
    async (_what, search, error, errorDescription) => {
      const { client, tab, cancelled } = await leave()
      tab.href = `${page}${search}`

      await expect(client.connect.handleReturn()).rejects.toMatchObject({
        code: 'INSTAGRAM_REJECTED',
        action: 'contact_support',
      })
      expect(cancelled()).toEqual([{ state, error, ...(errorDescription && { errorDescription }) }])
      expect(tab.href).toBe(page)
    },
  )

  test('an error’s own state is the one that ends', async () => {
    const { client, calls } = await startConnectServer()

    await client.connect.handleReturn(`${page}?error_code=200&state=${state}%23_`).catch(() => undefined)

    expect(calls.map(({ input }) => input)).toEqual([{ state, error: 'error_200' }])
  })

  test('an error without a state is told, also by a tab that remembers nothing', async () => {
    const { client, calls } = await startConnectServer()

    await expect(client.connect.handleReturn(`${page}?error_code=200`)).rejects.toMatchObject({
      code: 'INSTAGRAM_REJECTED',
    })
    expect(calls).toEqual([])
  })

  test('a no without a state ends the attempt too', async () => {
    const { client, tab, cancelled } = await leave()
    tab.href = `${page}?error=access_denied`

    await expect(client.connect.handleReturn()).rejects.toMatchObject({ code: 'OAUTH_DENIED' })
    expect(cancelled()).toEqual([{ state, error: 'access_denied' }])
  })

  test.each(['', '/', '#_', '?tab=2', `?state=${state}#_`])(
    'no answer at all (%j) ends the attempt, and says that it can be tried again',
    async (rest) => {
      const { client, tab, cancelled } = await leave()
      tab.href = `${page}${rest}`

      const first = client.connect.handleReturn()
      const second = client.connect.handleReturn()

      expect(second).toBe(first)
      await expect(first).rejects.toMatchObject({
        code: 'INSTAGRAM_REJECTED',
        action: 'retry',
        message:
          'Instagram sent you back without saying whether the connection was allowed. Nothing was connected: just try again.',
      })
      expect(cancelled()).toEqual([{ state, error: 'no_answer' }])
    },
  )

  test('an attempt that has ended is not ended again by a reload', async () => {
    const { client, tab, cancelled } = await leave()
    tab.href = `${page}?code=abc&state=${state}`
    await client.connect.handleReturn()

    await expect(client.connect.handleReturn()).resolves.toBeNull()
    expect(cancelled()).toEqual([])
  })

  test('another page of the host is no return: the user may have pressed the back button', async () => {
    const { client, cancelled } = await leave()

    await expect(client.connect.handleReturn()).resolves.toBeNull()
    expect(cancelled()).toEqual([])
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
    expect(tab.href).toBe(page)

    await expect(client.connect.handleReturn()).resolves.toEqual(completed)
    expect(tab.href).toBe(page)
  })
})
