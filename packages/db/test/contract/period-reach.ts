import { expect } from 'vitest'
import { accounts, periodReach } from '../../src/index.ts'
import { account, at } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const period = (accountId: string, days: number, lastDay: string, reach: number) => ({
  accountId,
  days,
  lastDay,
  reach,
  readAt: at(reach),
})

export function describePeriodReach(test: ContractTest): void {
  test('a period is found by its length and its end, beside another of that length', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    const rows = [
      period('ana', 7, '2026-11-15', 70),
      period('ana', 7, '2026-11-08', 60),
      period('ana', 7, '2026-11-14', 1),
    ]
    for (const row of [...rows, period('ana', 28, '2026-11-15', 200), period('bia', 7, '2026-11-15', 9)]) {
      await periodReach.save(db, row)
    }
    const pair = { days: 7, lastDay: '2026-11-15', previousLastDay: '2026-11-08' }

    const found = await periodReach.listPair(db, 'ana', pair)
    expect(found.toSorted((a, b) => b.reach - a.reach)).toEqual([
      { lastDay: '2026-11-15', reach: 70, readAt: at(70) },
      { lastDay: '2026-11-08', reach: 60, readAt: at(60) },
    ])
    expect(await periodReach.listPair(db, 'ana', { ...pair, days: 30 })).toEqual([])
  })

  test('a later reading of a period replaces the one before', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const reach of [70, 80]) await periodReach.save(db, period('ana', 7, '2026-11-15', reach))

    expect(await periodReach.listSince(db, 'ana', '2026-11-15')).toEqual([period('ana', 7, '2026-11-15', 80)])
  })

  test('the periods that end on a day or later are listed', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const [days, lastDay] of [
      [7, '2026-11-14'],
      [7, '2026-11-15'],
      [30, '2026-11-15'],
    ] as const) {
      await periodReach.save(db, period('ana', days, lastDay, days))
    }
    const found = await periodReach.listSince(db, 'ana', '2026-11-15')
    expect(found.toSorted((a, b) => a.days - b.days).map(({ days }) => days)).toEqual([7, 30])
  })
}
