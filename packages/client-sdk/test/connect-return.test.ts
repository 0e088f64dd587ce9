import { createHash } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createInstagramClient, holdConnectReturn } from '../src/index.ts'
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

describe('what Instagram sends back leaves the address at once', () => {
  const address = `${page}?tab=2&q=a%20b&code=abc&state=${state}&empty=`
  const failing = (code: string, times: number) => {
    let left = times
    return () => {
      if (left-- > 0) throw refusal('Not now.', { code, action: 'retry', requestId: 'request-1' })
      return completed
    }
  }

  test.each(['abc', 'abc#_'])(
    'before anything is awaited, and the host’s own parameters stay as they are',
    async (code) => {
      const { client } = await startConnectServer()
      const tab = openPage(address.replace('abc', encodeURIComponent(code)))
      const result = client.connect.handleReturn()
      expect(tab.href).toBe(`${page}?tab=2&q=a%20b&empty=`)
      expect(tab.historyState).toEqual({ key: 'kept' })
      await expect(result).resolves.toEqual(completed)
    },
  )

  test.each([
    ['?error=access_denied&error_reason=user_denied&error_description=No', 'OAUTH_DENIED'],
    ['?error_code=200&error_message=Blocked', 'INSTAGRAM_REJECTED'],
    [`?code=abc&state=${state}&state=other`, 'STATE_INVALID'],
  ])('whatever it is: %s', async (search, code) => {
    const { client } = await startConnectServer()
    const tab = openPage(`${page}${search}&tab=2#mine`)
    const result = client.connect.handleReturn()
    expect(tab.href).toBe(`${page}?tab=2#mine`)
    await expect(result).rejects.toMatchObject({ code })
  })

  test.each([
    'AUTH_REQUIRED',
    'RATE_LIMITED',
    'CONFLICT',
    'INTERNAL',
    'INSTAGRAM_RATE_LIMITED',
    'INSTAGRAM_UNAVAILABLE',
  ])('after %s it is kept for this tab alone, and a reload goes on from there', async (code) => {
    const { client, calls, server } = await startConnectServer({
      'instagram.connect.complete': failing(code, 1),
    })
    const tab = openPage(address)
    await expect(client.connect.handleReturn()).rejects.toMatchObject({ code })
    expect([tab.href, [...tab.kept.values()].join()]).toEqual([
      `${page}?tab=2&q=a%20b&empty=`,
      expect.stringContaining('abc'),
    ])

    // A page that is loaded anew has a new client, and nothing else than what the tab keeps.
    const reloaded = createInstagramClient({ url: server.url })
    await expect(reloaded.connect.handleReturn()).resolves.toEqual(completed)
    expect(calls.map(({ input }) => input)).toEqual([
      { code: 'abc', state },
      { code: 'abc', state },
    ])
    expect([...tab.kept]).toEqual([])
    await expect(reloaded.connect.handleReturn()).resolves.toBeNull()
  })

  test.each(['STATE_INVALID', 'OAUTH_CODE_INVALID', 'WRONG_ACCOUNT'])('after %s it is gone for good', async (code) => {
    const { client } = await startConnectServer({ 'instagram.connect.complete': failing(code, 9) })
    const tab = openPage(address)
    await expect(client.connect.handleReturn()).rejects.toMatchObject({ code })
    expect([...tab.kept]).toEqual([])
    await expect(client.connect.handleReturn()).resolves.toBeNull()
  })

  test('it is kept for ten minutes and no longer', async () => {
    const { client } = await startConnectServer({ 'instagram.connect.complete': failing('AUTH_REQUIRED', 9) })
    const tab = openPage(address)
    await client.connect.handleReturn().catch(() => undefined)
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 600_001)
    onTestFinished(() => void vi.restoreAllMocks())

    await expect(client.connect.handleReturn()).resolves.toBeNull()
    expect([...tab.kept]).toEqual([])
  })

  test('a page that may keep nothing goes on from its memory, also with a client of another login', async () => {
    const { client, server } = await startConnectServer({ 'instagram.connect.complete': failing('AUTH_REQUIRED', 1) })
    const tab = openPage(address, { keepsNothing: true })
    await expect(client.connect.handleReturn()).rejects.toMatchObject({ code: 'AUTH_REQUIRED' })
    expect(tab.href).not.toContain('abc')

    const signedIn = createInstagramClient({ url: server.url })
    await expect(signedIn.connect.handleReturn()).resolves.toEqual(completed)
    await expect(signedIn.connect.handleReturn()).resolves.toBeNull()
  })

  test('a page that waits for a login takes it out before, and ends it after', async () => {
    const { client } = await startConnectServer()
    const tab = openPage(address)
    holdConnectReturn()
    expect(tab.href).toBe(`${page}?tab=2&q=a%20b&empty=`)
    await expect(client.connect.handleReturn()).resolves.toEqual(completed)
    expect([...tab.kept]).toEqual([])
  })

  test('a page that may not change its address connects all the same', async () => {
    const { client } = await startConnectServer()
    openPage(address)
    vi.stubGlobal('history', {
      state: null,
      replaceState() {
        throw new Error('SecurityError')
      },
    })
    await expect(client.connect.handleReturn()).resolves.toEqual(completed)
  })
})

describe('an attempt belongs to the browser that began it', () => {
  const redirectUri = encodeURIComponent(page)
  const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')

  /** A server whose flows have the states `first…`, `second…` in this order. */
  async function startFlows() {
    const states = ['first-state-of-32-characters-012', 'second-state-of-32-characters-01']
    const started = [...states]
    const host = await startConnectServer({
      'instagram.connect.start': () => {
        const next = started.shift() ?? ''
        const authorizationUrl = `https://www.instagram.com/oauth/authorize?redirect_uri=${redirectUri}&state=${next}`
        return { authorizationUrl, state: next, expiresAt: new Date('2026-01-02T03:14:05Z') }
      },
      'instagram.connect.redirected': () => ({ success: true }),
    })
    const inputs = (name: string) =>
      host.calls.filter(({ path }) => path.endsWith(name)).map(({ input }) => input as Record<string, string>)
    return { ...host, states, inputs }
  }

  test('the server has the hash of a random text from the start, and the text itself at the end', async () => {
    const { client, inputs, states } = await startFlows()
    const tab = openPage('https://host.example/settings')
    await client.connect.redirect()
    tab.href = `${page}?code=abc&state=${states[0]}`
    await client.connect.handleReturn()

    const [{ browserChallenge } = {}] = inputs('start')
    const [{ browserVerifier = '', ...rest } = {}] = inputs('complete')
    expect(browserVerifier).toMatch(/^[\w-]{43,128}$/)
    expect(hashOf(browserVerifier)).toBe(browserChallenge)
    expect(rest).toEqual({ code: 'abc', state: states[0] })
    expect([...tab.kept]).toEqual([])
  })

  test('each attempt has its own, and the one before can still be ended in the same tab', async () => {
    const { client, inputs, states } = await startFlows()
    const tab = openPage('https://host.example/settings')
    await client.connect.redirect()
    await client.connect.redirect()
    tab.href = `${page}?code=abc&state=${states[0]}`
    await client.connect.handleReturn()

    const hashes = inputs('start').map(({ browserChallenge }) => browserChallenge)
    expect(new Set(hashes).size).toBe(2)
    expect(hashOf(inputs('complete')[0]?.['browserVerifier'] ?? '')).toBe(hashes[0])
  })

  test('a return of an attempt that this tab did not begin is not completed', async () => {
    const { client, inputs, states } = await startFlows()
    const tab = openPage('https://host.example/settings')
    await client.connect.redirect()
    tab.href = `${page}?code=stolen&state=${state}`

    await expect(client.connect.handleReturn()).rejects.toMatchObject({ code: 'STATE_INVALID', action: 'retry' })
    expect(inputs('complete')).toEqual([])
    expect(tab.href).toBe(page)
    // Its own attempt is not touched by that.
    tab.href = `${page}?code=abc&state=${states[0]}`
    await expect(client.connect.handleReturn()).resolves.toEqual(completed)
  })

  test('the return of its own attempt leaves the address as soon as there is a client', async () => {
    const { client, server, states, inputs } = await startFlows()
    const tab = openPage('https://host.example/settings')
    await client.connect.redirect()
    tab.href = `${page}?tab=2&code=abc&state=${states[0]}#_`
    const signedIn = createInstagramClient({ url: server.url })
    expect([tab.href, inputs('complete')]).toEqual([`${page}?tab=2`, []])
    await expect(signedIn.connect.handleReturn()).resolves.toEqual(completed)
  })

  test.each(['https://host.example/other', page])(
    'a code of somebody else’s is left where it is: %s',
    async (other) => {
      const { client, server, states } = await startFlows()
      const tab = openPage('https://host.example/settings')
      await client.connect.redirect()
      tab.href = `${other}?code=of-another-login&state=${other === page ? 'another' : states[0]}`
      const before = tab.href
      createInstagramClient({ url: server.url })
      expect(tab.href).toBe(before)
    },
  )

  test('whoever completes by hand need not know of the binding', async () => {
    const { client, inputs, states } = await startFlows()
    openPage('https://host.example/settings')
    await client.connect.redirect()
    await client.connect.complete({ code: 'abc', state: states[0] ?? '' })
    expect(hashOf(inputs('complete')[0]?.['browserVerifier'] ?? '')).toBe(inputs('start')[0]?.['browserChallenge'])
  })

  test('what a page can not keep is not asked for: the attempt is not bound, and is completed', async () => {
    const { client, inputs, states } = await startFlows()
    const tab = openPage('https://host.example/settings', { keepsNothing: true })
    await client.connect.redirect()
    tab.href = `${page}?code=abc&state=${states[0]}`
    await expect(client.connect.handleReturn()).resolves.toEqual(completed)
    expect([...inputs('start'), ...inputs('complete')]).toEqual([{}, { code: 'abc', state: states[0] }])
  })

  test('nor is it bound where the browser has no cryptography', async () => {
    const { client, inputs } = await startFlows()
    openPage('https://host.example/settings')
    vi.stubGlobal('crypto', {})
    await client.connect.redirect()
    expect(inputs('start')).toEqual([{}])
  })
})
