import { beforeEach, expect, test } from 'vitest'
import { makeRandom } from '../../../proof/random.ts'
import type { MetricsChange, MetricsChangesResult } from '../src/metrics/changes-contract.ts'
import { mediaSort } from '../src/metrics/media-contract.ts'
import { serveRouter, startBackend, type Backend } from './start-backend.ts'
import { signIn } from './trpc-over-http.ts'

const hourMs = 3_600_000
const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

let backend: Backend
beforeEach(async () => {
  backend = await startBackend({ connected: { bia: 'criador.leo', ana: 'loja.da.ana' }, dashboard: quiet })
})

type Ask = (input: { cursor?: string; limit?: number }) => Promise<MetricsChangesResult>

/** A copy that is kept elsewhere: a page and where it ends are stored together, and either can be lost before that. */
class Copy {
  readonly rows = new Map<string, unknown>()
  readonly #ask: Ask
  readonly #random: () => number
  #cursor: string | undefined
  crashes = 0

  constructor(ask: Ask, random: () => number) {
    this.#ask = ask
    this.#random = random
  }

  /** Follows until there is nothing more, crashing now and then between reading, storing and noting where it is. */
  async follow({ pages = Infinity } = {}): Promise<void> {
    for (let page = 0; page < pages; page += 1) {
      const limit = 1 + Math.floor(this.#random() * 100)
      const given = this.#cursor === undefined ? { limit } : { cursor: this.#cursor, limit }
      const { items, nextCursor, hasMore } = await this.#ask(given)
      const luck = this.#random()
      // Nothing was stored; or rows were, and not where the next page begins.
      if (luck < 0.2) {
        this.crashes += 1
        if (luck < 0.1) this.#store(items)
        continue
      }
      this.#store(items)
      this.#cursor = nextCursor
      if (!hasMore) return
    }
  }

  #store(items: readonly MetricsChange[]): void {
    for (const { kind, accountId, key, change, value } of items) {
      const name = `${accountId} ${kind} ${key}`
      if (change === 'changed') this.rows.set(name, value)
      else this.rows.delete(name)
      if (kind !== 'account') continue
      for (const known of this.rows.keys()) if (known.startsWith(`${accountId} `)) this.rows.delete(known)
    }
  }
}

/** The same, read as any page of a host would. */
async function stateOf({ as, clock }: Backend, userIds: readonly string[]): Promise<Map<string, unknown>> {
  const state = new Map<string, unknown>()
  for (const userId of userIds) {
    const { instagram } = as(userId)
    const { accounts } = await instagram.connect.status()
    for (const { id: accountId } of accounts) {
      const today = clock.now().getTime()
      const dayAt = (days: number) => new Date(today + days * 24 * hourMs).toISOString().slice(0, 10)
      const range = { startDate: dayAt(-700), endDate: dayAt(0) }
      const { items } = await instagram.metrics.list({ accountId, ...range })
      for (const day of items) state.set(`${accountId} day ${day.date}`, day)
      for (const productType of [undefined, 'story'] as const) {
        let cursor: string | null | undefined
        do {
          const given = { accountId, limit: 100, ...(productType && { productType }), ...(cursor && { cursor }) }
          const page = await instagram.metrics.media(given)
          for (const { previewUrl: _previewUrl, comparison: _comparison, ...item } of page.items)
            state.set(`${accountId} ${productType === 'story' ? 'story' : 'post'} ${item.id}`, item)
          cursor = page.nextCursor
        } while (cursor !== null)
      }
    }
  }
  return state
}

const sorted = (rows: ReadonlyMap<string, unknown>) => [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1))

async function readAll(ask: Ask, from?: string): Promise<{ items: MetricsChange[]; cursor: string }> {
  const items: MetricsChange[] = []
  let cursor = from
  for (;;) {
    const page = await ask(cursor === undefined ? {} : { cursor })
    items.push(...page.items)
    cursor = page.nextCursor
    if (!page.hasMore) return { items, cursor }
  }
}

test('a follower that crashes at random ends with exactly what is stored, through nights, corrections and erasures', async () => {
  const { as, clock, dashboard, sandbox } = backend
  const random = makeRandom(7)
  const everybody = new Copy((input) => as('carla', 'admin').admin.changes(input), random)
  const own = new Copy((input) => as('ana').instagram.metrics.changes(input), random)
  await everybody.follow({ pages: 3 })
  for (let night = 0; night < 3; night += 1) {
    clock.advance(24 * hourMs)
    const following = everybody.follow({ pages: 5 })
    await dashboard.syncAccounts()
    await following
    if (night === 1) {
      const [first] = (await as('ana').instagram.metrics.media({})).items
      sandbox.control.deletePost('loja.da.ana', first?.id ?? '')
    }
    await own.follow({ pages: 4 })
  }
  await everybody.follow()
  await own.follow()
  expect(sorted(everybody.rows)).toEqual(sorted(await stateOf(backend, ['ana', 'bia'])))
  expect(sorted(own.rows)).toEqual(sorted(await stateOf(backend, ['ana'])))
  expect(everybody.crashes + own.crashes).toBeGreaterThan(3)
  expect(own.rows.size).toBeGreaterThan(200)

  await as('bia').instagram.privacy.erase()
  const { id } = await backend.accountOf('ana')
  await as('ana').instagram.connect.disconnect({ accountId: id, eraseData: true })
  await everybody.follow()
  await own.follow()
  expect([everybody.rows.size, own.rows.size]).toEqual([0, 0])
}, 180_000)

test('what changed comes once, as it is now, and an unchanged night brings nothing', async () => {
  const { as, clock } = backend
  const feed: Ask = (input) => as('ana').instagram.metrics.changes(input)
  const { items, cursor } = await readAll(feed)
  expect(new Set(items.map(({ kind, key }) => `${kind} ${key}`)).size).toBe(items.length)
  expect(await feed({ cursor })).toEqual({ items: [], nextCursor: expect.any(String), hasMore: false })

  clock.advance(24 * hourMs)
  await as('ana').instagram.sync.run({})
  const next = await readAll(feed, cursor)
  const days = next.items.flatMap(({ kind, key }) => (kind === 'day' ? [key] : []))
  expect(days.length).toBeGreaterThan(0)
  expect(days.length).toBeLessThan(12)
  const times = next.items.map(({ changedAt }) => changedAt.getTime())
  expect(Math.max(...times)).toBeLessThanOrEqual(clock.now().getTime())
})

test('a cursor is for whom it was given, and says so where it is none', async () => {
  const { as } = backend
  const { nextCursor: cursor } = await as('ana').instagram.metrics.changes({ limit: 5 })
  const { id: accountId } = await backend.accountOf('ana')
  const refused = { code: 'VALIDATION', issues: [{ path: ['cursor'] }] }
  const { changes } = as('ana').instagram.metrics
  const asks = [
    () => as('bia').instagram.metrics.changes({ cursor }),
    () => changes({ cursor, accountId }),
    () => as('carla', 'admin').admin.changes({ cursor }),
    () => changes({ cursor: `${cursor.slice(0, -8)}AAAAAAAA` }),
    () => changes({ cursor: 'A'.repeat(40) }),
    () => changes({ cursor: 'no cursor' }),
  ]
  for (const ask of asks) await expect(ask()).rejects.toMatchObject(refused)
  await expect(as('bia').instagram.metrics.changes({ accountId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

/** A cursor with some of its parts written by somebody else. */
function forged(cursor: string, changed: Readonly<Record<number, unknown>>): string {
  const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
  for (const [index, value] of Object.entries(changed)) parts[Number(index)] = value
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

test('a cursor that names an account of somebody else gives nothing of it, wherever it names it', async () => {
  const { as } = backend
  const bias = (await backend.accountOf('bia')).id
  const anas = (await backend.accountOf('ana')).id
  const [from, account, part, key] = [3, 4, 5, 6]
  for (const own of [{}, { accountId: anas }]) {
    const feed: Ask = (input) => as('ana').instagram.metrics.changes({ ...own, ...input })
    const { nextCursor: cursor } = await feed({ limit: 5 })
    const { cursor: later } = await readAll(feed)
    const since = (value: unknown) => forged(later, { [from]: value })
    for (const cursorOfAna of [
      forged(cursor, { [account]: bias, [part]: 'days', [key]: '' }),
      forged(cursor, { [account]: bias, [part]: 'media', [key]: '' }),
      forged(cursor, { [account]: 'no-such-account' }),
      forged(cursor, { [account]: `${anas}\0` }),
      forged(cursor, { [key]: '\ud800' }),
      since([1, bias, 'day', '2020-01-01']),
      since([1, anas, 'post', '\0']),
      since(-1),
      since(1.5),
    ]) {
      await expect(feed({ cursor: cursorOfAna })).rejects.toMatchObject({ code: 'VALIDATION' })
    }
    // Of the own account every place is good, and what changed is told of the own accounts alone.
    for (const good of [forged(cursor, { [account]: '' }), forged(cursor, { [part]: 'media', [key]: '~' }), since(1)]) {
      const { items } = await feed({ cursor: good, limit: 100 })
      expect(items.filter(({ accountId }) => accountId !== anas)).toEqual([])
    }
    const ahead = since(Number.MAX_SAFE_INTEGER)
    await expect(feed({ cursor: ahead })).rejects.toMatchObject({ code: 'CONFLICT' })
  }
})

test('a place in a list of posts or stories that somebody wrote is refused or gives a page, and is never a failure of ours', async () => {
  const { media, stories } = backend.as('ana').instagram.metrics
  const values = ['9999999999999999', '-9999999999999999', '999999999999999', '1.5', '0.00001', '1e-9', 'none', '0']
  for (const value of values) {
    const cursor = `${value}_17895695668004550`
    for (const sort of mediaSort.options) {
      const page = await media({ sort, cursor }).catch((error: unknown) => error)
      if (page instanceof Error) expect([sort, cursor, page]).toMatchObject([sort, cursor, { code: 'VALIDATION' }])
    }
    const page = await stories({ cursor }).catch((error: unknown) => error)
    if (page instanceof Error) expect([cursor, page]).toMatchObject([cursor, { code: 'VALIDATION' }])
  }
})

test('whose account is erased while everything stored is given goes on, and hears of it', async () => {
  const { as } = backend
  const feed: Ask = (input) => as('ana').instagram.metrics.changes(input)
  const { nextCursor } = await feed({ limit: 5 })
  const { id: accountId } = await backend.accountOf('ana')
  await as('ana').instagram.connect.disconnect({ accountId, eraseData: true })
  const { items } = await readAll(feed, nextCursor)
  expect(items).toMatchObject([{ kind: 'account', key: accountId, change: 'gone' }])
})

test('a cursor is told to begin anew after 30 days, and follows what was erased', async () => {
  const { as, clock, dashboard } = backend
  const { id: accountId } = await backend.accountOf('ana')
  const feed: Ask = (input) => as('ana').instagram.metrics.changes({ accountId, ...input })
  const { cursor } = await readAll(feed)
  clock.advance(24 * hourMs)
  await as('ana').instagram.sync.run({})
  clock.advance(29 * 24 * hourMs)
  await dashboard.dropOldData()
  expect((await feed({ cursor })).items.length).toBeGreaterThan(0)
  clock.advance(2 * 24 * hourMs)
  await dashboard.dropOldData()
  await expect(feed({ cursor })).rejects.toMatchObject({ code: 'CONFLICT', action: 'fix_input' })
  const anew = await readAll(feed)
  await as('ana').instagram.connect.disconnect({ accountId, eraseData: true })
  expect(await feed({ cursor: anew.cursor })).toMatchObject({
    items: [{ kind: 'account', accountId, key: accountId, change: 'gone', value: null }],
    hasMore: false,
  })
})

test('a run tells of all days that became final in one event, and of each day once', async () => {
  const { as, clock } = backend
  const told = async () => {
    const { items } = await as('carla', 'admin').admin.audit.list({ types: ['day.final'], limit: 100 })
    return items.map(({ data }) => (data as { days: string[] }).days)
  }
  const first = await told()
  // Of each account's first sync.
  expect(first).toHaveLength(2)
  expect(first[0]?.length).toBeGreaterThan(20)
  for (let night = 0; night < 3; night += 1) {
    clock.advance(24 * hourMs)
    await as('ana').instagram.sync.run({})
  }
  const days = (await told()).slice(0, -2).flat()
  expect(days).toEqual([...new Set(days)])
  expect(days.length).toBeGreaterThan(0)
  expect(days.filter((day) => first.at(0)?.includes(day))).toEqual([])
})

test('it is a REST path too', async () => {
  const url = await serveRouter(backend.dashboard.router)
  const headers = { authorization: `Bearer ${await signIn('ana')}` }
  const response = await fetch(`${url}/api/v1/social/instagram/metrics/changes?limit=2`, { headers })
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { items: [{ kind: 'day', change: 'changed', value: { followers_count: expect.anything() } }, {}], has_more: true },
  ])
})
