import { expect } from 'vitest'
import { accounts, dailyMetrics, isUniqueViolation } from '../../src/index.ts'
import { account, at, day } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const always = { first: '0000-01-01', last: '9999-12-31' }

export function describeDailyMetrics(test: ContractTest): void {
  test('days come back as they were saved, oldest first', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const rows = [day('ana', '2026-11-15'), day('ana', '2026-11-16', { reach: 99, fetchedAt: at(0.001) })]
    await dailyMetrics.saveDays(db, rows.toReversed())

    expect(await dailyMetrics.listDays(db, 'ana', always)).toEqual(rows)
  })

  test('saving a day again replaces all of it', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const early = { reach: 5, isFinal: false, other: { navigation: 3 }, missing: { follows: 'late' } }
    await dailyMetrics.saveDays(db, [day('ana', '2026-11-15', early)])
    const final = day('ana', '2026-11-15', { reach: 8, likes: null, fetchedAt: at(90) })
    await dailyMetrics.saveDays(db, [final])

    expect(await dailyMetrics.listDays(db, 'ana', always)).toEqual([final])
  })

  test('the last one wins when a day is saved twice in one call', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await dailyMetrics.saveDays(db, [day('ana', '2026-11-15', { reach: 1 }), day('ana', '2026-11-15', { reach: 2 })])

    expect(await dailyMetrics.listDays(db, 'ana', always)).toEqual([day('ana', '2026-11-15', { reach: 2 })])
  })

  test('unknown stays null and zero stays zero', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const row = day('ana', '2026-11-15', {
      reach: null,
      views: 0,
      newFollowers: null,
      rawEndTime: null,
      isFinal: false,
    })
    await dailyMetrics.saveDays(db, [row])

    expect(await dailyMetrics.listDays(db, 'ana', always)).toEqual([row])
  })

  test('metrics without a column and reasons for a null are kept', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const row = day('ana', '2026-11-15', {
      other: { 'threads:vistas': 7, saves_total: 0 },
      missing: { reach: 'fewer_than_100' },
    })
    await dailyMetrics.saveDays(db, [row])

    expect(await dailyMetrics.listDays(db, 'ana', always)).toEqual([row])
  })

  test('counts beyond 2^31 are exact', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await dailyMetrics.saveDays(db, [day('ana', '2026-11-15', { views: Number.MAX_SAFE_INTEGER })])

    expect(await dailyMetrics.listDays(db, 'ana', always)).toMatchObject([{ views: 9_007_199_254_740_991 }])
  })

  test('a range includes its first and its last day and nothing of another account', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.insert(db, account('bia'))
    for (const date of ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03']) {
      await dailyMetrics.saveDays(db, [day('ana', date), day('bia', date)])
    }

    const range = await dailyMetrics.listDays(db, 'ana', { first: '2026-03-01', last: '2026-03-02' })
    expect(range.map((row) => [row.accountId, row.day])).toEqual([
      ['ana', '2026-03-01'],
      ['ana', '2026-03-02'],
    ])
  })

  test('a day that was brought along counts as read once Instagram was asked for it', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const imported = { fetchedAt: at(5), importedAt: at(5) }
    await dailyMetrics.saveDays(db, [
      day('ana', '2026-11-14', imported),
      day('ana', '2026-11-15', { ...imported, fetchedAt: at(6) }),
      day('ana', '2026-11-16'),
    ])

    const states = await dailyMetrics.listStates(db, 'ana', always)
    expect(states.map((state) => state.day)).toEqual(['2026-11-15', '2026-11-16'])
  })

  test('saving no day is allowed', async ({ db }) => {
    await dailyMetrics.saveDays(db, [])
    expect(await dailyMetrics.listDays(db, 'ana', always)).toEqual([])
  })

  test('a day of an unknown account is refused, and not as a unique violation', async ({ db }) => {
    const failure: unknown = await dailyMetrics
      .saveDays(db, [day('nobody', '2026-11-15')])
      .catch((error: unknown) => error)

    expect(failure).toBeInstanceOf(Error)
    expect(isUniqueViolation(failure)).toBe(false)
  })
}
