import { expect } from 'vitest'
import { isUniqueViolation, oauthStates } from '../../src/index.ts'
import { at, many, never, state, taking } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const token = { sealedShortToken: 'v1.00000000.short', shortTokenExpiresAt: at(3600), grantedScopes: ['basic'] }
const success: Parameters<typeof oauthStates.finish>[2] = {
  now: at(5),
  result: { accountId: 'ana', answer: null },
  failureCode: null,
}

/** What `taking` leaves behind: the first holder. */
const lease = { owner: 'worker', fence: 1 }
const held = (stateHash: string) => ({ stateHash, lease })

export function describeOauthStates(test: ContractTest): void {
  test('a new state is unused, unheld and without a token', async ({ db }) => {
    const fresh = state('s', { accountId: 'ana', returnTo: '/painel?x=1', placement: 'settings' })
    await oauthStates.insert(db, fresh)

    expect(await oauthStates.find(db, 's')).toEqual({
      ...fresh,
      usedAt: null,
      burnedReason: null,
      misusedAt: null,
      browserChallenge: null,
      codeHash: null,
      sealedShortToken: null,
      shortTokenExpiresAt: null,
      grantedScopes: null,
      leaseOwner: null,
      leaseUntil: null,
      leaseFence: 0,
      result: null,
      failureCode: null,
      finishedAt: null,
    })
    expect(await oauthStates.find(db, 'unknown')).toBeUndefined()
  })

  test('a state that is bound to a browser is taken with its hash alone, one that is bound to none with any', async ({
    db,
  }) => {
    await oauthStates.insert(db, state('bound', { browserChallenge: 'hash' }))
    await oauthStates.insert(db, state('free'))
    expect(await oauthStates.take(db, taking('bound'))).toBeUndefined()
    expect(await oauthStates.take(db, taking('bound', { browserChallenge: null }))).toBeUndefined()
    expect(await oauthStates.take(db, taking('bound', { browserChallenge: 'other' }))).toBeUndefined()
    expect(await oauthStates.find(db, 'bound')).toMatchObject({ usedAt: null, codeHash: null })
    expect(await oauthStates.take(db, taking('bound', { browserChallenge: 'hash' }))).toMatchObject({ usedAt: at(1) })
    expect(await oauthStates.take(db, taking('free', { browserChallenge: 'hash' }))).toBeDefined()
  })

  test('the first misuse of a state is the one that is noted', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    expect(await oauthStates.noteMisuse(db, 's', at(1))).toBe(true)
    expect(await oauthStates.noteMisuse(db, 's', at(2))).toBe(false)
    expect(await oauthStates.noteMisuse(db, 'unknown', at(2))).toBe(false)
    expect(await oauthStates.find(db, 's')).toMatchObject({ misusedAt: at(1) })
  })

  test('a state value is used once', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    const failure: unknown = await oauthStates
      .insert(db, state('s', { userId: 'user-eve' }))
      .catch((error: unknown) => error)

    expect(isUniqueViolation(failure)).toBe(true)
    expect(await oauthStates.find(db, 's')).toMatchObject({ userId: 'user-ana' })
  })

  test('taking marks the state, keeps the code and hands out the first fence', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    const taken = await oauthStates.take(db, taking('s'))

    expect(taken).toMatchObject({
      usedAt: at(1),
      codeHash: 'code-of-s',
      leaseOwner: 'worker',
      leaseUntil: at(61),
      leaseFence: 1,
    })
    expect(await oauthStates.find(db, 's')).toEqual(taken)
  })

  test('of twenty takers at once one gets the state', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    const takers = many(20, (index) => oauthStates.take(db, taking('s', { owner: `worker-${index}` })))
    const winners = (await Promise.all(takers)).filter((row) => row !== undefined)

    expect(winners).toHaveLength(1)
    expect(await oauthStates.find(db, 's')).toEqual(winners[0])
  })

  test('of twenty takers in transactions one gets the state', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    const takers = many(20, (index) =>
      db.transaction((tx) => oauthStates.take(tx, taking('s', { owner: `worker-${index}` }))),
    )

    expect((await Promise.all(takers)).filter((row) => row !== undefined)).toHaveLength(1)
  })

  test("another user's state is not taken and stays good for its owner", async ({ db }) => {
    await oauthStates.insert(db, state('s'))

    expect(await oauthStates.take(db, taking('s', { userId: 'user-eve', codeHash: 'stolen' }))).toBeUndefined()
    expect(await oauthStates.take(db, taking('s'))).toBeDefined()
  })

  test('a state is refused at exactly the instant of its expiry', async ({ db }) => {
    await oauthStates.insert(db, state('s', { expiresAt: at(600) }))
    expect(await oauthStates.take(db, taking('s', { now: at(600) }))).toBeUndefined()
    expect(await oauthStates.find(db, 's')).toMatchObject({ usedAt: null, codeHash: null, leaseFence: 0 })
  })

  test('a state is good one millisecond before its expiry', async ({ db }) => {
    await oauthStates.insert(db, state('s', { expiresAt: at(600) }))
    expect(await oauthStates.take(db, taking('s', { now: at(599.999) }))).toBeDefined()
  })

  test('a code that was used with one state is refused with another, which stays unused', async ({ db }) => {
    await oauthStates.insert(db, state('first'))
    await oauthStates.insert(db, state('second', { userId: 'user-eve' }))
    await oauthStates.take(db, taking('first', { codeHash: 'code' }))
    const second = taking('second', { userId: 'user-eve', codeHash: 'code' })
    const failure: unknown = await oauthStates.take(db, second).catch((error: unknown) => error)

    expect(isUniqueViolation(failure)).toBe(true)
    expect(await oauthStates.find(db, 'second')).toMatchObject({ usedAt: null, codeHash: null, leaseFence: 0 })
  })

  test('a unique violation is recognised through a transaction, too', async ({ db }) => {
    await oauthStates.insert(db, state('first'))
    await oauthStates.insert(db, state('second'))
    await oauthStates.take(db, taking('first', { codeHash: 'code' }))
    const failure: unknown = await db
      .transaction((tx) => oauthStates.take(tx, taking('second', { codeHash: 'code' })))
      .catch((error: unknown) => error)

    expect(isUniqueViolation(failure)).toBe(true)
  })

  test('of twenty states that bring the same code at once one is taken', async ({ db }) => {
    for (const index of Array(20).keys()) await oauthStates.insert(db, state(`s${index}`))
    const outcomes = await Promise.allSettled(
      many(20, (index) => oauthStates.take(db, taking(`s${index}`, { codeHash: 'code' }))),
    )

    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    expect(refusals).toHaveLength(19)
    expect(refusals.every(isUniqueViolation)).toBe(true)
  })

  test('a burned state is worthless', async ({ db }) => {
    await oauthStates.insert(db, state('s'))

    expect(await oauthStates.burn(db, 's', { reason: 'cancelled', now: at(1) })).toBe(true)
    expect(await oauthStates.take(db, taking('s'))).toBeUndefined()
    expect(await oauthStates.burn(db, 's', { reason: 'again', now: at(2) })).toBe(false)
    expect(await oauthStates.find(db, 's')).toMatchObject({ burnedReason: 'cancelled', finishedAt: at(1) })
  })

  test('a used state is not burned', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    await oauthStates.take(db, taking('s'))

    expect(await oauthStates.burn(db, 's', { reason: 'late', now: at(2) })).toBe(false)
    expect(await oauthStates.find(db, 's')).toMatchObject({ burnedReason: null, finishedAt: null })
  })

  test('a held flow is not taken over before its lease ends', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    await oauthStates.take(db, taking('s', { leaseUntil: at(61) }))
    const request = { stateHash: 's', owner: 'other', deadOwner: null, leaseUntil: at(120), latestLease: never }

    expect(await oauthStates.takeOver(db, { ...request, now: at(60.999) })).toBeUndefined()
    expect(await oauthStates.takeOver(db, { ...request, now: at(61) })).toMatchObject({
      leaseOwner: 'other',
      leaseFence: 2,
    })
    expect(await oauthStates.takeOver(db, { ...request, now: at(62), latestLease: at(119) })).toBeDefined()
  })

  test('a flow of a dead holder is taken over at once, of a living one not', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    await oauthStates.take(db, taking('s'))
    const request = { stateHash: 's', owner: 'other', now: at(2), leaseUntil: at(120), latestLease: never }

    expect(await oauthStates.takeOver(db, { ...request, deadOwner: 'somebody' })).toBeUndefined()
    expect(await oauthStates.takeOver(db, { ...request, deadOwner: 'worker' })).toMatchObject({ leaseFence: 2 })
  })

  test('of twenty that take over an orphan at once one gets it', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    await oauthStates.take(db, taking('s'))
    const takers = many(20, (index) =>
      oauthStates.takeOver(db, {
        stateHash: 's',
        owner: `${index}`,
        deadOwner: 'worker',
        now: at(2),
        leaseUntil: at(99),
        latestLease: never,
      }),
    )

    expect((await Promise.all(takers)).filter((row) => row !== undefined)).toHaveLength(1)
  })

  test('unused, burned and finished flows are not taken over', async ({ db }) => {
    for (const stateHash of ['unused', 'burned', 'finished']) await oauthStates.insert(db, state(stateHash))
    await oauthStates.burn(db, 'burned', { reason: 'cancelled', now: at(1) })
    await oauthStates.take(db, taking('finished'))
    await oauthStates.finish(db, held('finished'), success)

    for (const stateHash of ['unused', 'burned', 'finished', 'unknown']) {
      const request = {
        stateHash,
        owner: 'other',
        deadOwner: 'worker',
        now: at(9999),
        leaseUntil: at(99_999),
        latestLease: never,
      }
      expect(await oauthStates.takeOver(db, request), stateHash).toBeUndefined()
    }
  })

  test('a flow that was given back is taken over at once', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    await oauthStates.take(db, taking('s'))
    await oauthStates.release(db, held('s'), { failureCode: 'UNWELL' })
    const request = {
      stateHash: 's',
      owner: 'other',
      deadOwner: null,
      now: at(2),
      leaseUntil: at(120),
      latestLease: never,
    }

    expect(await oauthStates.find(db, 's')).toMatchObject({ failureCode: 'UNWELL', finishedAt: null, leaseFence: 1 })
    expect(await oauthStates.takeOver(db, request)).toMatchObject({
      leaseOwner: 'other',
      leaseFence: 2,
      failureCode: null,
    })
  })

  test('a former holder saves, finishes and gives back nothing', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    await oauthStates.take(db, taking('s'))
    const request = {
      stateHash: 's',
      owner: 'worker',
      deadOwner: 'worker',
      now: at(2),
      leaseUntil: at(120),
      latestLease: never,
    }
    const current = await oauthStates.takeOver(db, request)

    expect(await oauthStates.saveShortToken(db, held('s'), token)).toBe(false)
    expect(await oauthStates.finish(db, held('s'), success)).toBe(false)
    await oauthStates.release(db, held('s'), { failureCode: 'UNWELL' })
    expect(await oauthStates.find(db, 's')).toEqual(current)
  })

  test('the holder keeps the short token until the end of the flow wipes it', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    await oauthStates.take(db, taking('s'))

    expect(await oauthStates.saveShortToken(db, held('s'), token)).toBe(true)
    expect(await oauthStates.find(db, 's')).toMatchObject(token)
    expect(await oauthStates.finish(db, held('s'), success)).toBe(true)
    expect(await oauthStates.find(db, 's')).toMatchObject({
      sealedShortToken: null,
      shortTokenExpiresAt: null,
      leaseOwner: null,
      leaseUntil: null,
      result: { accountId: 'ana', answer: null },
      failureCode: null,
      finishedAt: at(5),
    })
  })

  test('a flow ends once: the answer that was given stays', async ({ db }) => {
    await oauthStates.insert(db, state('s'))
    await oauthStates.take(db, taking('s'))
    const failed = { now: at(4), result: null, failureCode: 'NOT_PROFESSIONAL' }

    expect(await oauthStates.finish(db, held('s'), failed)).toBe(true)
    expect(await oauthStates.finish(db, held('s'), success)).toBe(false)
    expect(await oauthStates.saveShortToken(db, held('s'), token)).toBe(false)
    expect(await oauthStates.find(db, 's')).toMatchObject({
      failureCode: 'NOT_PROFESSIONAL',
      result: null,
      finishedAt: at(4),
    })
  })

  test('flows with a living short token can be resumed, oldest first', async ({ db }) => {
    for (const [stateHash, second] of [
      ['newer', 2],
      ['older', 1],
      ['tokenless', 0],
      ['finished', 0],
    ] as const) {
      await oauthStates.insert(db, state(stateHash, { createdAt: at(second) }))
      await oauthStates.take(db, taking(stateHash))
      if (stateHash !== 'tokenless')
        await oauthStates.saveShortToken(db, held(stateHash), { ...token, sealedShortToken: stateHash })
    }
    await oauthStates.finish(db, held('finished'), success)

    const resumable = await oauthStates.listResumable(db, at(3599.999))
    expect(resumable.map(({ stateHash }) => stateHash)).toEqual(['older', 'newer'])
    expect(await oauthStates.listSealedShortTokens(db, at(10))).toEqual(['older', 'newer'])
    expect(await oauthStates.listResumable(db, at(3600))).toEqual([])
  })

  test("a user's oldest unused states are dropped, used ones and other users' stay", async ({ db }) => {
    for (const index of Array(5).keys()) await oauthStates.insert(db, state(`s${index}`, { createdAt: at(index) }))
    await oauthStates.insert(db, state('eve', { userId: 'user-eve', createdAt: at(-1) }))
    await oauthStates.take(db, taking('s0'))
    await oauthStates.dropOldestLive(db, 'user-ana', 2)

    const present = await Promise.all(['s0', 's1', 's2', 's3', 's4', 'eve'].map((hash) => oauthStates.find(db, hash)))
    expect(present.map((row) => row?.stateHash)).toEqual(['s0', undefined, undefined, 's3', 's4', 'eve'])
  })

  test('states created before an instant are forgotten, the one of that instant is kept', async ({ db }) => {
    await oauthStates.insert(db, state('before', { createdAt: at(99.999) }))
    await oauthStates.insert(db, state('exactly', { createdAt: at(100) }))
    await oauthStates.dropOlderThan(db, at(100))

    expect(await oauthStates.find(db, 'before')).toBeUndefined()
    expect(await oauthStates.find(db, 'exactly')).toBeDefined()
  })
}
