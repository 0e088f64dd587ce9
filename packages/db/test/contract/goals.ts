import { expect } from 'vitest'
import { accounts, dailyMetrics, followerCounts, goals } from '../../src/index.ts'
import { account, at, day } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const goal = (id: string, changes: Partial<goals.GoalRow> = {}): goals.GoalRow => ({
  id,
  accountId: 'ana',
  metric: 'likes',
  amount: 3_000_000_000,
  startDay: '2026-11-01',
  byDay: '2026-11-30',
  startValue: null,
  createdAt: at(0),
  reachedAt: null,
  ...changes,
})

export function describeGoals(test: ContractTest): void {
  test('goals come back as they were set, oldest first, and belong to whose account it is', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    const rows = [goal('two', { createdAt: at(2), startValue: 5 }), goal('one', { createdAt: at(1) })]
    for (const row of [...rows, goal('hers', { accountId: 'bia' })]) await goals.insert(db, row)

    expect(await goals.listByAccount(db, 'ana')).toEqual(rows.toReversed())
    expect(await goals.findOwned(db, 'user-ana', 'two')).toEqual(rows[0])
    expect(await goals.findOwned(db, 'user-ana', 'hers')).toBeUndefined()
  })

  test('a goal is marked as reached once, until it wants something else', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await goals.insert(db, goal('one'))

    expect(await goals.markReached(db, 'one', at(5))).toBe(true)
    expect(await goals.markReached(db, 'one', at(6))).toBe(false)
    expect(await goals.listOpen(db, 'ana')).toEqual([])
    const changes = { amount: 7, byDay: '2026-12-31', reachedAt: null }
    expect(await goals.update(db, 'one', changes)).toEqual(goal('one', changes))
    expect(await goals.listOpen(db, 'ana')).toEqual([goal('one', changes)])
    expect(await goals.remove(db, 'one')).toBe(true)
    expect(await goals.remove(db, 'one')).toBe(false)
  })

  test('days and counts are those of the asked time', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await dailyMetrics.saveDays(db, [
      day('ana', '2026-11-15', { likes: 4, unsettled: ['likes'] }),
      day('ana', '2026-11-16', { likes: null }),
    ])
    for (const [seconds, followersCount] of [
      [0, 10],
      [60, 30],
      [120, 20],
    ] as const) {
      const count = {
        accountId: 'ana',
        takenAt: at(seconds),
        followersCount,
        followsCount: 1,
        mediaCount: 1,
        importedAt: null,
      }
      await followerCounts.save(db, count)
    }

    expect(await goals.listDays(db, 'ana', { first: '2026-11-15', last: '2026-11-15' })).toMatchObject([
      { day: '2026-11-15', likes: 4, unsettled: ['likes'] },
    ])
    expect(await goals.highestCount(db, 'ana', { from: at(60), until: at(120) })).toEqual([30])
    expect(await goals.highestCount(db, 'ana', { from: at(200), until: at(300) })).toEqual([null])
  })
}
