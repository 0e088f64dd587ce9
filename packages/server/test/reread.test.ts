import { accounts, openDatabase, type Database } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { addDays, dayOf, daysFrom } from '../src/instagram/index.ts'
import { startBackend } from './start-backend.ts'

const hour = 3_600_000

/** An account whose last month is read, and an administrator. */
async function connected() {
  const backend = await startBackend({
    connected: { ana: 'loja.da.ana' },
    dashboard: { syncCron: 'off', tokenRefreshCron: 'off' },
  })
  const account = await backend.accountOf('ana')
  const db = await openDatabase(String(backend.options.databaseUrl))
  onTestFinished(() => db.close())
  const today = dayOf(backend.clock.now())
  const back = (days: number) => addDays(today, -days)
  const list = async (startDate: string, endDate = startDate) =>
    (await backend.as('ana').instagram.metrics.list({ startDate, endDate })).items
  return { ...backend, account, admin: backend.as('carla', 'admin').admin, back, db, list, today }
}

async function wishOf(db: Database, id: string) {
  const row = await accounts.findById(db, id)
  return [row?.rereadFrom, row?.rereadTo, row?.rereadAskedAt]
}

test('days that are long final are read again when an administrator wants it, and the audit log says who did', async () => {
  const { account, admin, back, clock, db, list, sandbox } = await connected()
  const days = daysFrom(back(22), back(20))
  for (const day of days) sandbox.control.setMetric('loja.da.ana', 'views', day, 4_321)
  clock.advance(hour)
  expect((await list(back(21)))[0]?.impressions).not.toBe(4_321)

  const input = { accountIds: [account.id], startDate: back(22), endDate: back(20) }
  expect((await admin.accounts.sync(input)).results).toMatchObject([{ status: 'done' }])
  for (const day of days) expect((await list(day))[0]).toMatchObject({ impressions: 4_321, isFinal: true })
  expect(await wishOf(db, account.id)).toEqual([null, null, null])
  const { items } = await admin.audit.list({ types: ['days.reread'] })
  expect(items).toMatchObject([
    { actor: { userId: 'carla' }, accountId: account.id, data: { from: back(22), to: back(20) } },
  ])
})

test('many days are read again a few at a time, inside the budget, until all are read, two years back as well', async () => {
  const { account, back, clock, dashboard, db, list, sandbox } = await connected()
  clock.advance(2 * hour)
  sandbox.control.clearRequests()
  const days = { startDate: back(729), endDate: back(640) }
  expect(await dashboard.syncAccount(account.id, { days })).toMatchObject({ status: 'succeeded' })
  expect(await list(back(729), back(640))).toHaveLength(40)
  // Who followed is not told of days that long ago, and is not asked for.
  const follows = sandbox.control.requests.filter(
    ({ query }) =>
      query['breakdown'] === 'follow_type' && Number(query['since']) * 1000 < clock.now().getTime() - 400 * 24 * hour,
  )
  expect(follows).toEqual([])
  expect((await wishOf(db, account.id))[0]).toBe(back(729))

  for (let step = 0; step < 5; step += 1) {
    clock.advance(hour + 60_000)
    sandbox.control.clearRequests()
    await dashboard.catchUp()
    expect(sandbox.control.requests.length).toBeLessThanOrEqual(180)
  }
  const read = await list(back(729), back(640))
  expect(read).toHaveLength(90)
  expect(read[10]?.impressions).toBe(sandbox.control.truth('loja.da.ana', back(719))['views'])
  expect(await wishOf(db, account.id)).toEqual([null, null, null])
})

test('a wish is carried out also when somebody is at work on the account, and when there was one before', async () => {
  const { account, admin, back, clock, dashboard, db, list, sandbox } = await connected()
  clock.advance(hour)
  sandbox.control.setMetric('loja.da.ana', 'views', back(25), 77)
  const now = clock.now()
  const until = new Date(now.getTime() + 60_000)
  await accounts.claimLease(db, {
    accountId: account.id,
    owner: 'elsewhere',
    purpose: 'manual',
    now,
    until,
    latestUntil: until,
  })
  const wish = (startDate: string, endDate: string) =>
    admin.accounts.sync({ accountIds: [account.id], startDate, endDate })
  expect((await wish(back(25), back(25))).results).toMatchObject([{ error: { code: 'SYNC_IN_PROGRESS' } }])
  await wish(back(22), back(20))
  expect((await wishOf(db, account.id)).slice(0, 2)).toEqual([back(25), back(20)])

  clock.advance(2 * hour)
  for (let step = 0; step < 4; step += 1) {
    await dashboard.catchUp()
    clock.advance(hour + 60_000)
  }
  expect((await list(back(25)))[0]?.impressions).toBe(77)
  expect(await wishOf(db, account.id)).toEqual([null, null, null])
})

test.each<[string, number, number]>([
  ['longer ago than Instagram keeps', 730, 700],
  ['of tomorrow', 2, -1],
  ['in the wrong order', 2, 3],
])('days %s are refused', async (_name, from, to) => {
  const { account, admin, back, dashboard, db } = await connected()
  const days = { startDate: back(from), endDate: back(to) }
  await expect(admin.accounts.sync({ accountIds: [account.id], ...days })).rejects.toMatchObject({
    cause: { code: 'VALIDATION' },
  })
  await expect(dashboard.syncAccount(account.id, { days })).rejects.toMatchObject({ code: 'VALIDATION' })
  expect(await wishOf(db, account.id)).toEqual([null, null, null])
  expect((await admin.audit.list({ types: ['days.reread'] })).items).toEqual([])
})

test('one day alone says nothing', async () => {
  const { account, admin, back } = await connected()
  await expect(admin.accounts.sync({ accountIds: [account.id], startDate: back(5) })).rejects.toMatchObject({
    code: 'VALIDATION',
  })
})
