import { expect } from 'vitest'
import {
  accounts,
  achievements,
  creditEntries,
  deliveries,
  events,
  installation,
  notifications,
  people,
  refreshes,
} from '../../src/index.ts'
import { account, at, event, many, never, tell } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const notification = (dedupeKey: string, changes: Partial<notifications.NewNotification> = {}) => ({
  userId: 'user-ana',
  accountId: null,
  kind: 'first_connection' as const,
  parameters: { username: 'ana', count: 2 },
  dedupeKey,
  eventSequence: 1,
  createdAt: at(0),
  ...changes,
})

export function describeNotifications(test: ContractTest): void {
  test('a notification comes back as it was given, and is never given twice', async ({ db }) => {
    expect(await notifications.insertOnce(db, notification('a'))).toBe(true)
    expect(await notifications.insertOnce(db, notification('a', { createdAt: at(9) }))).toBe(false)

    expect(await notifications.listAfter(db, 'user-ana', { after: 0, limit: 9 })).toEqual([
      { ...notification('a'), id: expect.any(Number), readAt: null, closedAt: null },
    ])
  })

  test('unread ones come first, then the newest, page by page without a gap or a repeat', async ({ db }) => {
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await notifications.insertOnce(db, notification(key))
    const all = await notifications.listAfter(db, 'user-ana', { after: 0, limit: 9 })
    const idOf = (key: string) => all.find(({ dedupeKey }) => dedupeKey === key)?.id ?? 0
    await notifications.markRead(db, { userId: 'user-ana', ids: [idOf('f'), idOf('b')] }, at(5))

    const seen: string[] = []
    let after: notifications.NotificationPosition | null = null
    for (;;) {
      const page: notifications.NotificationRow[] = await notifications.listPage(db, 'user-ana', { after, limit: 2 })
      seen.push(...page.map(({ dedupeKey }) => dedupeKey))
      const last = page.at(-1)
      if (!last || page.length < 2) break
      after = { isUnread: last.readAt === null, id: last.id }
    }
    expect(seen).toEqual(['e', 'd', 'c', 'a', 'f', 'b'])
    expect(await notifications.countUnread(db, 'user-ana')).toBe(4)
  })

  test('nobody marks the notices of somebody else', async ({ db }) => {
    await notifications.insertOnce(db, notification('a'))
    const id = await notifications.newestId(db, 'user-ana')

    expect(await notifications.markRead(db, { userId: 'user-bia', ids: [id] }, at(1))).toBe(0)
    expect(await notifications.markRead(db, { userId: 'user-ana', ids: null }, at(1))).toBe(1)
    expect(await notifications.markRead(db, { userId: 'user-ana', ids: null }, at(2))).toBe(0)
  })

  test('a closed notification counts as read, and one can be spared', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const key of ['a', 'b']) {
      await notifications.insertOnce(db, notification(key, { accountId: 'ana', kind: 'sync_failed' }))
    }
    await notifications.close(db, { accountId: 'ana', kinds: ['sync_failed'], except: 'b' }, at(3))

    expect(await notifications.countUnread(db, 'user-ana')).toBe(1)
    const rows = await notifications.listForAdmin(db, { accountId: 'ana' }, { before: null, limit: 9 })
    expect(rows.map(({ dedupeKey, closedAt }) => [dedupeKey, closedAt])).toEqual([
      ['b', null],
      ['a', at(3)],
    ])
  })

  test('an erased account takes its notices along', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await notifications.insertOnce(db, notification('a', { accountId: 'ana' }))
    await accounts.erase(db, 'ana', at(9))

    expect(await notifications.newestId(db, 'user-ana')).toBe(0)
  })
}

export function describeRewards(test: ContractTest): void {
  test('an achievement is claimed once by each of its codes', async ({ db }) => {
    await achievements.saveTags(db, 'first', ['ana', 'shop'])
    await achievements.saveTags(db, 'second', ['ana', 'other'])
    await achievements.saveTags(db, 'first', ['ana', 'other'])
    expect((await achievements.listTagged(db, ['ana', 'nobody'])).toSorted()).toEqual(['first', 'second'])
    expect(new Set(await achievements.listTagged(db, ['bia', 'shop']))).toEqual(new Set(['first']))
    expect(await achievements.listTagged(db, ['bia', 'none'])).toEqual([])
  })

  test('an achievement is taken back once', async ({ db }) => {
    const row = { id: 'a', personRef: 'ref', accountId: null, key: 'first', credits: 50, eventSequence: 1 }
    await achievements.insert(db, { ...row, unlockedAt: at(0) })

    expect(await achievements.reverse(db, 'a', at(1))).toBe(true)
    expect(await achievements.reverse(db, 'a', at(2))).toBe(false)
    expect(await achievements.listByPerson(db, 'ref')).toEqual([{ ...row, unlockedAt: at(0), reversedAt: at(1) }])
  })

  test('the ledger adds up to nothing, and a transaction is posted once', async ({ db }) => {
    const posting = {
      transactionId: 't1',
      personRef: 'ref-ana',
      amount: 50,
      reason: 'achievement' as const,
      achievementKey: 'first',
      eventSequence: 1,
      createdAt: at(0),
    }
    await creditEntries.post(db, posting)
    await expect(creditEntries.post(db, posting)).rejects.toThrow()
    await creditEntries.post(db, { ...posting, transactionId: 't2', amount: -20, reason: 'reversal' })

    expect(await creditEntries.balance(db, 'ref-ana')).toBe(30)
    expect(await creditEntries.balance(db, creditEntries.issued)).toBe(-30)
    expect(await creditEntries.balance(db, null)).toBe(0)
    const [newest] = await creditEntries.listPage(db, 'ref-ana', { before: null, limit: 1 })
    expect(newest).toMatchObject({ amount: -20, reason: 'reversal' })
    const rest = await creditEntries.listPage(db, 'ref-ana', { before: newest?.id ?? 0, limit: 9 })
    expect(rest).toMatchObject([{ amount: 50 }])
  })
}

export function describeEventLog(test: ContractTest): void {
  test('a person keeps the reference that was given first', async ({ db }) => {
    const candidate = { userId: 'ana', ref: 'r1', key: 'k1', createdAt: at(0) }
    await people.findOrAdd(db, candidate)

    expect(await people.findOrAdd(db, { ...candidate, ref: 'r2' })).toEqual(candidate)
    expect(await people.listByRefs(db, ['r1', 'r2'])).toEqual([candidate])
  })

  test('events at once in transactions get numbers without a gap, each knowing the one before', async ({ db }) => {
    await installation.create(db, { sealedSecret: 'sealed', now: at(0) })
    const told = await Promise.all(
      many(10, () =>
        db.transaction(async (tx) => {
          const { sequence, previousMac } = await installation.takeNext(tx)
          await installation.saveLast(tx, { sequence, mac: `mac-${sequence}` })
          return [sequence, previousMac] as const
        }),
      ),
    )
    expect(told.toSorted(([a], [b]) => a - b)).toEqual(
      many(10, (index) => [index + 1, index === 0 ? '' : `mac-${index}`]),
    )
  })

  test('a transaction that fails gives its number back', async ({ db }) => {
    await installation.create(db, { sealedSecret: 'sealed', now: at(0) })
    await expect(
      db.transaction(async (tx) => {
        await installation.takeNext(tx)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')

    expect(await installation.find(db)).toMatchObject({ lastSequence: 0 })
  })

  test('the secret is replaced only where it is still the one that was read', async ({ db }) => {
    await installation.create(db, { sealedSecret: 'old', now: at(0) })
    await installation.create(db, { sealedSecret: 'late', now: at(0) })

    expect(await installation.replaceSecret(db, 'late', { sealedSecret: 'x' })).toBe(false)
    expect(await installation.replaceSecret(db, 'old', { sealedSecret: 'new' })).toBe(true)
    expect(await installation.find(db)).toMatchObject({ sealedSecret: 'new', verifiableFrom: 1 })
  })
}

export function describeDeliveries(test: ContractTest): void {
  const message = (id: string, eventSequence: number) => ({
    id,
    channel: 'webhook' as const,
    eventSequence,
    type: 'sync.completed',
    createdAt: at(0),
  })
  const bounds = { latestAttempt: never, latestLease: never }
  const taking = { owner: 'me', now: at(0), leaseUntil: at(60), ...bounds }

  test('the cursor is moved by one of many', async ({ db }) => {
    await deliveries.startCursor(db, 'webhook', 3)
    await deliveries.startCursor(db, 'webhook', 9)

    expect(await deliveries.moveCursor(db, 'webhook', { from: 3, to: 5 })).toBe(true)
    expect(await deliveries.moveCursor(db, 'webhook', { from: 3, to: 5 })).toBe(false)
    expect(await deliveries.findCursor(db, 'webhook')).toBe(5)
    expect(await deliveries.findCursor(db, 'callback')).toBeUndefined()
  })

  test('a due message is taken by one sender, and by another when the first is gone', async ({ db }) => {
    await deliveries.insert(db, [message('a', 1)])

    expect(await deliveries.claim(db, 'a', taking)).toBe(true)
    expect(await deliveries.claim(db, 'a', { ...taking, owner: 'other' })).toBe(false)
    expect(await deliveries.listDue(db, ['webhook'], { now: at(1), ...bounds, limit: 9 })).toEqual([])
    expect(
      await deliveries.listDue(db, ['webhook'], { now: at(1), ...bounds, latestLease: at(59), limit: 9 }),
    ).toHaveLength(1)
    expect(await deliveries.claim(db, 'a', { owner: 'other', now: at(61), leaseUntil: at(99), ...bounds })).toBe(true)
  })

  test('only its sender ends a message, and a dead one comes back on request', async ({ db }) => {
    await deliveries.insert(db, [message('a', 1), message('b', 2)])
    await deliveries.claim(db, 'a', taking)
    const dead = {
      status: 'dead' as const,
      attempts: 10,
      nextAttemptAt: at(5),
      lastFailure: 'HTTP 500',
      endedAt: at(5),
    }
    await deliveries.settle(db, { id: 'a', owner: 'other' }, dead)
    expect(await deliveries.countOpen(db)).toEqual({ pending: 2, dead: 0 })
    await deliveries.settle(db, { id: 'a', owner: 'me' }, dead)

    expect(await deliveries.list(db, 'dead', { after: null, limit: 9 })).toMatchObject([{ id: 'a', attempts: 10 }])
    expect(await deliveries.redrive(db, ['a', 'b'], at(9))).toEqual(['a'])
    expect(await deliveries.listDue(db, ['webhook'], { now: at(9), ...bounds, limit: 9 })).toMatchObject([
      { id: 'b' },
      { id: 'a', attempts: 0 },
    ])
  })
}

export function describeExpiryNotifications(test: ContractTest): void {
  test('each stage of an expiry is claimed once, nearer ones only', async ({ db }) => {
    await accounts.insert(db, account('ana', { tokenExpiresAt: at(600) }))
    const [ana] = await refreshes.listExpiring(db, { now: at(0), until: at(600) }, { after: null, limit: 9 })
    if (!ana) throw new Error('Nothing expires')

    expect(await refreshes.claimExpiryNotice(db, ana, 3)).toBe(true)
    expect(await refreshes.claimExpiryNotice(db, ana, 3)).toBe(false)
    expect(await refreshes.claimExpiryNotice(db, ana, 7)).toBe(false)
    expect(await refreshes.claimExpiryNotice(db, ana, 1)).toBe(true)
  })

  test('a token that was renewed meanwhile is not told of', async ({ db }) => {
    await accounts.insert(db, account('ana', { tokenExpiresAt: at(600) }))
    expect(await refreshes.claimExpiryNotice(db, { id: 'ana', tokenExpiresAt: at(599) }, 7)).toBe(false)
  })

  test('only living tokens within the time are listed', async ({ db }) => {
    await accounts.insert(db, account('gone', { tokenExpiresAt: at(0) }))
    await accounts.insert(db, account('soon', { tokenExpiresAt: at(100) }))
    await accounts.insert(db, account('later', { tokenExpiresAt: at(101) }))
    await accounts.insert(db, account('lost', { tokenExpiresAt: at(50), status: 'reconnect_required' }))

    const found = await refreshes.listExpiring(db, { now: at(0), until: at(100) }, { after: null, limit: 9 })
    expect(found.map(({ id }) => id)).toEqual(['soon'])
  })

  test('events are found by whom they are about, who did them, and when', async ({ db }) => {
    await tell(db, event('a', { personRef: 'ana', actorRef: 'ana', createdAt: at(1) }))
    await tell(db, event('b', { personRef: 'ana', actorRef: 'admin', createdAt: at(2) }))
    await tell(db, event('c', { personRef: 'bia', actorRef: 'bia', createdAt: at(3) }))
    const typesOf = async (filter: Parameters<typeof events.listPage>[1]) =>
      (await events.listPage(db, filter, { before: null, limit: 9 })).map(({ type }) => type)

    expect(await typesOf({})).toEqual(['c', 'b', 'a'])
    expect(await typesOf({ personRef: 'ana' })).toEqual(['b', 'a'])
    expect(await typesOf({ personRef: 'admin' })).toEqual(['b'])
    expect(await typesOf({ types: ['a', 'c'] })).toEqual(['c', 'a'])
    expect(await typesOf({ since: at(2), until: at(3) })).toEqual(['b'])
  })
}
