import { expect } from 'vitest'
import { accounts, dailyMetrics, earlierReadings, followerDays, periodReach } from '../../src/index.ts'
import { account, at, day, followerDay } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const always = { first: '0000-01-01', last: '9999-12-31' }

export function describeEarlierReadings(test: ContractTest): void {
  test('what days were before comes back as it was saved, oldest day first, and of one account', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    const rows: { day: string; readings: earlierReadings.PackedReading[] }[] = [
      { day: '2026-11-15', readings: [[1_795_000_000_000, { n: [-1, null, '7'], m: '1.0', u: 3, x: 0, i: null }]] },
      {
        day: '2026-11-16',
        readings: [
          [1, { f: [0, -2], p: { '7': [9, 1] } }],
          [2, {}],
        ],
      },
    ]
    for (const row of rows.toReversed()) await earlierReadings.save(db, { accountId: 'ana', ...row })
    await earlierReadings.save(db, { accountId: 'bia', day: '2026-11-15', readings: [] })

    expect(await earlierReadings.list(db, 'ana', always)).toEqual(rows)
    expect(await earlierReadings.list(db, 'ana', { first: '2026-11-16', last: '2026-11-17' })).toEqual(rows.slice(1))
    expect(await earlierReadings.listAfter(db, 'ana', '2026-11-15')).toEqual(rows.slice(1))
  })

  test('saving what was kept of a day replaces all of it', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const until of [1, 2])
      await earlierReadings.save(db, { accountId: 'ana', day: '2026-11-15', readings: [[until, {}]] })

    expect(await earlierReadings.list(db, 'ana', always)).toEqual([{ day: '2026-11-15', readings: [[2, {}]] }])
  })

  test('a row keeps when it was first there, however often it is replaced', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await dailyMetrics.saveDays(db, [day('ana', '2026-11-14')])
    for (const seconds of [5, 9]) {
      await dailyMetrics.saveDays(db, [day('ana', '2026-11-15', { fetchedAt: at(1) })], at(seconds))
      await followerDays.saveDays(db, { accountId: 'ana', now: at(seconds) }, [
        { ...followerDay('2026-11-15'), firstKnownAt: at(seconds) },
      ])
    }
    await followerDays.saveDays(db, { accountId: 'ana', now: at(9) }, [followerDay('2026-11-16')])

    expect(await dailyMetrics.listFirstReadings(db, 'ana', always)).toEqual([
      { day: '2026-11-14', firstReadAt: at(0) },
      { day: '2026-11-15', firstReadAt: at(5) },
    ])
    expect(await followerDays.listFirstKnown(db, 'ana', always)).toEqual([
      { day: '2026-11-15', firstKnownAt: at(5) },
      { day: '2026-11-16', firstKnownAt: null },
    ])
  })

  test('one period is found by its length and its end', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await periodReach.save(db, { accountId: 'ana', days: 7, lastDay: '2026-11-15', reach: 70, readAt: at(3) })

    const reach = { lastDay: '2026-11-15', reach: 70, readAt: at(3) }
    expect(await periodReach.find(db, 'ana', { days: 7, lastDay: '2026-11-15' })).toEqual(reach)
    expect(await periodReach.find(db, 'ana', { days: 30, lastDay: '2026-11-15' })).toBeUndefined()
  })
}
