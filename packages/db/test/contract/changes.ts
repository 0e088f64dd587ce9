import { expect } from 'vitest'
import {
  accounts,
  changes,
  dailyMetrics,
  finalDays,
  followerDays,
  media,
  people,
  personalData,
} from '../../src/index.ts'
import type { Database, Handle } from '../../src/index.ts'
import type { Engine } from '../engine.ts'
import { account, at, day, followerDay, post } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

/** Everything that changed from a position on, as `ana day 2026-11-15`, and where to go on. */
async function since(db: Handle, from: number): Promise<{ seen: string[]; next: number }> {
  const { upTo } = await changes.readFeed(db)
  const rows = await changes.listPage(db, { scope: null, from, upTo, limit: 1_000 })
  return { seen: rows.map(({ accountId, kind, key }) => `${accountId} ${kind} ${key}`), next: upTo }
}

async function startWith(db: Database, ...ids: string[]): Promise<number> {
  for (const id of ids) await accounts.insert(db, account(id))
  return (await since(db, 0)).next
}

export function describeChanges(test: ContractTest, engine: Engine): void {
  test('each saved row is in it once, as late as its newest change', async ({ db }) => {
    const start = await startWith(db, 'ana')
    await dailyMetrics.saveDays(db, [day('ana', '2026-11-15'), day('ana', '2026-11-16')])
    await media.save(db, [post('1'), post('2', { productType: 'STORY' })])
    const first = await since(db, start)
    expect(first.seen.toSorted()).toEqual(['ana day 2026-11-15', 'ana day 2026-11-16', 'ana post 1', 'ana story 2'])

    await dailyMetrics.saveDays(db, [day('ana', '2026-11-15', { reach: 7 })])
    await dailyMetrics.saveDays(db, [day('ana', '2026-11-15', { reach: 8 })])
    expect((await since(db, first.next)).seen).toEqual(['ana day 2026-11-15'])
    expect((await since(db, start)).seen.at(-1)).toBe('ana day 2026-11-15')
  })

  test('what nobody is told of is no change', async ({ db }) => {
    await startWith(db, 'ana')
    const listed = { ...post('1'), caption: null, previewUrl: 'https://cdn.example/2', seenAt: at(9) }
    await dailyMetrics.saveDays(db, [day('ana', '2026-11-15', { missing: { b: 'not_read', a: 'not_read' } })])
    await media.save(db, [post('1', { figures: { views: 1, reach: 2 } })])
    const { next } = await since(db, 0)
    await dailyMetrics.saveDays(db, [
      day('ana', '2026-11-15', { missing: { a: 'not_read', b: 'not_read' }, fetchedAt: at(99), rawEndTime: 'x' }),
    ])
    await media.save(db, [{ ...listed, figures: { reach: 2, views: 1 } }])
    await media.saveListed(db, [{ ...listed, figures: { reach: 2, views: 1 } }])
    expect((await since(db, next)).seen).toEqual([])

    await media.saveListed(db, [{ ...listed, likes: 5 }])
    expect((await since(db, next)).seen).toEqual(['ana post 1'])
  })

  test('who came and went is taken back once the other numbers are of the whole day, and that is a change', async ({
    db,
  }) => {
    await startWith(db, 'ana')
    const [noon, evening] = [new Date('2026-11-15T20:00:00Z'), new Date('2026-11-16T07:59:59Z')]
    const midnight = new Date('2026-11-16T08:00:00Z')
    const save = (fetchedAt: Date, isFinal = false) =>
      dailyMetrics.saveDays(db, [day('ana', '2026-11-15', { follows: 4, followsReadAt: noon, fetchedAt, isFinal })])
    await save(noon)
    const { next } = await since(db, 0)
    await save(evening)
    expect((await since(db, next)).seen).toEqual([])
    await save(midnight)
    expect((await since(db, next)).seen).toEqual(['ana day 2026-11-15'])
    const after = await since(db, next)
    await save(new Date('2026-11-16T09:00:00Z'))
    expect((await since(db, after.next)).seen).toEqual([])
  })

  test('followers of a day, and a day that a wrong clock brought, are changes of the day', async ({ db }) => {
    const start = await startWith(db, 'ana')
    await followerDays.saveDays(db, { accountId: 'ana', now: at(1) }, [
      followerDay('2026-11-15'),
      followerDay('2027-11-15'),
    ])
    const { next, seen } = await since(db, start)
    expect(seen).toEqual(['ana day 2026-11-15', 'ana day 2027-11-15'])
    await followerDays.dropAfter(db, { accountId: 'ana', now: at(2) }, '2026-11-15')
    expect((await since(db, next)).seen).toEqual(['ana day 2027-11-15'])
  })

  test('a post that is gone and one that is there again are changes', async ({ db }) => {
    await startWith(db, 'ana')
    await media.save(db, [post('1'), post('2')])
    const before = await since(db, 0)
    await media.markGone(db, { accountId: 'ana', mediaIds: ['1', 'nobody'], goneAt: at(5) })
    const gone = await since(db, before.next)
    expect(gone.seen).toEqual(['ana post 1'])
    await media.saveListed(db, [post('1')])
    expect((await since(db, gone.next)).seen).toEqual(['ana post 1'])
  })

  test('of an erased account one entry is left, by which its user alone finds it', async ({ db }) => {
    const start = await startWith(db, 'ana', 'bia')
    await people.findOrAdd(db, { userId: 'user-ana', ref: 'ref-ana', key: 'key', createdAt: at(0) })
    for (const id of ['ana', 'bia']) await dailyMetrics.saveDays(db, [day(id, '2026-11-15')])
    await db.transaction((tx) => accounts.erase(tx, 'ana', at(5)))

    expect((await since(db, start)).seen).toEqual(['bia day 2026-11-15', 'ana account ref-ana'])
    expect(await changes.isErasedOf(db, 'ana', 'ref-ana')).toBe(true)
    expect(await changes.isErasedOf(db, 'ana', 'ref-bia')).toBe(false)
    const { upTo } = await changes.readFeed(db)
    const scope = { accountIds: [], erasedRef: 'ref-ana' }
    const own = await changes.listPage(db, { scope, from: start, upTo, limit: 9 })
    expect(own).toMatchObject([{ accountId: 'ana', kind: 'account', changedAt: at(5) }])

    await db.transaction((tx) => personalData.eraseUser(tx, 'user-bia', at(6)))
    expect((await since(db, start)).seen).toEqual(['ana account ref-ana', 'bia account '])
  })

  test('pages go on behind the last entry, also within one transaction', async ({ db }) => {
    const start = await startWith(db, 'ana', 'bia')
    await db.transaction(async (tx) => {
      for (const id of ['bia', 'ana']) {
        await dailyMetrics.saveDays(tx, [day(id, '2026-11-15'), day(id, '2026-11-16'), day(id, '2026-11-17')])
      }
    })
    const { upTo } = await changes.readFeed(db)
    const read: string[] = []
    let from: changes.ChangeQuery['from'] = start
    for (;;) {
      const page: changes.ChangeRow[] = await changes.listPage(db, { scope: null, from, upTo, limit: 2 })
      read.push(...page.map(({ accountId, key }) => `${accountId} ${key}`))
      from = page.at(-1) ?? from
      if (page.length < 2) break
    }
    expect(read).toHaveLength(6)
    expect(new Set(read).size).toBe(6)
  })

  test('what is older than it is kept for is dropped, and the feed says so', async ({ db }) => {
    const start = await startWith(db, 'ana')
    await followerDays.saveDays(db, { accountId: 'ana', now: at(1) }, [followerDay('2026-11-15')])
    await followerDays.saveDays(db, { accountId: 'ana', now: at(100) }, [followerDay('2026-11-16')])
    expect(await changes.dropOlderThan(db, at(50), 100)).toBe(1)
    expect(await changes.dropOlderThan(db, at(50), 100)).toBe(0)
    expect((await since(db, 0)).seen).toEqual(['ana day 2026-11-16'])
    expect((await changes.readFeed(db)).droppedBefore).toBeGreaterThan(start)
  })

  test('a day becomes final once, whatever is read of it later', async ({ db }) => {
    await startWith(db, 'ana')
    const save = (isFinal: boolean, reach: number) =>
      dailyMetrics.saveDays(db, [day('ana', '2026-11-15', { isFinal, reach })])
    const take = () => db.transaction((tx) => finalDays.takeUntold(tx, 'ana'))
    await save(false, 1)
    expect(await take()).toEqual([])
    await save(true, 1)
    expect(await take()).toEqual(['2026-11-15'])
    await save(true, 2)
    await save(false, 2)
    await save(true, 2)
    expect(await take()).toEqual([])
  })

  if (engine.isSerial) return

  test('transactions that end in another order than they began in lose nothing', async ({ db }) => {
    const start = await startWith(db, 'ana', 'bia', 'caio')
    const saved = signal()
    const mayEnd = signal()
    // Begins first, ends last: its number is below those that are read meanwhile.
    const slow = db.transaction(async (tx) => {
      await dailyMetrics.saveDays(tx, [day('ana', '2026-11-15')])
      saved.give()
      await mayEnd.given
    })
    await saved.given
    await dailyMetrics.saveDays(db, [day('bia', '2026-11-15')])
    const meanwhile = await since(db, start)
    expect(meanwhile.seen).toEqual([])
    mayEnd.give()
    await slow
    await dailyMetrics.saveDays(db, [day('caio', '2026-11-15')])
    expect((await since(db, meanwhile.next)).seen).toEqual([
      'ana day 2026-11-15',
      'bia day 2026-11-15',
      'caio day 2026-11-15',
    ])
  })
}

function signal() {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => (give = resolve))
  return { given, give: () => give() }
}
