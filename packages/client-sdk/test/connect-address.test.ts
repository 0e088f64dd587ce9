import { createHash } from 'node:crypto'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createInstagramClient, holdConnectReturn } from '../src/index.ts'
import { openPage } from './browser.ts'
import { page, startConnectServer, state } from './connect-server.ts'
import { completed } from './samples.ts'
import { refusal } from './scripted-server.ts'

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
