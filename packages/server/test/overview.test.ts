import { accounts, dailyMetrics, media, mediaReadings, openDatabase, periodReach } from '@instagram-dashboard/db'
import { account as accountRow, day as dayRow } from '../../db/test/rows.ts'
import { expect, onTestFinished, test } from 'vitest'
import { addDays, dayOf } from '../src/instagram/index.ts'
import type { CompareResult } from '../src/metrics/compare-contract.ts'
import type { OverviewInput } from '../src/metrics/overview-contract.ts'
import { startBackend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off', rateLimitPerMinute: 0 }

/** Ana has three accounts: one that was synced, and two with days of their own. */
async function startWithThree() {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  const db = await openDatabase(backend.options.databaseUrl ?? '')
  onTestFinished(() => db.close())
  const yesterday = addDays(dayOf(backend.clock.now()), -1)
  for (const [id, reach] of [
    ['small', 10],
    ['unread', null],
  ] as const) {
    await accounts.insert(db, accountRow(id, { userId: 'ana', connectedAt: backend.clock.now() }))
    const days = Array.from({ length: 60 }, (_, index) =>
      dayRow(id, addDays(yesterday, -index), { reach: index < 30 ? reach : 5, totalInteractions: index < 30 ? 4 : 2 }),
    )
    if (reach !== null) await dailyMetrics.saveDays(db, days)
  }
  const own = await backend.accountOf('ana')
  return { ...backend, db, own, metrics: backend.as('ana').instagram.metrics }
}

test('the overview says of each account what its summary says', async () => {
  const { metrics } = await startWithThree()
  for (const range of [{}, { startDate: '2026-11-01', endDate: '2026-11-07' }]) {
    const { items, accounts: all, nextCursor } = await metrics.overview(range)
    expect({ all, nextCursor }).toEqual({ all: 3, nextCursor: null })
    for (const { account, followersCount, reach, impressions, engagement, engagementRate } of items) {
      const summary = await metrics.summary({ ...range, accountId: account.id })
      expect(summary.engagementRateBasis).toBe('daily_reach')
      expect({ followersCount, reach, impressions, engagement, engagementRate }).toEqual({
        followersCount: summary.followersCount,
        reach: summary.reach,
        impressions: summary.impressions,
        engagement: summary.engagement,
        engagementRate: summary.engagementRate,
      })
    }
  }
})

test('it is sorted by any value or change, unknown ones last, and pages follow each other', async () => {
  const { metrics, own } = await startWithThree()
  const idsBy = async (input: OverviewInput) => (await metrics.overview(input)).items.map(({ account }) => account.id)
  expect(await idsBy({ sort: 'reach' })).toEqual([own.id, 'small', 'unread'])
  expect(await idsBy({ sort: 'reach', order: 'asc' })).toEqual(['small', own.id, 'unread'])
  expect(await idsBy({ sort: 'engagementChangePercent' })).toEqual(['small', own.id, 'unread'])
  expect(await idsBy({ sort: 'username' })).toEqual([own.id, 'small', 'unread'])

  const pages: string[] = []
  let cursor: string | undefined
  do {
    const page = await metrics.overview({ sort: 'reach', limit: 1, ...(cursor === undefined ? {} : { cursor }) })
    pages.push(...page.items.map(({ account }) => account.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(pages).toEqual([own.id, 'small', 'unread'])
})

testOnce('engagement rates are put side by side with one definition alone', async () => {
  const { metrics, db, clock } = await startWithThree()
  const today = dayOf(clock.now())
  const range = { startDate: addDays(today, -30), endDate: addDays(today, -1) }
  const before = { otherStartDate: addDays(today, -61), otherEndDate: addDays(today, -31) }
  const read = { accountId: 'small', days: 30, readAt: clock.now() }
  await periodReach.save(db, { ...read, lastDay: range.endDate, reach: 60 })

  const { engagementRate, engagementRateBasis } = await metrics.summary({ accountId: 'small', ...range })
  expect([engagementRate.value, engagementRateBasis]).toEqual([200, 'period_reach'])
  const rateOf = ({ rows }: CompareResult) => rows.find(({ metric }) => metric === 'engagementRate')
  const mixed = await metrics.compare({ accountId: 'small', of: 'periods', ...range, ...before })
  expect(mixed.engagementRateBasis).toBe('daily_reach')
  // Four of ten a day, and two of five.
  expect(rateOf(mixed)).toMatchObject({ values: [{ value: 40 }, { value: 40 }], change: 0 })

  await periodReach.save(db, { ...read, lastDay: addDays(range.startDate, -1), reach: 30, readAt: clock.now() })
  expect((await metrics.overview({ ...range, sort: 'engagementRate' })).engagementRateBasis).toBe('daily_reach')
  const accountsOf = await metrics.compare({ of: 'accounts', accountId: 'small', accountIds: ['unread'], ...range })
  expect(accountsOf.engagementRateBasis).toBe('daily_reach')
})

testOnce(
  'a page follows the place of the last one, also when that account is gone, and no cursor of another order',
  async () => {
    const { metrics, as } = await startWithThree()
    const first = await metrics.overview({ sort: 'reach', order: 'asc', limit: 1 })
    expect(first.items[0]?.account.id).toBe('small')
    const cursor = first.nextCursor ?? ''
    await as('ana').instagram.connect.disconnect({ accountId: 'small', eraseData: true })
    const { items } = await metrics.overview({ sort: 'reach', order: 'asc', limit: 1, cursor })
    expect(items.map(({ account }) => account.username)).toEqual(['loja.da.ana'])
    for (const other of ['gone', '0f9d7c1e-6a55-4d0c-9a53-1f2b3c4d5e6f', 'loja.da.ana~small']) {
      await expect(metrics.overview({ sort: 'reach', cursor: other })).rejects.toMatchObject({ code: 'VALIDATION' })
    }
  },
)

testOnce('who has no account gets an empty overview, and nobody sees what is of others', async () => {
  const { as } = await startWithThree()
  expect(await as('bruno').instagram.metrics.overview()).toMatchObject({ items: [], accounts: 0, nextCursor: null })
})

test('periods of different lengths are compared by the day, and it is said', async () => {
  const { metrics } = await startWithThree()
  const result = await metrics.compare({
    accountId: 'small',
    of: 'periods',
    startDate: '2026-11-01',
    endDate: '2026-11-10',
    otherStartDate: '2026-09-20',
    otherEndDate: '2026-09-24',
  })

  expect(result).toMatchObject({ of: 'periods', days: [10, 5], notes: ['different_lengths'] })
  const row = (name: string) => result.rows.find(({ metric }) => metric === name)
  expect(row('engagement')).toMatchObject({
    values: [
      { value: 40, compared: 4, knownDays: 10 },
      { value: 10, compared: 2, knownDays: 5 },
    ],
    isPerDay: true,
    change: 2,
    changePercent: 100,
    highest: 0,
    notes: ['different_known_days'],
  })
  expect(row('reach')).toMatchObject({ isPerDay: false, change: 5, highest: 0 })
  expect(row('followersCount')).toMatchObject({ change: null, highest: null, notes: ['unknown'] })

  const usual = await metrics.compare({
    accountId: 'small',
    of: 'periods',
    startDate: '2026-11-01',
    endDate: '2026-11-10',
  })
  expect(usual.sides[1]).toMatchObject({ startDate: '2026-10-22', endDate: '2026-10-31' })
  expect(usual.notes).toEqual([])
  await expect(
    metrics.compare({ of: 'periods', startDate: '2026-11-05', endDate: '2026-11-01' }),
  ).rejects.toMatchObject({
    cause: { problem: 'end_before_start' },
  })
})

test('accounts of the user are compared over one range, and nobody’s else', async () => {
  const { metrics, own, as } = await startWithThree()
  const result = await metrics.compare({ of: 'accounts' })
  expect(result.sides.map(({ accountId }) => accountId)).toEqual([own.id, 'small', 'unread'])
  const two = await metrics.compare({ accountId: 'small', of: 'accounts', accountIds: [own.id] })
  const summary = await metrics.summary({ accountId: own.id })
  expect(two.rows.find(({ metric }) => metric === 'likes')?.values[1]?.value).toBe(summary.likes.value)
  await expect(metrics.compare({ of: 'accounts', accountIds: ['nobody'] })).rejects.toMatchObject({
    cause: { code: 'NOT_FOUND' },
  })
  await expect(as('bruno').instagram.metrics.compare({ accountId: 'small', of: 'accounts' })).rejects.toMatchObject({
    cause: { code: 'NOT_FOUND' },
  })
})

test('two posts are compared at the oldest age of which both were read, or as they are now', async () => {
  const { metrics, db, own } = await startWithThree()
  const { items } = await metrics.media({ limit: 2, sort: 'reach' })
  const mediaIds = items.map(({ id }) => id)
  await mediaReadings.save(
    db,
    mediaIds.flatMap((mediaId, index) =>
      (['1h', '24h'] as const).map((age) => ({
        accountId: own.id,
        mediaId,
        age,
        readAt: new Date('2026-11-16T00:00:00Z'),
        figures: { reach: age === '24h' ? 100 + index : 10, total_interactions: 5 },
      })),
    ),
  )
  const [first, second] = mediaIds
  const result = await metrics.compare({ of: 'posts', mediaIds: [first ?? '', second ?? ''] })
  expect(result.rows.find(({ metric }) => metric === 'reach')).toMatchObject({
    values: [{ value: result.age === '24h' ? 100 : expect.any(Number) }, { value: expect.any(Number) }],
  })
  expect(result.sides.map(({ mediaId }) => mediaId)).toEqual(mediaIds)
  expect(['24h', '48h', '7d', '30d']).toContain(result.age)
  await media.markGone(db, { accountId: own.id, mediaIds: [second ?? ''], goneAt: new Date('2026-11-16T00:00:00Z') })
  await expect(metrics.compare({ of: 'posts', mediaIds: [first ?? '', second ?? ''] })).rejects.toMatchObject({
    cause: { code: 'NOT_FOUND' },
  })
  await expect(metrics.compare({ of: 'posts' })).rejects.toMatchObject({ cause: { code: 'VALIDATION' } })
  await expect(metrics.compare({ of: 'posts', mediaIds: ['1', '2'] })).rejects.toMatchObject({
    cause: { code: 'NOT_FOUND' },
  })
})

testOnce('two hundred accounts cost a few times one summary', async () => {
  const { metrics, db, clock } = await startWithThree()
  const yesterday = addDays(dayOf(clock.now()), -1)
  for (let index = 0; index < 200; index += 1) {
    const id = `many-${index}`
    await db.transaction(async (tx) => {
      await accounts.insert(tx, accountRow(id, { userId: 'ana', connectedAt: clock.now() }))
      await dailyMetrics.saveDays(
        tx,
        Array.from({ length: 60 }, (_, day) => dayRow(id, addDays(yesterday, -day))),
      )
    })
  }
  const { items, accounts: all } = await metrics.overview({ limit: 100 })
  expect([items.length, all]).toEqual([100, 203])
})
