import { expect } from 'vitest'
import {
  accountHealth,
  accountLists,
  accountVersions,
  accounts,
  connectionAttempts,
  dailyMetrics,
  events,
  followerCounts,
  followerDays,
  periodReach,
  isUniqueViolation,
  syncRuns,
} from '../../src/index.ts'
import { account, at, attempt, claim, day, event, many, counted, followerDay, never, run, tell } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const always = { first: '0000-01-01', last: '9999-12-31' }
const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

const bounds: accountHealth.HealthBounds = {
  tokenEndsBefore: at(100),
  lateBefore: at(-100),
  stoppedBefore: at(-200),
  refreshFailures: 2,
  latest: { happened: at(100), lease: never, wait: never, token: never },
}

export function describeAccounts(test: ContractTest): void {
  test('an account comes back as it was inserted', async ({ db }) => {
    const full = account('ana', {
      appScopedId: '9007199254740993',
      name: 'Ana 🌷 Ação',
      accountType: 'BUSINESS',
      profilePictureUrl: 'https://cdn.example/p.jpg?x=1&y=2',
      followersCount: 3_000_000_000,
      followsCount: 0,
      mediaCount: 12,
      grantedScopes: ['instagram_business_basic', 'instagram_business_manage_insights'],
      connectedAt: at(0.001),
    })
    const { sealedToken, ...shown } = full
    const inserted = await accounts.insert(db, full)

    expect(inserted).toEqual({
      ...shown,
      refreshRetryAt: null,
      refreshFailures: 0,
      refreshFailure: null,
      leftOutAt: null,
      leftOutBy: null,
      disconnectedAt: null,
      deactivatedAt: null,
      audienceReadAt: null,
      lastSyncedAt: null,
      nextSyncAllowedAt: null,
      lastErrorCode: null,
      lastErrorReason: null,
      lastErrorAt: null,
      suspectedAt: null,
      catchUpAt: null,
      expiryNoticeDays: null,
      unsupportedMetrics: {},
      refusedFields: {},
      numbersReadAt: null,
      failingSince: null,
      rereadFrom: null,
      rereadTo: null,
      rereadAskedAt: null,
      connectedBeforeMs: 0,
      leaseOwner: null,
      leasePurpose: null,
      leaseUntil: null,
      leaseFence: 0,
    })
    expect(await accounts.findById(db, 'ana')).toEqual(inserted)
    expect(await accounts.readSealedToken(db, 'ana')).toBe(sealedToken)
  })

  test('Instagram ids beyond 2^53 keep every digit', async ({ db }) => {
    const ids = ['9007199254740993', '17841400000000000001', '17841400000000000002']
    for (const id of ids)
      await accounts.insert(db, account(id, { userId: 'user-ana', instagramUserId: id, appScopedId: id }))

    for (const id of ids) {
      expect(await accounts.findByInstagramUser(db, 'user-ana', id)).toMatchObject({
        id,
        instagramUserId: id,
        appScopedId: id,
      })
    }
  })

  test('no answer but one carries the sealed token', async ({ db }) => {
    const answers = [
      await accounts.insert(db, account('ana', { sealedToken: 'v1.00000000.canary' })),
      await accounts.find(db, 'user-ana', 'ana'),
      await accounts.findById(db, 'ana'),
      await accounts.findByInstagramUser(db, 'user-ana', 'instagram-ana'),
      await accounts.listLiving(db, 'user-ana'),
      await accountLists.listActive(db, { after: '', limit: 10, neverSynced: true }),
      await accounts.updateAndEndLease(db, 'ana', { name: 'Ana' }),
    ]

    expect(answers).not.toContain(undefined)
    expect(JSON.stringify(answers)).not.toContain('canary')
    expect(await accounts.readSealedToken(db, 'ana')).toBe('v1.00000000.canary')
    expect(await accounts.readSealedToken(db, 'nobody')).toBeNull()
  })

  test("another user's account is not found, nor an unknown one", async ({ db }) => {
    await accounts.insert(db, account('ana'))

    expect(await accounts.find(db, 'user-ana', 'ana')).toMatchObject({ id: 'ana' })
    expect(await accounts.find(db, 'user-eve', 'ana')).toBeUndefined()
    expect(await accounts.find(db, 'user-ana', 'nobody')).toBeUndefined()
    expect(await accounts.findById(db, 'nobody')).toBeUndefined()
    expect(await accounts.findByInstagramUser(db, 'user-eve', 'instagram-ana')).toBeUndefined()
  })

  test('living accounts are listed by last sync, those without one last by connection', async ({ db }) => {
    const mine = (id: string, changes: Partial<accounts.NewAccount>) =>
      accounts.insert(db, account(id, { userId: 'user-ana', ...changes }))
    await mine('synced-first', { lastSyncedAt: at(1) })
    await mine('fresh-2', { connectedAt: at(50) })
    await mine('fresh-1', { connectedAt: at(50) })
    await mine('fresher', { connectedAt: at(51) })
    await mine('synced-last', { lastSyncedAt: at(2), status: 'reconnect_required' })
    await mine('gone', { lastSyncedAt: at(3), status: 'disconnected' })
    await accounts.insert(db, account('eve'))

    const living = await accounts.listLiving(db, 'user-ana')
    expect(idsOf(living)).toEqual(['synced-last', 'synced-first', 'fresher', 'fresh-1', 'fresh-2'])
  })

  test('the account that nobody named is the one that was connected first, and the smaller id of two', async ({
    db,
  }) => {
    const mine = (id: string, changes: Partial<accounts.NewAccount>) =>
      accounts.insert(db, account(id, { userId: 'user-ana', ...changes }))
    const found = async () => [
      (await accounts.findOldestLiving(db, 'user-ana'))?.id,
      (await accountVersions.find(db, 'user-ana'))?.id,
    ]
    expect(await found()).toEqual([undefined, undefined])
    await mine('synced', { connectedAt: at(60), lastSyncedAt: at(90) })
    await mine('second', { connectedAt: at(50) })
    await mine('first', { connectedAt: at(50) })
    await mine('gone', { connectedAt: at(1), status: 'disconnected' })
    await accounts.insert(db, account('eve', { connectedAt: at(2) }))
    expect(await found()).toEqual(['first', 'first'])
    await accounts.updateAndEndLease(db, 'second', { lastSyncedAt: at(100) })
    expect(await found()).toEqual(['first', 'first'])
    await accounts.disconnect(db, 'first', at(200))
    expect(await found()).toEqual(['second', 'second'])
  })

  test('names are found whatever their accents and capitals, by every way of writing them', async ({ db }) => {
    const found = async (search: string) =>
      idsOf(await accountLists.listPage(db, { search }, { after: null, limit: 9 }))
    await accounts.insert(db, account('ana', { username: 'otica.central', name: 'Ótica São João' }))
    await accounts.insert(db, account('bia', { username: 'bia_100%' }))
    for (const search of ['ótica', 'OTICA SAO', 'joão', 'CENTRAL']) expect(await found(search)).toEqual(['ana'])
    for (const search of ['_1', '0%']) expect(await found(search)).toEqual(['bia'])
    expect(await found('i')).toEqual(['ana', 'bia'])

    await accounts.updateAndEndLease(db, 'ana', { name: 'Ateliê' })
    expect([await found('joao'), await found('ATELIE')]).toEqual([[], ['ana']])
    const claimed = await accounts.claimLease(db, claim('ana'))
    const held = { id: 'ana', lease: { owner: 'worker', fence: claimed?.leaseFence ?? 0 } }
    await accounts.renewLease(db, held, { username: 'ação', leaseUntil: at(60) })
    expect([await found('central'), await found('acao')]).toEqual([[], ['ana']])
    await accounts.updateAndRelease(db, held, { name: null, username: 'É' })
    expect([await found('atelie'), await found('e')]).toEqual([[], ['ana']])
    expect(await accountLists.fillFoldedNames(db)).toBe(0)
  })

  test('a change touches what it names and nothing else', async ({ db }) => {
    const before = await accounts.insert(db, account('ana', { name: 'Ana', followersCount: 5 }))
    const after = await accounts.updateAndEndLease(db, 'ana', { followersCount: 6, name: null, updatedAt: at(1) })

    expect(after).toEqual({ ...before, followersCount: 6, name: null, updatedAt: at(1) })
    expect(await accounts.readSealedToken(db, 'ana')).toBe('v1.00000000.ana')
    expect(await accounts.updateAndEndLease(db, 'nobody', { name: 'x' })).toBeUndefined()
  })

  test('a second living connection to the same Instagram account is refused', async ({ db }) => {
    await accounts.insert(db, account('ana', { instagramUserId: 'shop' }))
    const failure = await failureOf(accounts.insert(db, account('bia', { instagramUserId: 'shop' })))

    expect(isUniqueViolation(failure)).toBe(true)
    expect(await accounts.isLinkedElsewhere(db, 'user-bia', 'shop')).toBe(true)
    expect(await accounts.isLinkedElsewhere(db, 'user-ana', 'shop')).toBe(false)
  })

  test('an Instagram account is known to be connected by either of its ids', async ({ db }) => {
    await accounts.insert(db, account('ana', { instagramUserId: 'shop', appScopedId: 'shop of the app' }))
    expect(await accounts.isLinkedElsewhere(db, 'user-bia', 'shop of the app')).toBe(true)
    expect(await accounts.isLinkedElsewhere(db, 'user-ana', 'shop of the app')).toBe(false)
    await accounts.disconnect(db, 'ana', at(1))
    expect(await accounts.isLinkedElsewhere(db, 'user-bia', 'shop of the app')).toBe(false)
  })

  test('a connection that waits for a reconnect still counts as living', async ({ db }) => {
    await accounts.insert(db, account('ana', { instagramUserId: 'shop', status: 'reconnect_required' }))
    const failure = await failureOf(accounts.insert(db, account('bia', { instagramUserId: 'shop' })))

    expect(isUniqueViolation(failure)).toBe(true)
    expect(await accounts.isLinkedElsewhere(db, 'user-bia', 'shop')).toBe(true)
  })

  test('after a disconnect another user may connect, and then the first may not come back', async ({ db }) => {
    await accounts.insert(db, account('ana', { instagramUserId: 'shop' }))
    await accounts.disconnect(db, 'ana', at(1))
    expect(await accounts.isLinkedElsewhere(db, 'user-bia', 'shop')).toBe(false)
    await accounts.insert(db, account('bia', { instagramUserId: 'shop' }))

    expect(isUniqueViolation(await failureOf(accounts.updateAndEndLease(db, 'ana', { status: 'active' })))).toBe(true)
    expect(await accounts.findById(db, 'ana')).toMatchObject({ status: 'disconnected' })
  })

  test('a user has one row for an Instagram account, also after a disconnect', async ({ db }) => {
    await accounts.insert(db, account('ana', { instagramUserId: 'shop' }))
    await accounts.disconnect(db, 'ana', at(1))
    const again = account('again', { userId: 'user-ana', instagramUserId: 'shop' })

    expect(isUniqueViolation(await failureOf(accounts.insert(db, again)))).toBe(true)
    expect(await accounts.findByInstagramUser(db, 'user-ana', 'shop')).toMatchObject({
      id: 'ana',
      status: 'disconnected',
    })
  })

  test('of twenty users that connect the same Instagram account at once one succeeds', async ({ db }) => {
    const outcomes = await Promise.all(
      many(20, (index) => failureOf(accounts.insert(db, account(`a${index}`, { instagramUserId: 'shop' })))),
    )

    expect(outcomes.filter((failure) => failure === undefined)).toHaveLength(1)
    expect(outcomes.filter(isUniqueViolation)).toHaveLength(19)
  })

  test('disconnecting forgets the token and keeps the history', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await dailyMetrics.saveDays(db, [day('ana', '2026-11-15')])

    expect(await accounts.disconnect(db, 'ana', at(9))).toMatchObject({
      status: 'disconnected',
      tokenIssuedAt: null,
      tokenExpiresAt: null,
      disconnectedAt: at(9),
      updatedAt: at(9),
    })
    expect(await accounts.readSealedToken(db, 'ana')).toBeNull()
    expect(await accounts.listLiving(db, 'user-ana')).toEqual([])
    expect(await dailyMetrics.listDays(db, 'ana', always)).toHaveLength(1)
    expect(await accounts.disconnect(db, 'nobody', at(9))).toBeUndefined()
  })

  test('erasing removes the account with its numbers, counts and runs, and nothing of others', async ({ db }) => {
    for (const id of ['ana', 'bia']) {
      await accounts.insert(db, account(id))
      await dailyMetrics.saveDays(db, [day(id, '2026-11-15'), day(id, '2026-11-16')])
      await followerCounts.save(db, counted(id, 0, 5))
      await followerDays.saveDays(db, { accountId: id, now: at(0) }, [followerDay('2026-11-16')])
      await periodReach.save(db, { accountId: id, days: 7, lastDay: '2026-11-15', reach: 9, readAt: at(0) })
      await syncRuns.insert(db, run(`run-${id}`, id))
      await tell(db, event('account.synced', { accountId: id }))
      await connectionAttempts.insert(db, { ...attempt('flow', 'connected'), accountId: id })
    }
    await accounts.erase(db, 'ana', at(9))

    const left = async (id: string) => [
      (await accounts.findById(db, id)) === undefined ? 0 : 1,
      (await dailyMetrics.listDays(db, id, always)).length,
      (await followerCounts.listTotals(db, id, new Date(0))).length,
      (await followerDays.listDays(db, id, always)).length,
      (await periodReach.listSince(db, id, always.first)).length,
      (await syncRuns.listUnfinished(db, id)).length,
    ]
    expect(await left('ana')).toEqual([0, 0, 0, 0, 0, 0])
    expect(await left('bia')).toEqual([1, 2, 1, 1, 1, 1])
    expect(await events.listAfter(db, { after: 0, limit: 10 })).toHaveLength(2)
    expect(await connectionAttempts.listSteps(db, 'flow')).toHaveLength(2)
    await accounts.erase(db, 'nobody', at(9))
  })

  test('the key check gets one sealed token for each key in use', async ({ db }) => {
    const sealed = ['v1.aaaaaaaa.one', 'v1.aaaaaaaa.two', 'v1.bbbbbbbb.one', 'v1.bbbbbbbb.two', 'v1.cccccccc.one', null]
    for (const [index, sealedToken] of sealed.entries())
      await accounts.insert(db, account(`a${index}`, { sealedToken }))

    const samples = await accounts.listSealedTokenSamples(db)
    expect(samples.every((sample) => sealed.includes(sample))).toBe(true)
    expect(samples.map((sample) => sample.slice(0, 11)).sort()).toEqual(['v1.aaaaaaaa', 'v1.bbbbbbbb', 'v1.cccccccc'])
  })

  test('an empty database has no token to check and nothing to count', async ({ db }) => {
    expect(await accounts.listSealedTokenSamples(db)).toEqual([])
    expect(await accountHealth.summarize(db, bounds)).toMatchObject({ living: 0, active: 0, late: 0 })
    expect(await accountHealth.countAhead(db, bounds)).toBe(0)
  })

  test('health counts active accounts, errors of living ones and active tokens that end soon', async ({ db }) => {
    const rows: [string, Partial<accounts.NewAccount>][] = [
      ['well', { tokenExpiresAt: at(100.001) }],
      ['ends-exactly-then', { tokenExpiresAt: at(100) }],
      ['already-ended', { tokenExpiresAt: at(-1), lastErrorCode: 'TOKEN_EXPIRED' }],
      ['without-end', { tokenExpiresAt: null }],
      ['must-reconnect', { status: 'reconnect_required', tokenExpiresAt: at(1), lastErrorCode: 'TOKEN_INVALID' }],
      ['gone', { status: 'disconnected', tokenExpiresAt: at(1), lastErrorCode: 'TOKEN_INVALID' }],
    ]
    for (const [id, changes] of rows) await accounts.insert(db, account(id, changes))

    expect(await accountHealth.summarize(db, bounds)).toMatchObject({
      living: 5,
      active: 4,
      tokensExpiringSoon: 2,
      withErrors: 2,
    })
  })

  test('numbers are late by when they came, not by when somebody tried', async ({ db }) => {
    const old = { connectedAt: at(-900) }
    const rows: [string, Partial<accounts.NewAccount>][] = [
      ['well', { ...old, numbersReadAt: at(-99), lastSyncedAt: at(-99) }],
      ['late', { ...old, numbersReadAt: at(-101), lastSyncedAt: at(-101) }],
      ['hollow', { ...old, numbersReadAt: at(-101), lastSyncedAt: at(-1) }],
      ['stopped', { ...old, numbersReadAt: at(-201) }],
      ['never', { ...old, numbersReadAt: null }],
      ['new', { connectedAt: at(-99) }],
      ['lost', { ...old, status: 'reconnect_required' }],
    ]
    for (const [id, changes] of rows) await accounts.insert(db, account(id, changes))

    expect(await accountHealth.summarize(db, bounds)).toMatchObject({
      canBeLate: 5,
      late: 4,
      canHaveStopped: 5,
      stopped: 2,
      withoutNumbers: 1,
    })
    expect(await accountHealth.countAhead(db, bounds)).toBe(0)
  })

  test('what lies further ahead than it can is counted, and says nothing of freshness', async ({ db }) => {
    const old = { connectedAt: at(-900), numbersReadAt: at(-1), tokenExpiresAt: at(60) }
    const rows: [string, Partial<accounts.NewAccount>][] = [
      ['waits', { ...old, catchUpAt: at(20), nextSyncAllowedAt: at(20), refreshRetryAt: at(20) }],
      ['read', { ...old, numbersReadAt: at(3) }],
      ['cools', { ...old, nextSyncAllowedAt: at(21) }],
      ['rests', { ...old, refreshRetryAt: at(21) }],
      ['ends', { ...old, tokenExpiresAt: at(61) }],
      ['connected', { ...old, connectedAt: at(500), numbersReadAt: null }],
    ]
    for (const [id, changes] of rows) await accounts.insert(db, account(id, changes))
    const latest = { happened: at(2), lease: at(10), wait: at(20), token: at(60) }

    expect(await accountHealth.summarize(db, { ...bounds, latest })).toMatchObject({ late: 2, canBeLate: 6 })
    expect(await accountHealth.countAhead(db, { latest })).toBe(4)
  })

  test('refreshes that failed on one after another are counted', async ({ db }) => {
    await accounts.insert(db, account('once', { refreshFailures: 1 }))
    await accounts.insert(db, account('twice', { refreshFailures: 2 }))
    expect(await accountHealth.summarize(db, bounds)).toMatchObject({ refreshesFailing: 1 })
  })

  test('active accounts without a sync are paged by id', async ({ db }) => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) await accounts.insert(db, account(id))
    await accounts.updateAndEndLease(db, 'b', { lastSyncedAt: at(1) })
    await accounts.updateAndEndLease(db, 'd', { status: 'reconnect_required' })

    expect(idsOf(await accountLists.listActive(db, { after: '', limit: 2, neverSynced: true }))).toEqual(['a', 'c'])
    expect(idsOf(await accountLists.listActive(db, { after: 'c', limit: 2, neverSynced: true }))).toEqual(['e'])
    expect(await accountLists.listActive(db, { after: 'e', limit: 2, neverSynced: true })).toEqual([])
  })
}
