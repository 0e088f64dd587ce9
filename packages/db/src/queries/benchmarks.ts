import { and, asc, between, count, eq, gt, gte, inArray, isNotNull, lt, ne, notExists, sql, sum } from 'drizzle-orm'
import { type Handle, isOneOf, open, type Page, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import * as people from './people.ts'

export type BenchmarkRow = Schema['benchmarks']['$inferSelect']
export type BenchmarkMemberRow = Schema['benchmarkMembers']['$inferSelect']

/** What is told of a cell; nothing while it is silent. */
export const listCell = statement.all(({ db, benchmarks }, cell: Param<string>) =>
  db
    .select()
    .from(benchmarks)
    .where(and(eq(benchmarks.cell, cell), gt(benchmarks.accounts, silent)))
    .orderBy(asc(benchmarks.metric)),
)

/** Which cells were told of, by their last day, and when. Of a silent one, `accounts` is 0. */
export const listCells = statement.all(({ db, benchmarks }) =>
  db
    .selectDistinct({
      cell: benchmarks.cell,
      endDay: benchmarks.endDay,
      accounts: benchmarks.accounts,
      computedAt: benchmarks.computedAt,
    })
    .from(benchmarks),
)

/** The number of accounts of a cell that was told of and is not any more; nothing is left of it but when it was told. */
const silent = 0
const silence = { accounts: silent, percentiles: {} }

/** Whoever is taken out of a cell and whoever tells of it wait for each other. */
const turn = 'what is told of cells'

/** Tells of a cell no more, and keeps when it was told. */
export async function silenceCell(tx: Handle, cell: string): Promise<void> {
  await people.takeTurn(tx, turn)
  const { db, benchmarks } = open(tx)
  await db.update(benchmarks).set(silence).where(eq(benchmarks.cell, cell))
}

const atOnce = 500

/**
 * Puts what is told of a cell in the place of what was told before. Its members are afterwards those who were counted.
 * @param from.accountIds who was counted; when one of them was taken out since, nothing is told
 * @returns whether it is told
 */
export async function replaceCell(
  tx: Handle,
  { cell, endDay, accountIds }: { cell: string; endDay: string; accountIds: readonly string[] },
  rows: readonly BenchmarkRow[],
): Promise<boolean> {
  await people.takeTurn(tx, turn)
  const { db, benchmarks, benchmarkMembers: members } = open(tx)
  const remaining = new Set(await listRemaining(tx, cell, endDay))
  if (accountIds.some((id) => !remaining.has(id))) return false
  const counted = new Set(accountIds)
  const others = (await listMemberIds(tx, cell, endDay)).filter((id) => !counted.has(id))
  for (let start = 0; start < others.length; start += atOnce) {
    await db.delete(members).where(inArray(members.accountId, others.slice(start, start + atOnce)))
  }
  if (rows.length === 0) return true
  await db.delete(benchmarks).where(eq(benchmarks.cell, cell))
  await db.insert(benchmarks).values([...rows])
  return true
}

/** Everything that is told, and who was counted. */
export async function dropAll(tx: Handle): Promise<void> {
  const { db, benchmarks, benchmarkMembers } = open(tx)
  await db.delete(benchmarks)
  await db.delete(benchmarkMembers)
}

export const findMember = statement.get(({ db, benchmarkMembers }, accountId: Param<string>) =>
  db.select().from(benchmarkMembers).where(eq(benchmarkMembers.accountId, accountId)),
)

/** Counts accounts in, each in one cell. */
export async function saveMembers(tx: Handle, members: readonly BenchmarkMemberRow[]): Promise<void> {
  if (members.length === 0) return
  const { db, benchmarkMembers } = open(tx)
  await db
    .insert(benchmarkMembers)
    .values([...members])
    .onConflictDoUpdate({
      target: benchmarkMembers.accountId,
      set: { cell: sql`excluded.cell`, endDay: sql`excluded.end_day` },
    })
}

/** Who of some accounts is counted in which cell. */
export const listMembers = statement.all(({ db, benchmarkMembers: members }, ids: Param<readonly string[]>) =>
  db.select().from(members).where(isOneOf(members.accountId, ids)),
)

/** Who is counted in a cell. */
export const listMemberIds = statement.pluck(
  ({ db, benchmarkMembers: members }, cell: Param<string>, endDay: Param<string>) =>
    db
      .select({ accountId: members.accountId })
      .from(members)
      .where(and(eq(members.cell, cell), eq(members.endDay, endDay))),
)

/** Of them those that are still there, and whose users did not opt out since. */
export const listRemaining = statement.pluck(
  ({ db, benchmarkMembers: members, accounts, benchmarkOptOuts: outs }, cell: Param<string>, endDay: Param<string>) =>
    db
      .select({ accountId: members.accountId })
      .from(members)
      .innerJoin(accounts, eq(accounts.id, members.accountId))
      .where(
        and(
          eq(members.cell, cell),
          eq(members.endDay, endDay),
          notExists(db.select({ userId: outs.userId }).from(outs).where(eq(outs.userId, accounts.userId))),
        ),
      ),
)

/** What was told with an account in it is told no more. */
export async function dropOfAccount(tx: Handle, accountId: string): Promise<void> {
  await people.takeTurn(tx, turn)
  const { db, benchmarks, benchmarkMembers: members } = open(tx)
  const cells = db.select({ cell: members.cell }).from(members).where(eq(members.accountId, accountId))
  await db.update(benchmarks).set(silence).where(inArray(benchmarks.cell, cells))
}

const ofUser = ({ db, accounts }: Pick<ReturnType<typeof open>, 'db' | 'accounts'>, userId: string) =>
  db.select({ id: accounts.id }).from(accounts).where(eq(accounts.userId, userId))

/** What was told with any account of a user in it is told no more, and none of them is counted. */
export async function dropOfUser(tx: Handle, userId: string): Promise<void> {
  await people.takeTurn(tx, turn)
  const { db, benchmarks, benchmarkMembers: members, accounts } = open(tx)
  const own = ofUser({ db, accounts }, userId)
  const cells = db.select({ cell: members.cell }).from(members).where(inArray(members.accountId, own))
  await db.update(benchmarks).set(silence).where(inArray(benchmarks.cell, cells))
  await db.delete(members).where(inArray(members.accountId, own))
}

export const optedOut = statement.get(({ db, benchmarkOptOuts: table }, userId: Param<string>) =>
  db.select({ optedOutAt: table.optedOutAt }).from(table).where(eq(table.userId, userId)),
)

export async function optOut(tx: Handle, userId: string, at: Date): Promise<void> {
  const { db, benchmarkOptOuts } = open(tx)
  await db.insert(benchmarkOptOuts).values({ userId, optedOutAt: at }).onConflictDoNothing()
}

export async function optIn(tx: Handle, userId: string): Promise<void> {
  const { db, benchmarkOptOuts } = open(tx)
  await db.delete(benchmarkOptOuts).where(eq(benchmarkOptOuts.userId, userId))
}

/** A page of the active accounts, by id. */
export const listCandidates = statement.all(({ db, accounts }, { after, limit }: Params<Page>) =>
  db
    .select({ id: accounts.id, userId: accounts.userId })
    .from(accounts)
    .where(and(eq(accounts.status, 'active'), gt(accounts.id, after)))
    .orderBy(asc(accounts.id))
    .limit(limit),
)

/** Those of some users who opted out. */
export const listOptedOut = statement.pluck(({ db, benchmarkOptOuts: outs }, userIds: Param<readonly string[]>) =>
  db.select({ userId: outs.userId }).from(outs).where(isOneOf(outs.userId, userIds)),
)

interface Days {
  first: string
  last: string
}

/** Of some accounts, what the days of a range sum up to where both numbers are known. */
export const sumsOf = statement.all(
  ({ db, dailyMetrics: days }, ids: Param<readonly string[]>, { first, last }: Params<Days>) =>
    db
      .select({
        accountId: days.accountId,
        days: count(),
        reach: sum(days.reach).mapWith(Number),
        engagement: sum(days.totalInteractions).mapWith(Number),
      })
      .from(days)
      .where(
        and(
          isOneOf(days.accountId, ids),
          between(days.day, first, last),
          isNotNull(days.reach),
          isNotNull(days.totalInteractions),
        ),
      )
      .groupBy(days.accountId),
)

/** Of some accounts, how many followed at the end of two days. */
export const followersOf = statement.all(
  ({ db, followerDays: days }, ids: Param<readonly string[]>, { first, last }: Params<Days>) =>
    db
      .select({ accountId: days.accountId, day: days.day, followers: days.followers })
      .from(days)
      .where(and(isOneOf(days.accountId, ids), inArray(days.day, [first, last]), isNotNull(days.followers))),
)

/** Of some accounts, how many posts and reels were published from an instant on and before another. */
export const postsOf = statement.all(
  ({ db, media }, ids: Param<readonly string[]>, { from, until }: Params<{ from: Date; until: Date }>) =>
    db
      .select({ accountId: media.accountId, posts: count() })
      .from(media)
      .where(
        and(
          isOneOf(media.accountId, ids),
          ne(media.productType, 'STORY'),
          gte(media.publishedAt, from),
          lt(media.publishedAt, until),
        ),
      )
      .groupBy(media.accountId),
)
