import { expect } from 'vitest'
import { jobSlots } from '../../src/index.ts'
import { at, many, never } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const claimOf = (owner: string, deadOwner: string | null = null) => ({
  job: 'nightly',
  dueAt: at(0),
  owner,
  deadOwner,
  now: at(1),
  leaseUntil: at(10),
  latestLease: never,
})

export function describeJobSlots(test: ContractTest): void {
  test('of twenty claims of a slot one wins', async ({ db }) => {
    const claims = await Promise.all(many(20, (index) => jobSlots.claim(db, claimOf(`owner ${index}`))))

    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  test('a slot that ended never runs again', async ({ db }) => {
    await jobSlots.claim(db, claimOf('one'))
    await jobSlots.finish(db, { job: 'nightly', dueAt: at(0), owner: 'one' }, { now: at(2), result: { refreshed: 3 } })

    expect(await jobSlots.claim(db, { ...claimOf('two', 'one'), now: at(20) })).toBe(false)
    expect(await jobSlots.findNewest(db, 'nightly')).toMatchObject({ finishedAt: at(2), result: { refreshed: 3 } })
  })

  test('a slot left by a crash is taken over when its lease is over, or when its holder is known to be gone', async ({
    db,
  }) => {
    await jobSlots.claim(db, claimOf('crashed'))
    expect(await jobSlots.claim(db, claimOf('two'))).toBe(false)
    expect(await jobSlots.claim(db, claimOf('two', 'crashed'))).toBe(true)
    expect(await jobSlots.claim(db, { ...claimOf('three'), now: at(10) })).toBe(true)
  })

  test('a slot whose holder renews it is its own for longer, until it ends', async ({ db }) => {
    const mine = { job: 'nightly', dueAt: at(0), owner: 'one' }
    await jobSlots.claim(db, claimOf('one'))
    await jobSlots.renew(db, mine, { leaseUntil: at(30) })
    await jobSlots.renew(db, { ...mine, owner: 'another' }, { leaseUntil: at(20) })
    expect(await jobSlots.claim(db, { ...claimOf('two'), now: at(29) })).toBe(false)

    await jobSlots.finish(db, mine, { now: at(30), result: {} })
    await jobSlots.renew(db, mine, { leaseUntil: at(40) })
    expect(await jobSlots.findNewest(db, 'nightly')).toMatchObject({ leaseOwner: null, leaseUntil: null })
  })

  test('the newest slot is the one that was due last, of that job', async ({ db }) => {
    await jobSlots.claim(db, claimOf('one'))
    await jobSlots.claim(db, { ...claimOf('one'), dueAt: at(5) })
    await jobSlots.claim(db, { ...claimOf('one'), job: 'another', dueAt: at(9) })

    expect((await jobSlots.findNewest(db, 'nightly'))?.dueAt).toEqual(at(5))
    expect(await jobSlots.findNewest(db, 'unknown')).toBeUndefined()
    expect((await jobSlots.findNewest(db, 'nightly', { dueUntil: at(4) }))?.dueAt).toEqual(at(0))
  })

  test('a lease that ends later than it can holds nothing', async ({ db }) => {
    await jobSlots.claim(db, { ...claimOf('ahead'), leaseUntil: at(1_000) })
    expect(await jobSlots.claim(db, { ...claimOf('one'), latestLease: at(1_000) })).toBe(false)
    expect(await jobSlots.claim(db, { ...claimOf('one'), latestLease: at(999) })).toBe(true)
  })

  test('slots ahead of their time are counted, opened, and forgotten', async ({ db }) => {
    for (const dueAt of [at(0), at(90)]) {
      await jobSlots.claim(db, { ...claimOf('one'), dueAt })
      await jobSlots.finish(db, { job: 'nightly', dueAt, owner: 'one' }, { now: at(2), result: {} })
    }
    expect(await jobSlots.summarize(db, { latest: at(80) })).toEqual({ lastStartedAt: at(1), ahead: 1 })

    await jobSlots.reopenAfter(db, { job: 'nightly', after: at(80), now: at(3) })
    expect(await jobSlots.claim(db, { ...claimOf('one'), now: at(4) })).toBe(false)
    expect(await jobSlots.claim(db, { ...claimOf('one'), dueAt: at(90), now: at(90) })).toBe(true)
    expect(await jobSlots.findNewest(db, 'nightly')).toMatchObject({ startedAt: at(90), finishedAt: null })

    expect(await jobSlots.dropAfter(db, { job: 'another', after: at(80) })).toBe(0)
    expect(await jobSlots.dropAfter(db, { after: at(80) })).toBe(1)
    expect(await jobSlots.summarize(db, { latest: at(80) })).toMatchObject({ ahead: 0 })
  })
}
