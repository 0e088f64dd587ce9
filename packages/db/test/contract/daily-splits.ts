import { expect } from 'vitest'
import { accounts, dailySplits } from '../../src/index.ts'
import { account, at } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const split = (change: Partial<dailySplits.DailySplitsRow> = {}): dailySplits.DailySplitsRow => ({
  accountId: 'ana',
  day: '2026-11-15',
  by: 'contentType',
  values: { views: { REEL: 60, POST: 40 }, reach: {} },
  missing: { total_interactions: 'not_yet_available' },
  isFinal: false,
  readAt: at(1),
  ...change,
})

export function describeDailySplits(test: ContractTest): void {
  test('a day has one reading of each breakdown, and the newest replaces the one before', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    const byFollow = split({ by: 'followType', values: { views: { FOLLOWER: 1 } }, missing: {} })
    const final = split({ values: { views: {} }, missing: {}, isFinal: true, readAt: at(2) })
    await dailySplits.save(db, [split(), byFollow, split({ accountId: 'bia' }), split({ day: '2026-11-14' })])
    await dailySplits.save(db, [final])

    const day = { first: '2026-11-15', last: '2026-11-15' }
    const found = await dailySplits.listDays(db, 'ana', day)
    expect(found.toSorted((a, b) => (a.by < b.by ? -1 : 1))).toEqual([final, byFollow])
    const { values, ...state } = byFollow
    expect(await dailySplits.listBy(db, 'ana', { by: 'followType', ...day })).toEqual([
      { day: state.day, values, missing: {}, readAt: at(1), isFinal: false },
    ])
    expect(
      await dailySplits.listBy(db, 'ana', { by: 'contentType', first: '2026-11-01', last: day.last }),
    ).toHaveLength(2)
  })

  test('how far the days were read is told without their numbers', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await dailySplits.save(db, [split()])
    const { accountId: _account, values: _values, ...state } = split()
    expect(await dailySplits.listStates(db, 'ana', { first: '2026-11-15', last: '2026-11-15' })).toEqual([state])
    expect(await dailySplits.listStates(db, 'ana', { first: '2026-11-16', last: '2026-11-30' })).toEqual([])
  })
}
