import { and, asc, eq, gt, inArray, isNotNull } from 'drizzle-orm'
import { type Handle, open, type Page, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { markErased } from './change-marks.ts'
import * as benchmarks from './benchmarks.ts'
import * as people from './people.ts'

export { collect, readHoldings } from './user-data.ts'

/**
 * How each table holds on to a person. A new table does not compile until it says so, and `readHoldings` and
 * `eraseUser` are the two places that read this list.
 */
export const holdings = {
  accounts: 'by user',
  oauthStates: 'by user',
  connectionAttempts: 'by user',
  notifications: 'by user',
  supportTickets: 'by user',
  people: 'by user',
  dailyMetrics: 'by account',
  followerCounts: 'by account',
  followerDays: 'by account',
  periodReach: 'by account',
  syncRuns: 'by account',
  media: 'by account',
  callBudgets: 'by account',
  hourlyCalls: 'as codes that outlive the user for an hour, so that erasing gives no calls back',
  audiences: 'by account',
  dailySplits: 'by account',
  earlierReadings: 'by account',
  mediaReadings: 'by account',
  mediaTags: 'by account',
  goals: 'by account',
  insights: 'by account',
  forecasts: 'by account',
  benchmarks: 'not at all',
  benchmarkMembers: 'by account',
  benchmarkOptOuts: 'by user',
  changes: 'as ids of accounts that outlive them, so that whoever keeps a copy hears of the erasure',
  changeFeed: 'not at all',
  finalDays: 'by account',
  events: 'by reference, and stays: without the user the reference names nobody',
  achievements: 'by reference',
  creditEntries: 'by reference, and stays: the ledger has two sides',
  rewardTombstones: 'as codes that outlive the user, so that nothing is given twice',
  erasures: 'as codes that outlive the user',
  deletionRequests: 'as codes that outlive the user',
  installation: 'not at all',
  jobSlots: 'not at all',
  deliveries: 'not at all',
  deliveryCursors: 'not at all',
} as const satisfies Record<keyof Schema, string>

/** Deletes everything that `holdings` says is the user's. @returns the ids of the accounts that were */
export async function eraseUser(tx: Handle, userId: string, at: Date): Promise<string[]> {
  const { db, notifications, achievements, people: users } = open(tx)
  const ids = await eraseOwned(tx, userId, at)
  await db.delete(notifications).where(eq(notifications.userId, userId))
  const user = await people.findByUser(tx, userId)
  if (user) await db.delete(achievements).where(eq(achievements.personRef, user.ref))
  await db.delete(users).where(eq(users.userId, userId))
  return ids
}

/**
 * The part of it that other transactions lock before they write an event: to be deleted before the event that tells of
 * the erasure, and the rest after it. @returns the ids of the accounts that were
 */
export async function eraseOwned(tx: Handle, userId: string, at: Date): Promise<string[]> {
  const { db, accounts, oauthStates, connectionAttempts, supportTickets, callBudgets, benchmarkOptOuts } = open(tx)
  await benchmarks.dropOfUser(tx, userId)
  const erased = await db.delete(accounts).where(eq(accounts.userId, userId)).returning({ id: accounts.id })
  const ids = erased.map(({ id }) => id)
  await markErased(tx, { userId, accountIds: ids, at })
  await db.delete(oauthStates).where(eq(oauthStates.userId, userId))
  await db.delete(connectionAttempts).where(eq(connectionAttempts.userId, userId))
  await db.delete(supportTickets).where(eq(supportTickets.userId, userId))
  await db.delete(benchmarkOptOuts).where(eq(benchmarkOptOuts.userId, userId))
  if (ids.length > 0) await db.delete(callBudgets).where(inArray(callBudgets.scope, ids))
  return ids
}

/**
 * Drops what names an account outside of its own rows: answers of finished attempts, and what questions to support
 * took along. The steps of the funnel lose the account.
 */
export async function forgetMentions(
  tx: Handle,
  { userId, accountId }: { userId: string; accountId: string },
): Promise<void> {
  const { db, oauthStates, connectionAttempts, supportTickets } = open(tx)
  await db.update(supportTickets).set({ context: null }).where(eq(supportTickets.userId, userId))
  await db.delete(oauthStates).where(and(eq(oauthStates.userId, userId), isNotNull(oauthStates.finishedAt)))
  await db.update(connectionAttempts).set({ accountId: null }).where(eq(connectionAttempts.accountId, accountId))
}

/** Everybody who is known, page by page: what a list of erasures is compared with. */
export const listUserIds = statement.pluck(({ db, people: users }, { after, limit }: Params<Page>) =>
  db
    .select({ userId: users.userId })
    .from(users)
    .where(gt(users.userId, after))
    .orderBy(asc(users.userId))
    .limit(limit),
)
