import { expect } from 'vitest'
import { accounts } from '../../src/index.ts'
import { account, at, claim, many } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

/** What a first `claim` leaves behind. */
const lease = { owner: 'worker', fence: 1 }

const leaseOf = (changes: Partial<accounts.LeaseClaim> = {}): accounts.LeaseClaim => ({
  accountId: 'ana',
  owner: 'worker',
  purpose: 'stories',
  now: at(0),
  until: at(60),
  latestUntil: at(600),
  ...changes,
})

export function describeSyncClaims(test: ContractTest): void {
  test('a lease says what it is for until it is given back', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const leased = await accounts.claimLease(db, leaseOf({ nextSyncAllowedAt: at(300) }))
    expect(leased).toMatchObject({
      leaseOwner: 'worker',
      leasePurpose: 'stories',
      leaseUntil: at(60),
      leaseFence: 1,
      nextSyncAllowedAt: at(300),
    })
    expect(await accounts.findById(db, 'ana')).toEqual(leased)
    const released = await accounts.updateAndRelease(db, { id: 'ana', lease }, {})
    expect(released).toMatchObject({ leaseOwner: null, leasePurpose: null, leaseUntil: null })
  })

  test('work that may wait is preempted, other work is not', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, leaseOf())
    const manual = leaseOf({ owner: 'other', purpose: 'manual', now: at(1), preempts: ['scheduled', 'stories'] })
    expect(await accounts.claimLease(db, { ...manual, preempts: ['scheduled', 'audience'] })).toBeNull()
    expect(await accounts.claimLease(db, { ...manual, preempts: [] })).toBeNull()
    expect(await accounts.claimLease(db, manual)).toMatchObject({ leasePurpose: 'manual', leaseFence: 2 })
    expect(await accounts.claimLease(db, { ...manual, now: at(2) })).toBeNull()
    expect(await accounts.updateAndRelease(db, { id: 'ana', lease }, {})).toBeUndefined()
  })

  test('a lease waits for its end and for the cooldown, and for no dead owner', async ({ db }) => {
    await accounts.insert(db, account('ana', { nextSyncAllowedAt: at(300) }))
    const cooldown = { latest: at(600) }
    expect(await accounts.claimLease(db, leaseOf({ cooldown }))).toBeNull()
    expect(await accounts.claimLease(db, leaseOf({ cooldown: { latest: at(299) } }))).toMatchObject({ leaseFence: 1 })
    const next = leaseOf({ owner: 'other', now: at(59.999), until: at(9_000) })
    expect(await accounts.claimLease(db, next)).toBeNull()
    expect(await accounts.claimLease(db, { ...next, deadOwners: ['somebody'] })).toBeNull()
    expect(await accounts.claimLease(db, { ...next, deadOwners: ['somebody', 'worker'] })).toMatchObject({
      leaseFence: 2,
    })
    const third = leaseOf({ owner: 'third', now: at(70), latestUntil: at(8_999) })
    expect(await accounts.claimLease(db, { ...third, latestUntil: at(9_000) })).toBeNull()
    expect(await accounts.claimLease(db, third)).toMatchObject({ leaseFence: 3, leaseOwner: 'third' })
  })

  test('a claim takes lease and cooldown together', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const claimed = await accounts.claimLease(db, claim('ana', { now: at(5) }))

    expect(claimed).toMatchObject({
      leaseOwner: 'worker',
      leaseUntil: at(60),
      leaseFence: 1,
      nextSyncAllowedAt: at(300),
      updatedAt: at(5),
    })
    expect(await accounts.findById(db, 'ana')).toEqual(claimed)
  })

  test('a lease or a cooldown that ends later than it can holds nobody back', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana', { until: at(9_000), nextSyncAllowedAt: at(9_000) }))
    const next = { owner: 'other', now: at(1) }
    expect(await accounts.claimLease(db, claim('ana', { ...next, latestUntil: at(8_999) }))).toBeNull()
    expect(await accounts.claimLease(db, claim('ana', { ...next, cooldown: { latest: at(8_999) } }))).toBeNull()
    const bounds = { latestUntil: at(8_999), cooldown: { latest: at(8_999) } }
    expect(await accounts.claimLease(db, claim('ana', { ...next, ...bounds }))).toMatchObject({ leaseOwner: 'other' })
  })

  test('of twenty claims at once one wins', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const claims = many(20, (index) => accounts.claimLease(db, claim('ana', { owner: `worker-${index}` })))
    const winners = (await Promise.all(claims)).filter((row) => row !== null)

    expect(winners).toHaveLength(1)
    expect(await accounts.findById(db, 'ana')).toEqual(winners[0])
  })

  test('of twenty claims at once that ignore the cooldown one wins, too', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const claims = many(20, (index) =>
      db.transaction((tx) => accounts.claimLease(tx, claim('ana', { owner: `worker-${index}`, cooldown: undefined }))),
    )

    expect((await Promise.all(claims)).filter((row) => row !== null)).toHaveLength(1)
  })

  test('a claim waits for the end of the cooldown, to the millisecond', async ({ db }) => {
    await accounts.insert(db, account('ana', { nextSyncAllowedAt: at(300) }))

    expect(await accounts.claimLease(db, claim('ana', { now: at(299.999) }))).toBeNull()
    expect(await accounts.claimLease(db, claim('ana', { now: at(300) }))).not.toBeNull()
  })

  test('a claim that sets no cooldown leaves the one that is there', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    const pressed = await accounts.claimLease(db, claim('ana', { nextSyncAllowedAt: at(300) }))
    await accounts.updateAndRelease(db, { id: 'ana', lease }, {})
    const quiet = claim('ana', { owner: 'other', now: at(1), nextSyncAllowedAt: undefined, cooldown: undefined })

    expect(pressed).toMatchObject({ nextSyncAllowedAt: at(300) })
    expect(await accounts.claimLease(db, quiet)).toMatchObject({ leaseOwner: 'other', nextSyncAllowedAt: at(300) })
  })

  test('a claim may ignore the cooldown but never a living lease', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana', { until: at(60), nextSyncAllowedAt: at(300) }))
    const eager = { owner: 'other', cooldown: undefined, until: at(120) }

    expect(await accounts.claimLease(db, claim('ana', { ...eager, now: at(59.999) }))).toBeNull()
    expect(await accounts.claimLease(db, claim('ana', { ...eager, now: at(60) }))).toMatchObject({
      leaseOwner: 'other',
      leaseFence: 2,
    })
  })

  test("a dead holder's lease is taken at once, a living holder's is not", async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana'))
    const next = { owner: 'other', now: at(1), cooldown: undefined }

    expect(await accounts.claimLease(db, claim('ana', { ...next, deadOwners: ['somebody'] }))).toBeNull()
    expect(await accounts.claimLease(db, claim('ana', { ...next, deadOwners: ['worker'] }))).toMatchObject({
      leaseFence: 2,
    })
  })

  test('a dead holder does not shorten the cooldown', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana', { nextSyncAllowedAt: at(300) }))

    expect(await accounts.claimLease(db, claim('ana', { now: at(1), deadOwners: ['worker'] }))).toBeNull()
  })

  test('an account that is not active or not there is not claimed', async ({ db }) => {
    await accounts.insert(db, account('waiting', { status: 'reconnect_required' }))
    await accounts.insert(db, account('gone', { status: 'disconnected' }))

    for (const id of ['waiting', 'gone', 'nobody']) {
      expect(await accounts.claimLease(db, claim(id, { cooldown: undefined })), id).toBeNull()
    }
  })

  test('the holder saves and gives the lease back in one', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana'))
    const saved = await accounts.updateAndRelease(db, { id: 'ana', lease }, { followersCount: 7, lastSyncedAt: at(9) })

    expect(saved).toMatchObject({
      followersCount: 7,
      lastSyncedAt: at(9),
      leaseOwner: null,
      leaseUntil: null,
      leaseFence: 1,
    })
    expect(await accounts.updateAndRelease(db, { id: 'ana', lease }, { followersCount: 8 })).toBeUndefined()
    expect(await accounts.findById(db, 'ana')).toEqual(saved)
  })

  test('a holder whose lease went to another saves nothing', async ({ db }) => {
    await accounts.insert(db, account('ana', { sealedToken: 'token of the beginning' }))
    await accounts.claimLease(db, claim('ana'))
    const takenOver = await accounts.claimLease(db, claim('ana', { owner: 'other', now: at(60), cooldown: undefined }))
    const late = await accounts.updateAndRelease(db, { id: 'ana', lease }, { sealedToken: 'late', followersCount: 1 })

    expect(late).toBeUndefined()
    expect(await accounts.findById(db, 'ana')).toEqual(takenOver)
    expect(await accounts.readSealedToken(db, 'ana')).toBe('token of the beginning')
  })

  test('an old fence saves nothing even when the same worker holds the lease again', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana'))
    await accounts.claimLease(db, claim('ana', { now: at(60), until: at(120), cooldown: undefined }))

    expect(await accounts.updateAndRelease(db, { id: 'ana', lease }, { followersCount: 1 })).toBeUndefined()
    expect(await accounts.renewLease(db, { id: 'ana', lease }, { leaseUntil: at(999) })).toBe(false)
    expect(await accounts.updateAndRelease(db, { id: 'ana', lease: { ...lease, fence: 2 } }, {})).toBeDefined()
  })

  test('the holder renews its lease, and a claim at the old end fails', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana'))

    expect(await accounts.renewLease(db, { id: 'ana', lease }, { leaseUntil: at(90) })).toBe(true)
    expect(await accounts.claimLease(db, claim('ana', { owner: 'other', now: at(60), cooldown: undefined }))).toBeNull()
    expect(await accounts.findById(db, 'ana')).toMatchObject({
      leaseOwner: 'worker',
      leaseUntil: at(90),
      leaseFence: 1,
    })
  })

  test('a holder whose account was disconnected meanwhile saves nothing', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana'))
    await accounts.disconnect(db, 'ana', at(1))

    expect(await accounts.updateAndRelease(db, { id: 'ana', lease }, { sealedToken: 'late' })).toBeUndefined()
    expect(await accounts.renewLease(db, { id: 'ana', lease }, { leaseUntil: at(90) })).toBe(false)
    expect(await accounts.readSealedToken(db, 'ana')).toBeNull()
  })

  test('a sync that began before a disconnect saves nothing after the reconnect, and is not waited for', async ({
    db,
  }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana'))
    await accounts.disconnect(db, 'ana', at(1))
    await accounts.updateAndEndLease(db, 'ana', { status: 'active', sealedToken: 'new', disconnectedAt: null })

    const late = { status: 'reconnect_required', lastErrorCode: 'TOKEN_INVALID' } as const
    expect(await accounts.updateAndRelease(db, { id: 'ana', lease }, late)).toBeUndefined()
    expect(
      await accounts.claimLease(db, claim('ana', { owner: 'other', now: at(2), cooldown: undefined })),
    ).not.toBeNull()
  })

  test('a holder whose account was erased meanwhile saves nothing', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.claimLease(db, claim('ana'))
    await accounts.erase(db, 'ana', at(9))

    expect(await accounts.updateAndRelease(db, { id: 'ana', lease }, { followersCount: 1 })).toBeUndefined()
    expect(await accounts.findById(db, 'ana')).toBeUndefined()
  })
}
