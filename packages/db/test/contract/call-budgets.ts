import { expect } from 'vitest'
import { accounts, callBudgets, syncQueue } from '../../src/index.ts'
import { account, at, many } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

export function describeCallBudgets(test: ContractTest): void {
  test('a budget that nobody used yet is empty', async ({ db }) => {
    expect(await callBudgets.find(db, 'ana')).toBeUndefined()
    expect(await db.transaction((tx) => callBudgets.lock(tx, 'ana'))).toEqual({
      scope: 'ana',
      calls: {},
      usagePercent: null,
      usageAt: null,
      pausedUntil: null,
      pauseReason: null,
      pauseCode: null,
      refusedSince: null,
    })
  })

  test('what is saved comes back, and locking changes nothing', async ({ db }) => {
    const saved = {
      scope: 'ana',
      calls: { '1': 2 },
      usagePercent: 71,
      usageAt: at(1),
      pausedUntil: at(2),
      pauseReason: 'app_refused',
      pauseCode: '200',
      refusedSince: at(0),
    }
    await db.transaction(async (tx) => {
      await callBudgets.lock(tx, 'ana')
      await callBudgets.save(tx, saved)
    })
    expect(await db.transaction((tx) => callBudgets.lock(tx, 'ana'))).toEqual(saved)
    expect(await callBudgets.find(db, 'ana')).toEqual(saved)
    await callBudgets.remove(db, 'ana')
    expect(await callBudgets.find(db, 'ana')).toBeUndefined()
  })

  test('of many transactions at once each sees what the one before saved', async ({ db }) => {
    await Promise.all(
      many(50, () =>
        db.transaction(async (tx) => {
          const row = await callBudgets.lock(tx, 'ana')
          await callBudgets.save(tx, { ...row, calls: { all: (row.calls['all'] ?? 0) + 1 } })
        }),
      ),
    )
    expect((await callBudgets.find(db, 'ana'))?.calls).toEqual({ all: 50 })
  })

  test('only active accounts whose time has come are to be caught up with, the longest waiting first', async ({
    db,
  }) => {
    for (const [id, changes] of [
      ['later', { catchUpAt: at(11) }],
      ['second', { catchUpAt: at(10) }],
      ['first', { catchUpAt: at(1) }],
      ['dead', { catchUpAt: at(1), status: 'reconnect_required' }],
      ['content', {}],
    ] as const) {
      await accounts.insert(db, account(id, changes))
    }
    expect(await syncQueue.listDue(db, { now: at(10), latest: at(11), limit: 10 })).toEqual(['first', 'second'])
    expect(await syncQueue.listDue(db, { now: at(10), latest: at(11), limit: 1 })).toEqual(['first'])
    // A wait that is longer than it can be is over.
    expect(await syncQueue.listDue(db, { now: at(10), latest: at(10.5), limit: 9 })).toEqual([
      'first',
      'second',
      'later',
    ])
  })

  test('metrics that Instagram refuses are counted over the active accounts that have any', async ({ db }) => {
    await accounts.insert(db, account('ana', { unsupportedMetrics: { reposts: '2026-11-16' } }))
    await accounts.insert(db, account('bruno'))
    await accounts.insert(
      db,
      account('bia', { unsupportedMetrics: { reposts: '2026-11-17' }, refusedFields: { x: '2026-11-16' } }),
    )
    await accounts.insert(db, account('carla', { status: 'disconnected', unsupportedMetrics: { views: '2026-11-16' } }))
    expect(await syncQueue.countRefusedMetrics(db)).toEqual({ reposts: 2, x: 1 })
  })
}
