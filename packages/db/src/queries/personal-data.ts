import { and, asc, eq, gt, inArray, isNotNull, or } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'
import * as people from './people.ts'

/**
 * How each table holds on to a person. A new table does not compile until it says so, and `collect` and `eraseUser`
 * are the two places that read this list.
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
  audiences: 'by account',
  events: 'by reference, and stays: without the person the reference names nobody',
  achievements: 'by reference',
  creditEntries: 'by reference, and stays: the ledger has two sides',
  rewardTombstones: 'as codes that outlive the person, so that nothing is given twice',
  erasures: 'as codes that outlive the person',
  deletionRequests: 'as codes that outlive the person',
  installation: 'not at all',
  jobSlots: 'not at all',
  deliveries: 'not at all',
  deliveryCursors: 'not at all',
} as const satisfies Record<keyof Schema, string>

/** Everything that is held on a person, row by row, without what is secret: tokens, hashes, keys and leases. */
export async function collect(handle: Handle, userId: string) {
  const { db, schema } = open(handle)
  const { accounts, oauthStates, connectionAttempts, notifications, supportTickets } = schema
  const {
    dailyMetrics,
    followerCounts,
    followerDays,
    periodReach,
    syncRuns,
    media,
    audiences,
    callBudgets,
    events,
    achievements,
    creditEntries,
  } = schema
  const ownAccounts = await db.select().from(accounts).where(eq(accounts.userId, userId)).orderBy(asc(accounts.id))
  const ids = ownAccounts.map(({ id }) => id)
  const person = await people.findByUser(handle, userId)
  const ref = person?.ref ?? ''
  const notNone = ids.length === 0 ? [''] : ids
  return {
    accounts: ownAccounts.map(({ sealedToken: _token, foldedUsername: _username, foldedName: _name, ...row }) =>
      withoutLease(row),
    ),
    connectionFlows: (await db.select().from(oauthStates).where(eq(oauthStates.userId, userId))).map(
      ({ stateHash: _state, codeHash: _code, browserChallenge: _secret, sealedShortToken: _token, ...row }) =>
        withoutLease(row),
    ),
    connectionAttempts: (
      await db
        .select()
        .from(connectionAttempts)
        .where(eq(connectionAttempts.userId, userId))
        .orderBy(asc(connectionAttempts.id))
    ).map(({ stateHash: _state, ...row }) => row),
    dailyMetrics: await db
      .select()
      .from(dailyMetrics)
      .where(inArray(dailyMetrics.accountId, notNone))
      .orderBy(asc(dailyMetrics.accountId), asc(dailyMetrics.day)),
    followerCounts: await db
      .select()
      .from(followerCounts)
      .where(inArray(followerCounts.accountId, notNone))
      .orderBy(asc(followerCounts.accountId), asc(followerCounts.takenAt)),
    followerDays: await db
      .select()
      .from(followerDays)
      .where(inArray(followerDays.accountId, notNone))
      .orderBy(asc(followerDays.accountId), asc(followerDays.day)),
    periodReach: await db
      .select()
      .from(periodReach)
      .where(inArray(periodReach.accountId, notNone))
      .orderBy(asc(periodReach.accountId), asc(periodReach.days), asc(periodReach.lastDay)),
    media: await db.select().from(media).where(inArray(media.accountId, notNone)),
    syncRuns: await db
      .select()
      .from(syncRuns)
      .where(inArray(syncRuns.accountId, notNone))
      .orderBy(asc(syncRuns.startedAt)),
    audiences: await db.select().from(audiences).where(inArray(audiences.accountId, notNone)),
    callBudgets: await db.select().from(callBudgets).where(inArray(callBudgets.scope, notNone)),
    notifications: await db
      .select()
      .from(notifications)
      .where(eq(notifications.userId, userId))
      .orderBy(asc(notifications.id)),
    supportTickets: await db
      .select()
      .from(supportTickets)
      .where(eq(supportTickets.userId, userId))
      .orderBy(asc(supportTickets.id)),
    achievements: await db.select().from(achievements).where(eq(achievements.personRef, ref)),
    credits: await db
      .select()
      .from(creditEntries)
      .where(eq(creditEntries.ledgerAccount, ref))
      .orderBy(asc(creditEntries.id)),
    events: await db
      .select()
      .from(events)
      .where(or(eq(events.personRef, ref), eq(events.actorRef, ref)))
      .orderBy(asc(events.sequence)),
    person,
  }
}

function withoutLease<Row extends object>(row: Row): Omit<Row, 'leaseOwner' | 'leaseUntil' | 'leaseFence'> {
  const { leaseOwner: _owner, leaseUntil: _until, leaseFence: _fence, ...rest } = row as Row & Record<string, unknown>
  return rest as Omit<Row, 'leaseOwner' | 'leaseUntil' | 'leaseFence'>
}

/** Deletes everything that `holdings` says is the person's. @returns the ids of the accounts that were */
export async function eraseUser(tx: Handle, userId: string): Promise<string[]> {
  const { db, schema } = open(tx)
  const { accounts, oauthStates, connectionAttempts, notifications, supportTickets, callBudgets, achievements } = schema
  const person = await people.findByUser(tx, userId)
  await db.delete(notifications).where(eq(notifications.userId, userId))
  const erased = await db.delete(accounts).where(eq(accounts.userId, userId)).returning({ id: accounts.id })
  const ids = erased.map(({ id }) => id)
  if (ids.length > 0) await db.delete(callBudgets).where(inArray(callBudgets.scope, ids))
  await db.delete(oauthStates).where(eq(oauthStates.userId, userId))
  await db.delete(connectionAttempts).where(eq(connectionAttempts.userId, userId))
  await db.delete(supportTickets).where(eq(supportTickets.userId, userId))
  if (person) await db.delete(achievements).where(eq(achievements.personRef, person.ref))
  await db.delete(schema.people).where(eq(schema.people.userId, userId))
  return ids
}

/**
 * Drops what names an account outside of its own rows: answers of finished connect flows, and what questions to support
 * took along. The steps of the funnel lose the account.
 */
export async function forgetMentions(
  tx: Handle,
  { userId, accountId }: { userId: string; accountId: string },
): Promise<void> {
  const { db, schema } = open(tx)
  const { oauthStates, connectionAttempts, supportTickets } = schema
  await db.update(supportTickets).set({ context: null }).where(eq(supportTickets.userId, userId))
  await db.delete(oauthStates).where(and(eq(oauthStates.userId, userId), isNotNull(oauthStates.finishedAt)))
  await db.update(connectionAttempts).set({ accountId: null }).where(eq(connectionAttempts.accountId, accountId))
}

/** Everybody who is known, page by page: what a list of erasures is compared with. */
export async function listUserIds(
  handle: Handle,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const { db, schema } = open(handle)
  const rows = await db
    .select({ userId: schema.people.userId })
    .from(schema.people)
    .where(gt(schema.people.userId, after))
    .orderBy(asc(schema.people.userId))
    .limit(limit)
  return rows.map(({ userId }) => userId)
}
