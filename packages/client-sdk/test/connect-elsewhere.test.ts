import { QueryClient } from '@tanstack/query-core'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createInstagramClient, holdConnectReturn } from '../src/index.ts'
import { createPageEvents } from '../src/queries/page-events.ts'
import { createReturnsOf } from '../src/queries/returns.ts'
import { openPage } from './browser.ts'
import { page, startConnectServer, state } from './connect-server.ts'
import { completed } from './samples.ts'
import { refusal } from './scripted-server.ts'

const authorizationUrl = `https://www.instagram.com/oauth/authorize?redirect_uri=${encodeURIComponent(page)}`
const begun = { 'instagram.connect.start': () => ({ authorizationUrl, state, expiresAt: new Date() }) }

/** What the provider of a framework does with a client of this page. */
function returnsOf(client: ReturnType<typeof createInstagramClient>) {
  const cache = new QueryClient()
  const events = createPageEvents(() => ({ onEvent: undefined, onError: undefined }))
  return createReturnsOf({ cacheOf: () => cache, events })(client)
}

/** A tab that left from a page, and holds what Instagram sent back: as `/return` of the server leaves it to apps with a token. */
async function comeBackTo(from: string, overrides: Record<string, () => unknown> = {}) {
  const host = await startConnectServer({ ...begun, ...overrides })
  const tab = openPage(from)
  await host.client.connect.redirect()
  tab.href = `${page}?code=abc&state=${state}`
  holdConnectReturn()
  tab.href = from
  const told = (name: string) => host.calls.filter(({ path }) => path.endsWith(name)).map(({ input }) => input)
  return { ...host, tab, told, client: createInstagramClient({ url: host.server.url, locale: 'en' }) }
}

const addresses = [
  'https://host.example/checkout?code=SUMMER20',
  'https://host.example/checkout?code=of-another-login&state=of-another-login',
  'https://host.example/checkout?error=login_required&state=of-another-login',
  'https://host.example/checkout?error=sold_out',
  'https://host.example/checkout?error_code=5',
  'https://host.example/checkout?state=SP&state=RJ&code=1&code=2',
]

describe('what is in the address of another page stays there, and the connection ends all the same', () => {
  test.each(addresses)('by a provider: %s', async (from) => {
    const { client, tab, told } = await comeBackTo(from)
    const returns = returnsOf(client)
    returns.begin()
    await expect.poll(() => returns.state()).toMatchObject({ status: 'connected', result: completed })
    expect([tab.href, told('complete').length, told('cancel')]).toEqual([from, 1, []])
  })

  test.each(addresses)('by the call of a page without one: %s', async (from) => {
    const { client, tab, told } = await comeBackTo(from)
    await expect(client.connect.handleReturn()).resolves.toEqual(completed)
    expect([tab.href, told('complete').length, told('cancel')]).toEqual([from, 1, []])
    // From now on nothing is held, and only the page knows that it is not the redirect page.
    await expect(client.connect.handleReturn(null)).resolves.toBeNull()
    expect([tab.href, told('complete').length]).toEqual([from, 1])
  })

  test('also when it is tried once more', async () => {
    let left = 1
    const { client, tab } = await comeBackTo('https://host.example/numbers', {
      'instagram.connect.complete': () => {
        if (left-- > 0) throw refusal('Not now.', { code: 'INSTAGRAM_UNAVAILABLE', action: 'retry', requestId: 'r' })
        return completed
      },
    })
    const returns = returnsOf(client)
    returns.begin()
    await expect.poll(() => returns.state()?.status).toBe('failed')
    const from = 'https://host.example/numbers?code=of-another-login&state=of-another-login'
    tab.href = from
    returns.retry()
    await expect.poll(() => returns.state()?.status).toBe('connected')
    expect(tab.href).toBe(from)
  })
})

test.each(['?code=of-another-login', '?error=access_denied', `?code=a&code=b&state=${state}`, `?error_code=5&code=1`])(
  'a client leaves what names no attempt of its tab, also at the redirect address: %s',
  async (search) => {
    const { client, server } = await startConnectServer(begun)
    const tab = openPage('https://host.example/settings')
    await client.connect.redirect()
    tab.href = page + search
    const returns = returnsOf(createInstagramClient({ url: server.url }))
    returns.begin()
    expect([tab.href, returns.state()]).toEqual([page + search, null])
  },
)

test('an error of Instagram’s own pages names no attempt, and ends the one of the tab', async () => {
  const { client, server } = await startConnectServer(begun)
  const tab = openPage('https://host.example/settings')
  await client.connect.redirect()
  tab.href = `${page}?error_code=200&error_message=Blocked`
  const returns = returnsOf(createInstagramClient({ url: server.url }))
  returns.begin()
  await expect.poll(() => returns.state()).toMatchObject({ status: 'failed', error: { code: 'INSTAGRAM_REJECTED' } })
  expect(tab.href).toBe(page)
})

test('a new attempt lets go of what an earlier one holds', async () => {
  const { client, tab, told } = await comeBackTo('https://host.example/settings')
  await client.connect.redirect()
  tab.href = `${page}?error=access_denied`
  await expect(client.connect.handleReturn()).rejects.toMatchObject({ code: 'OAUTH_DENIED' })
  expect(told('complete')).toEqual([])
})

test('what nobody ends is dropped after ten minutes, also by a page that was loaded meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const tab = openPage(`${page}?code=abc&state=${state}`)
  holdConnectReturn()
  const later = Date.now() + 300_000
  // The timers of a page end with it; the clock goes on.
  vi.clearAllTimers()
  vi.setSystemTime(later)
  createInstagramClient({ url: 'https://host.example/instagram/trpc' })
  vi.advanceTimersByTime(299_000)
  expect([...tab.kept.values()].join()).toContain('abc')
  vi.advanceTimersByTime(1_000)
  expect([...tab.kept]).toEqual([])
})
