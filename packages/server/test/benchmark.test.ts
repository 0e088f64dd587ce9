import { createSecretKey, randomBytes } from 'node:crypto'
import { benchmarks, openDatabase, type Database } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { computeBenchmarks } from '../src/benchmarks/compute-benchmarks.ts'
import { benchmarkMetricNames } from '../src/benchmarks/grids.ts'
import { attackRate } from './membership-attack.ts'
import { seedAccounts, truePercentiles, type SeedOptions } from './seeded-accounts.ts'
import { startBackend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const dayMs = 86_400_000
const keys = { pseudonyms: createSecretKey(randomBytes(32)) }

/** A server that compares accounts, and the job as a night has it. */
async function startComparing(dashboard = {}) {
  const backend = await startBackend({
    connected: { ana: 'loja.da.ana' },
    dashboard: { syncCron: 'off', tokenRefreshCron: 'off', benchmark: true, rateLimitPerMinute: 0, ...dashboard },
  })
  // New weeks have just been settled, and for four weeks there are no newer ones.
  backend.clock.advance(7 * dayMs)
  const db: Database = await openDatabase(backend.options.databaseUrl ?? '')
  onTestFinished(() => db.close())
  const compute = (isOn = true) =>
    computeBenchmarks({
      db,
      clock: backend.clock,
      keys,
      background: { isEnding: () => false },
      settings: { benchmark: isOn },
    })
  const seed = (options: Pick<SeedOptions, 'size'> & Partial<SeedOptions>) =>
    seedAccounts(db, { now: backend.clock.now(), followers: [1_000, 9_999], seed: 'accounts', ...options })
  const benchmarkOf = (userId: string, accountId: string) =>
    backend.as(userId).instagram.metrics.benchmark({ accountId })
  return { ...backend, db, compute, seed, benchmarkOf }
}

test('an account is compared with those of like size, and too few or too few users are not told of', async () => {
  const { seed, compute, benchmarkOf } = await startComparing()
  const [first] = await seed({ size: 60 })
  const large = await seed({ size: 19, followers: [10_000, 99_999], first: 100, seed: 'large' })
  const agency = await seed({ size: 60, followers: [100_000, 999_999], first: 200, perUser: 30, seed: 'agency' })
  await compute()

  const told = await benchmarkOf(first?.userId ?? '', first?.id ?? '')
  expect(told).toMatchObject({ status: 'ready', fewestFollowers: 1_000, mostFollowers: 9_999 })
  expect((told.accounts ?? 0) % 10).toBe(0)
  expect(told.items.map(({ metric }) => metric)).toEqual(benchmarkMetricNames)
  for (const { p10, p25, p50, p75, p90, percentile, margin } of told.items) {
    expect([p10, p25, p50, p75, p90]).toEqual([p10, p25, p50, p75, p90].toSorted((a, b) => a - b))
    expect(percentile).toBeGreaterThanOrEqual(1)
    expect(margin).toBeGreaterThan(10)
  }
  for (const { userId, id } of [large[0], agency[0]].flatMap((one) => one ?? [])) {
    expect(await benchmarkOf(userId, id)).toMatchObject({ status: 'too_few_accounts', items: [] })
  }
})

test('who opts out is not counted, is told nothing, and takes along at once what was told', async () => {
  const { seed, compute, benchmarkOf, as, db, clock } = await startComparing()
  const seeded = await seed({ size: 60 })
  await compute()
  const [one, other] = seeded.map(({ id, userId }) => ({ id, userId, ask: () => benchmarkOf(userId, id) }))
  expect((await one?.ask())?.status).toBe('ready')
  const before = await benchmarks.listCell(db, '1000')

  const { privacy } = as(one?.userId ?? '').instagram
  expect(await privacy.benchmark()).toEqual({ isOn: true, isOptedOut: false })
  await privacy.setBenchmark({ isOptedOut: true })
  await privacy.setBenchmark({ isOptedOut: true })

  expect(await benchmarks.listCell(db, '1000')).toEqual([])
  expect((await one?.ask())?.status).toBe('opted_out')
  expect((await other?.ask())?.status).toBe('too_few_accounts')
  // What is told of other accounts each night would together tell what the noise of one answer hides.
  expect(await compute()).toEqual({ cells: 0, accounts: 0 })
  clock.advance(6 * dayMs)
  expect(await compute()).toEqual({ cells: 0, accounts: 0 })
  clock.advance(dayMs)
  expect(await compute()).toEqual({ cells: 1, accounts: 59 })
  expect((await other?.ask())?.status).toBe('ready')
  expect((await benchmarks.listCell(db, '1000'))[0]?.percentiles).not.toEqual(before[0]?.percentiles)
  await privacy.setBenchmark({ isOptedOut: false })
  expect(await privacy.benchmark()).toEqual({ isOn: true, isOptedOut: false })

  // Whoever is back is counted with the next four weeks, and can not silence the cell again before.
  await privacy.setBenchmark({ isOptedOut: true })
  expect((await other?.ask())?.status).toBe('ready')
  await privacy.setBenchmark({ isOptedOut: false })
  const { privacy: others } = as(other?.userId ?? '').instagram
  await others.setBenchmark({ isOptedOut: true })
  clock.advance(7 * dayMs)
  expect(await compute()).toEqual({ cells: 1, accounts: 58 })
  for (let call = 0; call < 10; call += 1) await others.setBenchmark({ isOptedOut: true })
  await expect(others.setBenchmark({ isOptedOut: true })).rejects.toMatchObject({ code: 'RATE_LIMITED' })
})

testOnce('members who are no candidates any more, as after an interrupted count, silence no cell', async () => {
  const { seed, compute, as, clock, benchmarkOf } = await startComparing()
  const [one, disconnected, other] = await seed({ size: 60 })
  await compute()
  await as(disconnected?.userId ?? '').instagram.connect.disconnect({ accountId: disconnected?.id ?? '' })
  await as(one?.userId ?? '').instagram.privacy.erase()
  clock.advance(7 * dayMs)
  expect(await compute()).toEqual({ cells: 1, accounts: 58 })
  expect((await benchmarkOf(other?.userId ?? '', other?.id ?? '')).status).toBe('ready')
})

testOnce('of a user one account is counted, and all of them are told', async () => {
  const { seed, compute, db, benchmarkOf } = await startComparing()
  await seed({ size: 50 })
  const [first] = await seed({ size: 30, perUser: 3, first: 300, seed: 'threes' })
  expect(await compute()).toEqual({ cells: 1, accounts: 60 })
  const members = await benchmarks.listMembers(db, ['seeded-000300', 'seeded-000301', 'seeded-000302'])
  expect(members).toHaveLength(1)
  for (const id of ['seeded-000300', 'seeded-000301', 'seeded-000302']) {
    expect((await benchmarkOf(first?.userId ?? '', id)).status).toBe('ready')
  }
})

test('an erasure takes along what was told with the account, and the same accounts are told the same', async () => {
  const { seed, compute, as, db, clock } = await startComparing()
  const [one] = await seed({ size: 60 })
  await compute()
  const told = async () => (await benchmarks.listCell(db, '1000')).map(({ percentiles }) => percentiles)
  const before = await told()
  await db.transaction(benchmarks.dropAll)
  await compute()
  expect(await told()).toEqual(before)
  expect(await compute()).toEqual({ cells: 0, accounts: 0 })

  await as(one?.userId ?? '').instagram.privacy.erase()
  expect(await told()).toEqual([])
  clock.advance(7 * dayMs)
  expect(await compute()).toEqual({ cells: 1, accounts: 59 })
})

testOnce('whoever was taken out while accounts were counted is not told of', async () => {
  const { seed, compute, db } = await startComparing()
  const seeded = await seed({ size: 250 })
  const counting = compute()
  await db.transaction(async (tx) => {
    await benchmarks.dropOfUser(tx, seeded[0]?.userId ?? '')
    await benchmarks.optOut(tx, seeded[0]?.userId ?? '', new Date('2026-11-16T18:00:00Z'))
  })
  const { accounts } = await counting
  // Either it was seen in time, or the cell waits for the next time.
  expect([0, 249]).toContain(accounts)
  expect((await benchmarks.listCell(db, '1000')).length).toBe(accounts === 0 ? 0 : benchmarkMetricNames.length)
})

testOnce('it is off unless an operator wants it, and then nothing is kept', async () => {
  const { seed, compute, benchmarkOf, as, db } = await startComparing({ benchmark: false })
  const [one] = await seed({ size: 60 })
  await compute()
  expect(await benchmarkOf(one?.userId ?? '', one?.id ?? '')).toMatchObject({ status: 'off', items: [] })
  expect(await as('ana').instagram.privacy.benchmark()).toEqual({ isOn: false, isOptedOut: false })
  await compute(false)
  expect(await benchmarks.listCells(db)).toEqual([])
})

testOnce('whoever knows all others is hardly ever right about one more', async () => {
  const { seed } = await startComparing()
  const seeded = await seed({ size: 100 })
  const others = seeded.map(({ values }) => values)
  // In the first bin of each metric an account is seen in every running count.
  const victim = { engagementRate: 0, reachPerFollower: 0, followersGrowthPercent: -100, postsPerWeek: 0 }

  const rate = attackRate(others, victim, { trials: 1_500, seed: 'attack' })

  expect(rate).toBeLessThanOrEqual(0.55)
  expect(rate).toBeGreaterThan(0.5)
  const percentiles = truePercentiles(seeded, 'engagementRate')
  expect(Math.max(...percentiles.values())).toBeLessThan(100)
})
