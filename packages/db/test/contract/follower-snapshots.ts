import { expect } from 'vitest'
import { accounts, followerSnapshots } from '../../src/index.ts'
import { account, at, derived, observed } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const always = { first: '0000-01-01', last: '9999-12-31' }

export function describeFollowerSnapshots(test: ContractTest): void {
  test('a later count of the same day replaces the earlier one', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await followerSnapshots.saveObserved(db, observed('ana', '2026-11-15', 100))
    await followerSnapshots.saveObserved(db, {
      ...observed('ana', '2026-11-15', 104),
      followsCount: null,
      takenAt: at(9),
    })

    expect(await followerSnapshots.listDays(db, 'ana', always)).toEqual([
      { ...observed('ana', '2026-11-15', 104), followsCount: null, takenAt: at(9), source: 'observed' },
    ])
  })

  test('a derived value never replaces a count', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await followerSnapshots.saveObserved(db, observed('ana', '2026-11-15', 100))
    await followerSnapshots.saveDerived(db, [derived('ana', '2026-11-14', 98), derived('ana', '2026-11-15', 1)])

    expect(await followerSnapshots.listDays(db, 'ana', always)).toEqual([
      { ...derived('ana', '2026-11-14', 98), followsCount: null, mediaCount: null, source: 'derived' },
      { ...observed('ana', '2026-11-15', 100), source: 'observed' },
    ])
  })

  test('a derived value replaces a derived one', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await followerSnapshots.saveDerived(db, [derived('ana', '2026-11-14', 98)])
    await followerSnapshots.saveDerived(db, [{ ...derived('ana', '2026-11-14', 97), takenAt: at(77) }])

    expect(await followerSnapshots.listDays(db, 'ana', always)).toMatchObject([
      { followersCount: 97, takenAt: at(77), source: 'derived' },
    ])
  })

  test('a count replaces a derived value', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await followerSnapshots.saveDerived(db, [derived('ana', '2026-11-14', 98)])
    await followerSnapshots.saveObserved(db, observed('ana', '2026-11-14', 99))

    expect(await followerSnapshots.listDays(db, 'ana', always)).toEqual([
      { ...observed('ana', '2026-11-14', 99), source: 'observed' },
    ])
  })

  test('a range includes both ends, oldest first, of one account', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.insert(db, account('bia'))
    for (const date of ['2026-11-16', '2026-11-13', '2026-11-15', '2026-11-14']) {
      await followerSnapshots.saveObserved(db, observed('ana', date, 100))
      await followerSnapshots.saveObserved(db, observed('bia', date, 5))
    }

    const range = await followerSnapshots.listDays(db, 'ana', { first: '2026-11-14', last: '2026-11-15' })
    expect(range.map((row) => [row.day, row.followersCount])).toEqual([
      ['2026-11-14', 100],
      ['2026-11-15', 100],
    ])
  })

  test('the first observed day is the oldest count, whatever was derived before it', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await followerSnapshots.saveDerived(db, [derived('ana', '2026-11-01', 90)])
    expect(await followerSnapshots.findFirstObserved(db, 'ana')).toBeUndefined()
    await followerSnapshots.saveObserved(db, observed('ana', '2026-11-16', 100))
    await followerSnapshots.saveObserved(db, observed('ana', '2026-11-15', 99))

    expect(await followerSnapshots.findFirstObserved(db, 'ana')).toMatchObject({
      day: '2026-11-15',
      followersCount: 99,
    })
  })
}
