import { expect } from 'vitest'
import { accounts, followerDays } from '../../src/index.ts'
import { account, at, followerDay } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const always = { first: '0000-01-01', last: '9999-12-31' }

export function describeFollowerDays(test: ContractTest): void {
  test('days come back as they were saved, oldest first, with what is not known', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const rows = [
      followerDay('2026-11-15', { isDerived: true, isEstimated: true }),
      followerDay('2026-11-16', { followers: null, change: -3, isFinal: false }),
      followerDay('2026-11-17', { followers: 0, change: null }),
    ]
    await followerDays.saveDays(db, { accountId: 'ana', now: at(0) }, rows.toReversed())

    expect(await followerDays.listDays(db, 'ana', always)).toEqual(rows)
  })

  test('saving a day again replaces all of it', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await followerDays.saveDays(db, { accountId: 'ana', now: at(0) }, [
      followerDay('2026-11-15', { isFinal: false, isEstimated: true }),
    ])
    await followerDays.saveDays(db, { accountId: 'ana', now: at(0) }, [
      followerDay('2026-11-15', { followers: 99, change: null }),
    ])

    expect(await followerDays.listDays(db, 'ana', always)).toEqual([
      followerDay('2026-11-15', { followers: 99, change: null }),
    ])
  })

  test('a range includes both ends and nothing of another account', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    for (const day of ['2026-11-13', '2026-11-14', '2026-11-15', '2026-11-16']) {
      await followerDays.saveDays(db, { accountId: 'ana', now: at(0) }, [followerDay(day)])
      await followerDays.saveDays(db, { accountId: 'bia', now: at(0) }, [followerDay(day, { followers: 5 })])
    }

    expect(await followerDays.listDays(db, 'ana', { first: '2026-11-14', last: '2026-11-15' })).toEqual([
      followerDay('2026-11-14'),
      followerDay('2026-11-15'),
    ])
  })

  test('the newest final day before another is found', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    await followerDays.saveDays(db, { accountId: 'ana', now: at(0) }, [
      followerDay('2026-11-12'),
      followerDay('2026-11-13'),
      followerDay('2026-11-14', { isFinal: false }),
      followerDay('2026-11-15'),
    ])

    expect(await followerDays.findFinalBefore(db, 'ana', '2026-11-15')).toEqual(followerDay('2026-11-13'))
    expect(await followerDays.findFinalBefore(db, 'ana', '2026-11-12')).toBeUndefined()
    expect(await followerDays.findFinalBefore(db, 'bia', '2026-11-15')).toBeUndefined()
  })

  test('the days after one are dropped', async ({ db }) => {
    for (const id of ['ana', 'bia']) {
      await accounts.insert(db, account(id))
      await followerDays.saveDays(db, { accountId: id, now: at(0) }, [
        followerDay('2026-11-15'),
        followerDay('2027-11-15'),
      ])
    }
    await followerDays.dropAfter(db, { accountId: 'ana', now: at(9) }, '2026-11-15')

    expect(await followerDays.listDays(db, 'ana', always)).toEqual([followerDay('2026-11-15')])
    expect(await followerDays.listDays(db, 'bia', always)).toHaveLength(2)
  })
}
