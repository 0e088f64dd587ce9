import { expect } from 'vitest'
import {
  accountLists,
  accounts,
  audiences,
  callBudgets,
  connectionAttempts,
  dailyMetrics,
  deletionRequests,
  erasures,
  followerCounts,
  notifications,
  oauthStates,
  people,
  personalData,
  retention,
  supportTickets,
  syncRuns,
} from '../../src/index.ts'
import { account, at, counted, day, many, run, state } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const ticket = (userId: string) => ({
  userId,
  subject: 'a',
  message: 'b',
  context: { accounts: [] },
  createdAt: at(0),
})
const kinds = [
  'connectionFlows',
  'connectionAttempts',
  'syncRuns',
  'notifications',
  'deliveries',
  'deadDeliveries',
  'supportTickets',
  'jobSlots',
  'storyPictures',
] as const satisfies retention.DroppedKind[]
const person = (userId: string) => ({ userId, ref: `ref-${userId}`, key: `key-${userId}`, createdAt: at(0) })
const notification = (userId: string) => ({
  userId,
  accountId: null,
  kind: 'support_answered' as const,
  parameters: {},
  dedupeKey: `notification-${userId}`,
  eventSequence: 1,
  createdAt: at(0),
})

export function describeAccountLists(test: ContractTest): void {
  test('accounts are found by what a filter asks for', async ({ db }) => {
    await accounts.insert(db, account('ana', { name: 'Loja da Ana', connectedAt: at(1) }))
    await accounts.insert(db, account('bia', { username: '100%_bia', lastErrorCode: 'INTERNAL', connectedAt: at(2) }))
    await accounts.insert(db, account('caio', { status: 'disconnected', deactivatedAt: at(3), disconnectedAt: at(3) }))
    const found = async (filter: accountLists.AccountFilter) => {
      const rows = await accountLists.listPage(db, filter, { after: null, limit: 9 })
      expect(await accountLists.countMatching(db, filter)).toBe(rows.length)
      return rows.map(({ id }) => id)
    }
    expect(await found({})).toEqual(['bia', 'ana', 'caio'])
    expect(await found({ status: 'active' })).toEqual(['bia', 'ana'])
    expect(await found({ hasError: true })).toEqual(['bia'])
    expect(await found({ hasError: false })).toEqual(['ana', 'caio'])
    expect(await found({ isDeactivated: true })).toEqual(['caio'])
    expect(await found({ search: 'loja DA' })).toEqual(['ana'])
    expect(await found({ search: '0%_b' })).toEqual(['bia'])
    expect(await found({ search: '%' })).toEqual(['bia'])
    expect(await found({ search: 'instagram-caio' })).toEqual(['caio'])
    expect(await found({ tokenEndsBefore: at(5_184_000) })).toEqual(['bia', 'ana'])
    expect(await found({ tokenEndsBefore: at(5_183_999) })).toEqual([])
  })

  test('pages follow each other where many were connected at the same instant', async ({ db }) => {
    for (const id of many(7, (index) => `same-${index}`)) await accounts.insert(db, account(id))
    const seen: string[] = []
    let after: accountLists.AccountPosition | null = null
    for (;;) {
      const page: accounts.AccountRow[] = await accountLists.listPage(db, {}, { after, limit: 3 })
      seen.push(...page.map(({ id }) => id))
      const last = page.at(-1)
      if (!last) break
      after = { connectedAt: last.connectedAt, id: last.id }
    }
    expect(seen).toEqual(many(7, (index) => `same-${index}`))
  })

  test('what is due, disconnected for long, meant by Meta or without permissions is found', async ({ db }) => {
    await accounts.insert(db, account('ana', { appScopedId: '17', lastSyncedAt: at(10) }))
    await accounts.insert(db, account('bia', { catchUpAt: at(5), lastSyncedAt: at(100), grantedScopes: [] }))
    await accounts.insert(db, account('caio', { status: 'disconnected', disconnectedAt: at(3), appScopedId: '17' }))
    const due = (now: number, syncedBefore: number) =>
      accountLists.listDueForSync(db, {
        now: at(now),
        syncedBefore: at(syncedBefore),
        latestSync: at(100),
        latestWait: at(1_000),
      })
    expect(await due(4, 10)).toEqual([])
    expect(await due(5, 10)).toEqual(['bia'])
    expect(await due(5, 11)).toEqual(['ana', 'bia'])
    // Of what lies further ahead than it can, nobody waits for the end.
    await accounts.insert(db, account('davi', { lastSyncedAt: at(101) }))
    await accounts.insert(db, account('eva', { lastSyncedAt: at(100), catchUpAt: at(1_001) }))
    expect(await due(4, 10)).toEqual(['davi', 'eva'])
    for (const id of ['davi', 'eva']) await accounts.erase(db, id, at(9))
    const ids = (rows: accounts.AccountRow[]) => rows.map(({ id }) => id)
    expect(ids(await accountLists.listByAppScopedId(db, '17'))).toEqual(['ana', 'caio'])
    expect(ids(await accountLists.listAllOf(db, 'user-caio'))).toEqual(['caio'])
    expect(ids(await accountLists.listDisconnectedBefore(db, { before: at(4), limit: 9 }))).toEqual(['caio'])
    expect(ids(await accountLists.listDisconnectedBefore(db, { before: at(3), limit: 9 }))).toEqual([])
    expect(await accountLists.countMissingScopes(db, ['instagram_business_basic'])).toBe(0)
    expect(await accountLists.countMissingScopes(db, ['instagram_business_basic', 'another'])).toBe(1)
    const names = { ana: 'ana', caio: 'caio' }
    expect(Object.fromEntries(await accountLists.listUsernames(db, ['caio', 'gone', 'ana', 'caio']))).toEqual(names)
    expect(await accountLists.listUsernames(db, [])).toEqual(new Map())
  })

  test('an audience is replaced by what is said later, and is due a week after', async ({ db }) => {
    await accounts.insert(db, account('ana', { lastSyncedAt: at(0) }))
    const row = { accountId: 'ana', kind: 'followers' as const, dimension: 'age' as const, readAt: at(1) }
    expect(await audiences.listDue(db, { before: at(0), latest: at(9), limit: 9 })).toEqual(['ana'])
    await audiences.save(db, [{ ...row, groups: [{ name: '18-24', people: 5 }] }])
    await audiences.save(db, [{ ...row, groups: null, readAt: at(2) }])
    await accounts.updateAndEndLease(db, 'ana', { audienceReadAt: at(2) })
    expect(await audiences.list(db, 'ana')).toEqual([{ ...row, groups: null, readAt: at(2) }])
    expect(await audiences.listDue(db, { before: at(2), latest: at(9), limit: 9 })).toEqual([])
    expect(await audiences.listDue(db, { before: at(2), latest: at(1), limit: 9 })).toEqual(['ana'])
    expect(await audiences.listDue(db, { before: at(3), latest: at(9), limit: 9 })).toEqual(['ana'])
  })
}

const unpaused = {
  usagePercent: null,
  usageAt: null,
  pausedUntil: null,
  pauseReason: null,
  pauseCode: null,
  refusedSince: null,
}

export function describePrivacy(test: ContractTest): void {
  test('everything of a person is collected, and nothing that is secret', async ({ db }) => {
    for (const id of ['ana', 'bia']) {
      await accounts.insert(db, account(id, { sealedToken: `sealed-${id}` }))
      await people.findOrAdd(db, person(`user-${id}`))
      await notifications.insertOnce(db, notification(`user-${id}`))
      await supportTickets.insert(db, ticket(`user-${id}`))
      await syncRuns.insert(db, run(`run-${id}`, id))
      await dailyMetrics.saveDays(db, [day(id, '2026-11-01')])
      await callBudgets.save(db, { scope: id, calls: {}, ...unpaused })
    }
    await oauthStates.insert(db, state('hash-of-a-state'))
    const found = await personalData.collect(db, 'user-ana')
    expect(found).toMatchObject({
      accounts: [{ id: 'ana' }],
      connectionFlows: [{ userId: 'user-ana' }],
      dailyMetrics: [{ accountId: 'ana' }],
      syncRuns: [{ id: 'run-ana' }],
      notifications: [{ userId: 'user-ana' }],
      supportTickets: [{ userId: 'user-ana' }],
      callBudgets: [{ scope: 'ana' }],
    })
    expect(JSON.stringify(found)).not.toMatch(/sealed-|hash-of-a-state|bia|lease/i)
  })

  test('a person is erased from every table, and nobody else', async ({ db }) => {
    for (const id of ['ana', 'bia']) {
      await accounts.insert(db, account(id))
      await people.findOrAdd(db, person(`user-${id}`))
      await notifications.insertOnce(db, notification(`user-${id}`))
      await supportTickets.insert(db, ticket(`user-${id}`))
      await dailyMetrics.saveDays(db, [day(id, '2026-11-01')])
      await callBudgets.save(db, { scope: id, calls: {}, ...unpaused })
    }
    expect(await personalData.listUserIds(db, { after: '', limit: 9 })).toEqual(['user-ana', 'user-bia'])
    expect(await db.transaction((tx) => personalData.eraseUser(tx, 'user-ana', at(9)))).toEqual(['ana'])

    const { person: nobody, ...rest } = await personalData.collect(db, 'user-ana')
    expect(nobody).toBeUndefined()
    expect(Object.values(rest).flat()).toEqual([])
    expect((await personalData.collect(db, 'user-bia')).dailyMetrics).toHaveLength(1)
    expect(await personalData.listUserIds(db, { after: '', limit: 9 })).toEqual(['user-bia'])
    expect(await callBudgets.find(db, 'ana')).toBeUndefined()
  })

  test('an erasure is known by its code, and a request of Meta keeps its code', async ({ db }) => {
    await erasures.save(db, 'user:abc', at(1))
    await erasures.save(db, 'user:abc', at(2))
    expect(await erasures.listKnown(db, ['user:abc', 'user:def'])).toEqual([{ tag: 'user:abc', erasedAt: at(2) }])
    expect(await erasures.listKnown(db, [])).toEqual([])

    const request = {
      code: 'one',
      kind: 'data_deletion' as const,
      subjectTag: 't',
      requestedAt: at(1),
      completedAt: at(1),
    }
    expect(await deletionRequests.note(db, request)).toBe('one')
    expect(await deletionRequests.note(db, { ...request, code: 'two', completedAt: at(5) })).toBe('one')
    expect(await deletionRequests.note(db, { ...request, code: 'three', kind: 'deauthorize' })).toBe('three')
    expect(await deletionRequests.find(db, 'one')).toEqual({ ...request, completedAt: at(5) })
    expect(await deletionRequests.find(db, 'two')).toBeUndefined()
  })

  test('a ticket that is closed changes no more', async ({ db }) => {
    const { id } = await supportTickets.insert(db, ticket('user-ana'))
    expect(await supportTickets.change(db, id, { status: 'answered', answer: 'c' })).toMatchObject({ answer: 'c' })
    expect(await supportTickets.change(db, id, { status: 'closed', closedAt: at(9) })).toMatchObject({
      closedAt: at(9),
    })
    expect(await supportTickets.change(db, id, { answer: 'd' })).toBeUndefined()
    expect(await supportTickets.find(db, id)).toMatchObject({ context: { accounts: [] }, answer: 'c' })
    expect(await supportTickets.countSince(db, 'user-ana', at(0))).toBe(1)
    expect(await supportTickets.countSince(db, 'user-ana', at(1))).toBe(0)
    const page = { before: null, limit: 9 }
    expect(await supportTickets.listPage(db, { status: 'open' }, page)).toEqual([])
    expect(await supportTickets.listPage(db, { userId: 'user-ana' }, page)).toHaveLength(1)
  })

  test('only traces of work that ended are dropped', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await syncRuns.insert(db, run('done', 'ana'))
    await syncRuns.updateUnfinished(db, 'done', { status: 'succeeded', finishedAt: at(1) })
    await syncRuns.insert(db, run('open', 'ana'))
    await oauthStates.insert(db, state('a'))
    await connectionAttempts.insert(db, {
      stateHash: 'a',
      userId: 'user-ana',
      accountId: null,
      step: 'started',
      placement: null,
      durationSeconds: 0,
      errorMessage: null,
      createdAt: at(0),
    })
    await notifications.insertOnce(db, notification('user-ana'))
    await supportTickets.insert(db, ticket('user-ana'))
    await dailyMetrics.saveDays(db, [day('ana', '2026-11-01')])
    await followerCounts.save(db, counted('ana', 0, 1))
    const dropped = async (before: Date) => {
      const counts: Record<string, number> = {}
      for (const kind of kinds) counts[kind] = await retention.dropBatch(db, kind, before)
      return counts
    }
    expect(Object.values(await dropped(at(0)))).toEqual(kinds.map(() => 0))
    expect(await dropped(at(100))).toEqual({
      connectionFlows: 1,
      connectionAttempts: 1,
      syncRuns: 1,
      notifications: 1,
      deliveries: 0,
      deadDeliveries: 0,
      supportTickets: 0,
      jobSlots: 0,
      storyPictures: 0,
    })
    expect(Object.values(await dropped(at(100)))).toEqual(kinds.map(() => 0))
    const left = await personalData.collect(db, 'user-ana')
    expect(left).toMatchObject({ syncRuns: [{ id: 'open' }], supportTickets: [{ status: 'open' }] })
    expect(left.dailyMetrics).toHaveLength(1)
    expect(left.followerCounts).toHaveLength(1)
  })
}
