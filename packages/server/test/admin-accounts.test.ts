import { accounts, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { tamper } from '../../db/test/fresh-database.ts'
import { startBackend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const dayMs = 86_400_000

async function withTwo({ instagramCallsPerHour = 200 } = {}) {
  const dashboard = { ...quiet, instagramCallsPerHour }
  const backend = await startBackend({ connected: { ana: 'loja.da.ana', bruno: 'criador.leo' }, dashboard })
  const [ana, leo] = [await backend.accountOf('ana'), await backend.accountOf('bruno')]
  return { ...backend, ana, leo, admin: backend.as('carla', 'admin').admin }
}

test('accounts are found by status, by the end of their token, by errors and by words', async () => {
  const { admin, ana, leo, as, clock } = await withTwo()
  const names = async (input: Parameters<typeof admin.accounts.list>[0]) =>
    (await admin.accounts.list(input)).items.map(({ username }) => username)
  expect(await names({})).toEqual(['criador.leo', 'loja.da.ana'])
  expect(await names({ search: 'LOJA' })).toEqual(['loja.da.ana'])
  expect(await names({ search: 'bruno' })).toEqual(['criador.leo'])
  expect(await names({ search: ana.instagramUserId })).toEqual(['loja.da.ana'])
  expect(await names({ search: leo.id })).toEqual(['criador.leo'])
  expect(await names({ search: '%' })).toEqual([])
  expect(await names({ search: '_' })).toEqual([])
  expect(await names({ tokenExpiresWithinDays: 7 })).toEqual([])
  clock.advance(55 * dayMs)
  expect(await names({ tokenExpiresWithinDays: 7 })).toEqual(['criador.leo', 'loja.da.ana'])
  await as('ana').instagram.connect.disconnect({})
  expect(await names({ status: 'disconnected' })).toEqual(['loja.da.ana'])
  expect(await names({ status: 'active', hasError: true })).toEqual([])
  const [found] = (await admin.accounts.list({ search: 'leo' })).items
  expect(found).toMatchObject({ userId: 'bruno', badges: ['active', 'expiring_soon'], status: 'active' })
})

test('each figure of the accounts’ health has its list, and as many are in it', async () => {
  const { admin, as, clock, options, ana } = await withTwo()
  const db = await openDatabase(options.databaseUrl ?? '')
  const setTo = async (changes: Parameters<typeof accounts.updateAndEndLease>[2]) =>
    accounts.updateAndEndLease(db, ana.id, changes)
  const failed = { lastErrorCode: 'INSTAGRAM_UNAVAILABLE', lastErrorAt: clock.now() }
  const both = async () => {
    // Health keeps its counts for a while.
    clock.advance(10 * 60_000)
    const health = await admin.health()
    const total = async (input: Parameters<typeof admin.accounts.list>[0]) => (await admin.accounts.list(input)).total
    return [
      [health.activeAccounts, await total({ status: 'active' })],
      [health.accountsWithErrors, await total({ hasError: true })],
      [health.tokensExpiringSoon, await total({ tokenExpiresWithinDays: 7 })],
      [health.accountsLate, await total({ numbersOlderThanHours: 26 })],
      [health.accountsStopped, await total({ numbersOlderThanHours: 50 })],
      [health.refreshesFailing, await total({ refreshFailures: 2 })],
    ]
  }
  const twice = (...counts: number[]) => counts.map((count) => [count, count])

  expect(await both()).toEqual(twice(2, 0, 0, 0, 0, 0))
  await setTo({ ...failed, refreshFailures: 2 })
  expect(await both()).toEqual(twice(2, 1, 0, 0, 0, 1))
  clock.advance(27 * 3_600_000)
  await setTo({ numbersReadAt: clock.now() })
  expect(await both()).toEqual(twice(2, 1, 0, 1, 0, 1))
  clock.advance(54 * dayMs)
  expect(await both()).toEqual(twice(2, 1, 2, 2, 2, 1))
  await as('ana').instagram.connect.disconnect({})
  expect(await both()).toEqual(twice(1, 0, 1, 1, 1, 0))
  expect((await admin.accounts.list({ hasError: false })).total).toBe(2)
  await db.close()
})

test('an error stays known while a sync by an admin is put off, and ends with the numbers that it was about', async () => {
  const { admin, ana, as, clock, sandbox } = await withTwo()
  clock.advance(2 * 3_600_000)
  sandbox.control.fault({ kind: 'graph_error', code: 80_002, times: Infinity })
  await expect(as('ana').instagram.sync.run({})).rejects.toThrow()
  sandbox.control.clearFaults()
  const known = async () => {
    const [account] = (await admin.accounts.list({ hasError: true })).items
    return [account?.badges, account?.lastError?.code]
  }
  const failed = [['active', 'error'], 'INSTAGRAM_RATE_LIMITED']
  const press = async () => (await admin.accounts.sync({ accountIds: [ana.id] })).results[0]?.status
  expect(await known()).toEqual(failed)
  // The pause that Instagram asked for lasts: nothing is asked, and nothing is mended.
  expect([await press(), await known()]).toEqual(['failed', failed])
  expect([await press(), await known()]).toEqual(['failed', failed])
  // The hour at which it goes on is said, and it goes on by itself.
  const [again] = (await admin.accounts.sync({ accountIds: [ana.id] })).results
  expect(again?.error?.message).toMatch(/ às \d{1,2}h(?:\d{2})? /)
  clock.advance(3 * 3_600_000)
  expect([await press(), await known()]).toEqual(['done', [undefined, undefined]])
})

test('a name is found whatever its accents and capitals, also when an older version wrote it, and after a new name', async () => {
  const { admin, options, clock, folder } = await withTwo()
  const db = await openDatabase(options.databaseUrl ?? '')
  const at = clock.now()
  const named = { status: 'active' as const, grantedScopes: [], connectedAt: at, createdAt: at, updatedAt: at }
  const people = [
    ['shop-1', 'otica.central', 'Ótica São João'],
    ['shop-2', 'straße.berlin', 'İstanbul & Straße'],
    ['shop-3', 'sem.nome', null],
  ] as const
  for (const [id, username, name] of people) {
    await accounts.insert(db, { ...named, id, userId: id, instagramUserId: `1784-${id}`, username, name })
  }
  const found = async (search: string) => (await admin.accounts.list({ search })).items.map(({ id }) => id)
  for (const search of ['Ótica', 'ótica', 'otica', 'OTICA', 'o\u0301tica', 'SÃO joao', 'ica sao', 'otica.CENTRAL']) {
    expect([search, await found(search)]).toEqual([search, ['shop-1']])
  }
  for (const search of ['strasse', 'STRASSE', 'straße', 'istanbul']) {
    expect([search, await found(search)]).toEqual([search, ['shop-2']])
  }
  expect(await found('sem.nome')).toEqual(['shop-3'])
  expect((await admin.accounts.list({ search: 'otica', limit: 1 })).total).toBe(1)

  await accounts.updateAndEndLease(db, 'shop-1', { username: 'olhos.da.ana', name: 'Olhos & Çia' })
  expect([await found('otica'), await found('cia'), await found('OLHOS')]).toEqual([[], ['shop-1'], ['shop-1']])
  await db.close()

  await tamper(options.databaseUrl ?? '', 'UPDATE accounts SET folded_username = NULL, folded_name = NULL')
  expect(await found('cia')).toEqual([])
  const { databaseUrl = '', instagramTokenEncryptionKey } = options
  await startBackend({ folder, clock, dashboard: { ...quiet, databaseUrl, instagramTokenEncryptionKey } })
  expect(await found('cia')).toEqual(['shop-1'])
})

test('many accounts come page by page, each once', async () => {
  const { admin, options, clock } = await withTwo()
  const db = await openDatabase(options.databaseUrl ?? '')
  const at = clock.now()
  for (let index = 0; index < 118; index += 1) {
    await accounts.insert(db, {
      id: `made-${String(index).padStart(3, '0')}`,
      userId: `user-${index}`,
      instagramUserId: `instagram-${index}`,
      username: `conta.${index}`,
      status: 'disconnected',
      grantedScopes: [],
      // Many at the same instant: the id decides.
      connectedAt: new Date(at.getTime() - Math.floor(index / 40) * 1000),
      createdAt: at,
      updatedAt: at,
    })
  }
  await db.close()
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await admin.accounts.list({ limit: 25, ...(cursor ? { cursor } : {}) })
    expect(page.total).toBe(120)
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toHaveLength(120)
  expect(new Set(seen).size).toBe(120)
})

test('a sync by an admin passes the cooldown, costs the person nothing, and names the admin in the log', async () => {
  // A first connection leaves little of an hour for the background.
  const { admin, ana, as } = await withTwo({ instagramCallsPerHour: 400 })
  const before = (await as('ana').instagram.connect.status()).account?.nextSyncAllowedAt
  const { results } = await admin.accounts.sync({ accountIds: [ana.id, 'nobody', ana.id] })
  expect(results).toEqual([
    { accountId: ana.id, ok: true, status: 'done', error: null },
    { accountId: 'nobody', ok: false, status: 'failed', error: { code: 'NOT_FOUND', message: expect.any(String) } },
  ])
  const status = await as('ana').instagram.connect.status()
  expect(status.account?.nextSyncAllowedAt).toEqual(before)
  const [run] = (await as('ana').instagram.sync.history({})).items
  expect(run).toMatchObject({ trigger: 'admin', status: 'succeeded' })
  const [acted] = (await admin.audit.list({ types: ['admin.acted'] })).items
  expect(acted).toMatchObject({
    actor: { kind: 'admin', userId: 'carla' },
    data: { action: 'sync', accounts: 2, done: 1 },
    username: null,
  })
  const [synced] = (await admin.audit.list({ types: ['sync.completed'], accountId: ana.id })).items
  expect(synced).toMatchObject({ username: 'loja.da.ana', actor: { kind: 'admin', userId: 'carla' } })
})

test('a token is refreshed on demand once it is a day old', async () => {
  const { admin, ana, clock, as } = await withTwo()
  expect((await admin.accounts.refreshTokens({ accountIds: [ana.id] })).results).toMatchObject([
    { status: 'unchanged' },
  ])
  clock.advance(2 * dayMs)
  expect((await admin.accounts.refreshTokens({ accountIds: [ana.id] })).results).toMatchObject([{ status: 'done' }])
  expect((await as('ana').instagram.connect.status()).account?.token.daysUntilExpiration).toBe(59)
  const [refreshed] = (await admin.audit.list({ types: ['token.refreshed'] })).items
  expect(refreshed).toMatchObject({ actor: { userId: 'carla' } })
})

testOnce('what went wrong at Instagram is told with its own code and reason', async () => {
  const { admin, ana, clock, sandbox } = await withTwo()
  clock.advance(2 * dayMs)
  sandbox.control.fault({ kind: 'graph_error', code: 17, times: Infinity })
  expect((await admin.accounts.refreshTokens({ accountIds: [ana.id] })).results).toMatchObject([
    { ok: false, status: 'failed', error: { code: 'INSTAGRAM_RATE_LIMITED' } },
  ])
  sandbox.control.clearFaults()
  clock.advance(2 * dayMs)
  sandbox.control.fault({ kind: 'graph_error', code: 25, subcode: 2_207_050, times: Infinity })
  const [synced] = (await admin.accounts.sync({ accountIds: [ana.id] })).results
  expect(synced?.error).toMatchObject({ code: 'INSTAGRAM_REJECTED', message: expect.stringContaining('restringiu') })
})

test('of ids that are known, unknown and named twice each has one result, in their order', async () => {
  const { admin, ana, leo } = await withTwo()
  const { results } = await admin.accounts.deactivate({ accountIds: [leo.id, 'nobody', ana.id, leo.id] })
  expect(results.map(({ accountId, status }) => [accountId, status])).toEqual([
    [leo.id, 'done'],
    ['nobody', 'failed'],
    [ana.id, 'done'],
  ])
  const { items } = await admin.audit.list({ types: ['account.deactivated', 'admin.acted'] })
  expect(items.map(({ type }) => type)).toEqual(['admin.acted', 'account.deactivated', 'account.deactivated'])
})

test('a deactivated account rests and can go on', async () => {
  const { admin, ana, dashboard, as, sandbox, clock } = await withTwo()
  expect((await admin.accounts.deactivate({ accountIds: [ana.id] })).results).toMatchObject([{ status: 'done' }])
  expect((await admin.accounts.deactivate({ accountIds: [ana.id] })).results).toMatchObject([{ status: 'unchanged' }])
  expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: false, accounts: [] })
  expect((await admin.accounts.list({ isDeactivated: true })).items).toMatchObject([
    { id: ana.id, badges: ['disconnected', 'deactivated'] },
  ])

  clock.advance(8 * dayMs)
  sandbox.control.clearRequests()
  await dashboard.refreshTokens()
  await dashboard.syncAccounts()
  await dashboard.syncAudiences()
  expect(sandbox.control.requests.filter(({ person }) => person === 'loja.da.ana')).toEqual([])
  for (const act of ['sync', 'refreshTokens'] as const) {
    expect((await admin.accounts[act]({ accountIds: [ana.id] })).results).toMatchObject([
      { ok: false, error: { code: 'NOT_CONNECTED' } },
    ])
  }

  expect((await admin.accounts.reactivate({ accountIds: [ana.id] })).results).toMatchObject([{ status: 'done' }])
  expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: true })
  expect((await admin.accounts.sync({ accountIds: [ana.id] })).results).toMatchObject([{ status: 'done' }])
})

test('reactivation is refused where it would take an account from somebody, or bring back what its owner ended', async () => {
  const { admin, ana, leo, as, connect, settled } = await withTwo()
  await admin.accounts.deactivate({ accountIds: [ana.id] })
  await connect('dora', 'loja.da.ana')
  await settled('dora')
  await as('bruno').instagram.connect.disconnect({})
  expect((await admin.accounts.reactivate({ accountIds: [ana.id, leo.id] })).results).toMatchObject([
    { accountId: ana.id, error: { code: 'ACCOUNT_LINKED_ELSEWHERE' } },
    { accountId: leo.id, error: { code: 'NOT_CONNECTED' } },
  ])
})

test('an account whose token ended while it rested asks to be reconnected', async () => {
  const { admin, ana, as, clock } = await withTwo()
  await admin.accounts.deactivate({ accountIds: [ana.id] })
  clock.advance(61 * dayMs)
  await admin.accounts.reactivate({ accountIds: [ana.id] })
  expect((await as('ana').instagram.connect.status()).account).toMatchObject({ status: 'reconnect_required' })
})

test('its owner may connect a deactivated account again, and it is like any other then', async () => {
  const { admin, ana, connect } = await withTwo()
  await admin.accounts.deactivate({ accountIds: [ana.id] })
  await connect('ana', 'loja.da.ana')
  const [account] = (await admin.accounts.list({ search: ana.id })).items
  expect(account).toMatchObject({ status: 'active', deactivatedAt: null })
})
