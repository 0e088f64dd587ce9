import { expect } from 'vitest'
import { accounts, followerCounts } from '../../src/index.ts'
import { account, at, counted } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const always = { first: new Date(0), last: new Date('9999-12-31') }

export function describeFollowerCounts(test: ContractTest): void {
  test('counts come back as they were taken, oldest first, of one account', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    const late = { ...counted('ana', 90, 104), followsCount: null, mediaCount: null }
    for (const row of [late, counted('ana', 5, 100), counted('bia', 7, 3)]) await followerCounts.save(db, row)

    expect(await followerCounts.list(db, 'ana', always)).toEqual([counted('ana', 5, 100), late])
  })

  test('a count of the same instant replaces the one before', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const followers of [100, 104]) await followerCounts.save(db, counted('ana', 5, followers))

    expect(await followerCounts.list(db, 'ana', always)).toEqual([counted('ana', 5, 104)])
  })

  test('totals begin with the one taken at an instant', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const seconds of [4, 5, 6.001]) await followerCounts.save(db, counted('ana', seconds, 100))

    expect(await followerCounts.listTotals(db, 'ana', at(5))).toEqual([
      { takenAt: at(5), followersCount: 100 },
      { takenAt: at(6.001), followersCount: 100 },
    ])
  })

  test('a stretch of time is dropped with its beginning and without its end', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    for (const seconds of [4, 5, 9, 10]) {
      await followerCounts.save(db, counted('ana', seconds, 100))
      await followerCounts.save(db, counted('bia', seconds, 100))
    }
    await followerCounts.drop(db, 'ana', { from: at(5), until: at(10) })

    expect((await followerCounts.list(db, 'ana', always)).map(({ takenAt }) => takenAt)).toEqual([at(4), at(10)])
    expect(await followerCounts.list(db, 'bia', always)).toHaveLength(4)
  })

  test('what is said to be taken after an instant is dropped', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const seconds of [4, 5, 6]) await followerCounts.save(db, counted('ana', seconds, 100))
    await followerCounts.dropAfter(db, 'ana', at(5))

    expect((await followerCounts.list(db, 'ana', always)).map(({ takenAt }) => takenAt)).toEqual([at(4), at(5)])
  })

  test('what a person brought along is listed and dropped apart from what Instagram said', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await followerCounts.save(db, counted('ana', 4, 90))
    await followerCounts.save(db, { ...counted('ana', 5, 100), importedAt: at(9) })

    expect((await followerCounts.listTotals(db, 'ana', at(0))).map(({ takenAt }) => takenAt)).toEqual([at(4)])
    const imported = { takenAt: at(5), followersCount: 100 }
    expect(await followerCounts.listImported(db, 'ana', { from: at(0), until: at(5) })).toEqual([imported])
    for (const seconds of [4, 5]) await followerCounts.dropImported(db, 'ana', at(seconds))
    expect(await followerCounts.list(db, 'ana', always)).toEqual([counted('ana', 4, 90)])
  })
}
