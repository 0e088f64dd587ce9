import { expect } from 'vitest'
import {
  accountLists,
  accounts,
  events,
  finalDays,
  followerCounts,
  insights,
  jobSlots,
  media,
  mediaReadings,
  mediaTags,
  notifications,
  retention,
  type Database,
} from '../../src/index.ts'
import { account, at, event, many, never, post, tell } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const daySeconds = 86_400
const longerThanAPiece = 1_200

/** A log that is longer than several pieces, in which the clock was once put back. */
async function tellAll(db: Database): Promise<events.EventRow[]> {
  return db.transaction(async (tx) => {
    const rows: events.EventRow[] = []
    for (const index of many(longerThanAPiece, (each) => each)) {
      rows.push(
        await tell(
          tx,
          event(index % 400 === 7 ? 'rare' : index % 2 === 0 ? 'even' : 'odd', {
            personRef: `ref-${index % 2}`,
            actorRef: index % 5 === 0 ? 'ref-admin' : `ref-${index % 2}`,
            accountId: `account-${index % 3}`,
            requestId: index % 4 === 0 ? `request-${index % 100}` : null,
            createdAt: at(index < 600 ? index : index - 100),
          }),
        ),
      )
    }
    return rows
  })
}

/** What a filter asks for, said the other way. */
function isAskedFor(row: events.EventRow, filter: events.EventFilter): boolean {
  const { types, personRef, accountId, requestId, since, until } = filter
  return (
    (types?.includes(row.type) ?? true) &&
    (personRef === undefined || row.personRef === personRef || row.actorRef === personRef) &&
    (accountId === undefined || row.accountId === accountId) &&
    (requestId === undefined || row.requestId === requestId) &&
    (since === undefined || row.createdAt >= since) &&
    (until === undefined || row.createdAt < until)
  )
}

const filters: events.EventFilter[] = [
  {},
  { types: ['rare'] },
  { types: ['rare', 'odd'] },
  { personRef: 'ref-1' },
  { personRef: 'ref-admin', types: ['rare', 'even'] },
  { personRef: 'ref-1', types: ['rare'], since: at(5) },
  { accountId: 'account-1', personRef: 'ref-0', until: at(900) },
  { requestId: 'request-8', types: ['even'] },
  { since: at(100), until: at(700) },
  { types: ['rare'], until: at(1_000) },
  { personRef: 'nobody' },
]

export function describeLongLists(test: ContractTest): void {
  test('a page of the log is the same whichever index it goes down, and the pages together are all', async ({ db }) => {
    const all = await tellAll(db)
    for (const filter of filters) {
      const asked = all.filter((row) => isAskedFor(row, filter)).map(({ sequence }) => sequence)
      const found: number[] = []
      for (let before: number | null = null; ;) {
        const page: events.EventRow[] = await events.listPage(db, filter, { before, limit: 90 })
        found.push(...page.map(({ sequence }) => sequence))
        before = page.at(-1)?.sequence ?? null
        if (page.length < 90) break
      }
      expect([filter, found.toSorted((a, b) => a - b)]).toEqual([filter, asked])
    }
  })

  test('a search goes through all accounts, page by page, and counts all that it finds', async ({ db }) => {
    await db.transaction(async (tx) => {
      for (const index of many(longerThanAPiece, (each) => each)) {
        const name = index % 100 === 3 ? 'Wanted' : 'Other'
        await accounts.insert(tx, account(`a${index}`, { name, connectedAt: at(Math.floor(index / 7)) }))
      }
    })
    const found: string[] = []
    for (let after: accountLists.AccountPosition | null = null; ;) {
      const { page, total }: accountLists.FoundAccounts = await accountLists.findPage(
        db,
        { search: 'wANTed', hasError: false },
        { after, limit: 5 },
      )
      expect(total).toBe(12)
      found.push(...page.map(({ id }) => id))
      after = page.at(-1) ?? null
      if (page.length < 5) break
    }
    expect(found.toSorted()).toEqual(many(12, (index) => `a${index * 100 + 3}`).toSorted())
    expect((await accountLists.findPage(db, {}, { after: null, limit: 1 })).total).toBe(longerThanAPiece)
  })

  test('what is old goes a hundred rows at a time, until nothing is left', async ({ db }) => {
    for (const index of many(250, (each) => each)) {
      await notifications.insertOnce(db, {
        userId: 'user-ana',
        accountId: null,
        kind: 'support_answered',
        parameters: {},
        dedupeKey: `notification-${index}`,
        eventSequence: 1,
        createdAt: at(index < 240 ? 0 : 9),
      })
    }
    const dropped = []
    for (let rows = 1; rows > 0;) dropped.push((rows = await retention.dropBatch(db, 'notifications', at(5))))
    expect(dropped).toEqual([100, 100, 40, 0])
    expect(await notifications.countUnread(db, 'user-ana')).toBe(10)
  })

  test('of each job the newest slot stays, however old it is', async ({ db }) => {
    for (const job of ['often', 'once']) {
      for (const day of job === 'once' ? [0] : many(150, (each) => each)) {
        const dueAt = at(day * daySeconds)
        const claim = { job, dueAt, owner: 'one', deadOwner: null, now: dueAt, leaseUntil: dueAt, latestLease: never }
        await jobSlots.claim(db, claim)
        await jobSlots.finish(db, claim, { now: dueAt, result: {} })
      }
    }
    let dropped = 0
    for (let rows = 1; rows > 0;) dropped += rows = await retention.dropBatch(db, 'jobSlots', at(200 * daySeconds))
    expect(dropped).toBe(149)
    expect((await jobSlots.findNewest(db, 'once'))?.dueAt).toEqual(at(0))
    expect((await jobSlots.findNewest(db, 'often'))?.dueAt).toEqual(at(149 * daySeconds))
  })

  test('what an account brought goes only while it is disconnected for long enough', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    await accounts.insert(db, account('bia', { status: 'disconnected', disconnectedAt: at(0) }))
    for (const id of ['ana', 'bia']) {
      for (const taken of many(150, (each) => each)) {
        const counts = { followersCount: 1, followsCount: null, mediaCount: null, importedAt: null }
        await followerCounts.save(db, { accountId: id, takenAt: at(taken), ...counts })
      }
    }
    const drop = (id: string, disconnectedBefore: Date) =>
      db.transaction((tx) => retention.dropBatchOfAccount(tx, id, { disconnectedBefore, at: at(9) }))
    expect(await drop('ana', at(5))).toBe(0)
    expect(await drop('bia', at(0))).toBe(0)
    expect(await drop('bia', at(5))).toBe(100)
    expect(await drop('bia', at(5))).toBe(50)
    expect(await drop('bia', at(5))).toBe(0)
    expect(await followerCounts.listTotals(db, 'ana', at(0))).toHaveLength(150)
  })

  test('of what was worked out from an account, and noted on its posts, nothing is left for the last step', async ({
    db,
  }) => {
    await accounts.insert(db, account('ana', { status: 'disconnected', disconnectedAt: at(0) }))
    const accountId = 'ana'
    const days = many(120, (each) =>
      at(each * daySeconds)
        .toISOString()
        .slice(0, 10),
    )
    await db.transaction(async (tx) => {
      for (const [index, day] of days.entries()) {
        const mediaId = `post-${index}`
        await media.save(tx, [post(mediaId)])
        const ages = (['1h', '24h'] as const).map((age) => ({ accountId, mediaId, age, readAt: at(1), figures: {} }))
        await mediaReadings.save(tx, ages)
        await mediaTags.replace(tx, { accountId, mediaId, tags: ['one', 'two'], taggedAt: at(1) })
        const found = { rule: 'rule', subject: day, startDay: day, endDay: day, numbers: {}, foundAt: at(1) }
        await insights.insertOnce(tx, { accountId, ...found })
        await insights.saveForecast(tx, { accountId, metric: 'reach', madeOn: day, points: [], madeAt: at(1) })
      }
      await finalDays.addUntold(tx, accountId, days)
    })
    const batches: number[] = []
    for (let rows = 1; rows > 0;) {
      rows = await db.transaction((tx) =>
        retention.dropBatchOfAccount(tx, accountId, { disconnectedBefore: at(5), at: at(9) }),
      )
      batches.push(rows)
    }
    expect(batches.reduce((sum, rows) => sum + rows, 0)).toBe(days.length * 8)
    // As many at once as make a few milliseconds of work, and those of one post together.
    expect(Math.max(...batches)).toBeLessThanOrEqual(102)
    expect(await mediaTags.countOf(db, accountId)).toBe(0)
    expect(await mediaReadings.listOf(db, accountId, 'post-7')).toEqual([])
    expect(await db.transaction((tx) => finalDays.takeUntold(tx, accountId))).toEqual([])
  })
}
