import { and, asc, eq, inArray, isNotNull, lt, lte, sql, type Column, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { type Handle, open } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { dropOlderThan, mark } from './change-marks.ts'
import { kindOfMedia } from './changes.ts'
import * as oauthStates from './oauth-states.ts'

/** What only tells of work that ended, dropped in batches. Numbers, events and credits are not among it. */
export const droppedKinds = [
  'connectionFlows',
  'connectionAttempts',
  'syncRuns',
  'notifications',
  'deliveries',
  'deadDeliveries',
  'supportTickets',
  'jobSlots',
  'storyPictures',
  'changes',
] as const
export type DroppedKind = (typeof droppedKinds)[number]

/** How many rows of each kind were dropped; of story pictures, how many addresses. */
export type DroppedRows = Record<DroppedKind, number>

// So many rows go in one statement: a few milliseconds, after which everybody else's writes are let by.
const batchSize = 100

/**
 * Drops the oldest rows of a kind that ended before then, a batch of them, in a transaction of its own.
 * @returns how many; 0 when none is left
 */
export function dropBatch(handle: Handle, kind: DroppedKind, before: Date): Promise<number> {
  return droppers[kind](handle, before)
}

const droppers: Record<DroppedKind, (handle: Handle, before: Date) => Promise<number>> = {
  connectionFlows: oauthStates.dropOlderThan,
  connectionAttempts: (handle, before) => {
    const { connectionAttempts: table } = open(handle)
    return dropOldest(handle, table, { order: table.createdAt, where: lt(table.createdAt, before) })
  },
  syncRuns: (handle, before) => {
    const { syncRuns: table } = open(handle)
    const where = and(lt(table.startedAt, before), isNotNull(table.finishedAt))
    return dropOldest(handle, table, { order: table.startedAt, where })
  },
  // The numbers of the following are in the order of their making, so that no index of the time is needed.
  notifications: (handle, before) => {
    const { notifications: table } = open(handle)
    return dropOldest(handle, table, { order: table.id, before })
  },
  /** Those that the host was told, and those that were given up. */
  deliveries: (handle, before) => dropDeliveries(handle, 'delivered', before),
  deadDeliveries: (handle, before) => dropDeliveries(handle, 'dead', before),
  async supportTickets(handle, before) {
    const { supportTickets: table } = open(handle)
    let dropped = 0
    for (const ended of ['answered', 'closed'] as const) {
      dropped += await dropOldest(handle, table, { order: table.id, where: eq(table.status, ended), before })
    }
    return dropped
  },
  async jobSlots(handle, before) {
    const { db, jobSlots } = open(handle)
    const { job, dueAt } = jobSlots
    // The newest slot of a job says when it ran last, however long ago.
    const hasLater = sql`exists (select 1 from job_slots as later where later.job = ${job} and later.due_at > ${dueAt})`
    const isOld = lt(dueAt, before)
    const rows = await db
      .delete(jobSlots)
      .where(and(isOld, await inFirstBatch(handle, jobSlots, { key: dueAt, where: isOld }), hasLater))
      .returning({ job })
    return rows.length
  },
  async storyPictures(handle, before) {
    const { db, media } = open(handle)
    const { publishedAt, productType, previewUrl, mediaId } = media
    // Word for word as in the index that has only these.
    const hasPicture = and(sql`${productType} = 'STORY'`, isNotNull(previewUrl), lt(publishedAt, before))
    const rows = await db
      .update(media)
      .set({ previewUrl: null })
      .where(and(hasPicture, await inFirstBatch(handle, media, { key: publishedAt, where: hasPicture })))
      .returning({ mediaId })
    return rows.length
  },
  changes: (handle, before) => dropOlderThan(handle, before, batchSize),
}

function dropDeliveries(handle: Handle, status: 'delivered' | 'dead', before: Date): Promise<number> {
  const { deliveries: table } = open(handle)
  return dropOldest(handle, table, { order: table.eventSequence, where: eq(table.status, status), before })
}

type KeyedTable = Schema['connectionAttempts' | 'syncRuns' | 'notifications' | 'deliveries' | 'supportTickets']

/** @param what.before for an order that is not that of the time: of the batch, only what was made before then goes */
async function dropOldest(
  handle: Handle,
  table: KeyedTable,
  { order, where, before }: { order: Column; where?: SQL | undefined; before?: Date },
): Promise<number> {
  const { db } = open(handle)
  const id: SQLiteColumn = table.id
  const madeAt: SQLiteColumn = 'createdAt' in table ? table.createdAt : table.startedAt
  const rows = await db.select({ id, madeAt }).from(table).where(where).orderBy(asc(order)).limit(batchSize)
  const ids = rows.flatMap((row) => (before === undefined || (row.madeAt as Date) < before ? [row.id] : []))
  if (ids.length > 0) await db.delete(table).where(inArray(id, ids))
  return ids.length
}

type PartOfAccount =
  | Schema['dailyMetrics' | 'dailySplits' | 'earlierReadings' | 'followerCounts' | 'followerDays']
  | Schema[
      | 'periodReach'
      | 'media'
      | 'mediaReadings'
      | 'mediaTags'
      | 'insights'
      | 'forecasts'
      | 'finalDays'
      | 'syncRuns']

/** What holds for the first batch of some rows by a key; nothing needs to where there are fewer. */
async function inFirstBatch(
  handle: Handle,
  table: PartOfAccount | Schema['jobSlots'],
  { key, where }: { key: Column; where: SQL | undefined },
): Promise<SQL | undefined> {
  const { db } = open(handle)
  const [last] = await db
    .select({ key: sql`${key}`.mapWith(key) })
    .from(table)
    .where(where)
    .orderBy(asc(key))
    .limit(1)
    .offset(batchSize - 1)
  return last && lte(key, last.key)
}

/**
 * Drops a batch of what an account brought, if it is disconnected since before then: so that erasing it, which is one
 * step, has little left to do. In a transaction.
 * @returns how many rows; 0 when none is left
 */
export async function dropBatchOfAccount(
  tx: Handle,
  accountId: string,
  { disconnectedBefore, at }: { disconnectedBefore: Date; at: Date },
): Promise<number> {
  const {
    db,
    accounts,
    dailyMetrics,
    dailySplits,
    followerCounts,
    followerDays,
    periodReach,
    media,
    mediaReadings,
    mediaTags,
    insights,
    forecasts,
    finalDays,
    syncRuns,
    earlierReadings,
  } = open(tx)
  const isStillDisconnected = sql`exists ${db
    .select({ one: sql`1` })
    .from(accounts)
    .where(
      and(
        eq(accounts.id, accountId),
        eq(accounts.status, 'disconnected'),
        lt(accounts.disconnectedAt, disconnectedBefore),
      ),
    )}`
  const parts: [PartOfAccount, Column][] = [
    [dailyMetrics, dailyMetrics.day],
    [dailySplits, dailySplits.day],
    [earlierReadings, earlierReadings.day],
    [followerCounts, followerCounts.takenAt],
    [followerDays, followerDays.day],
    [periodReach, periodReach.lastDay],
    [media, media.mediaId],
    // Behind the media, which would be shown without them until it goes.
    [mediaReadings, mediaReadings.mediaId],
    [mediaTags, mediaTags.mediaId],
    [insights, insights.startDay],
    [forecasts, forecasts.madeOn],
    [finalDays, finalDays.day],
    [syncRuns, syncRuns.startedAt],
  ]
  for (const [table, key] of parts) {
    const ofAccount = eq(table.accountId, accountId)
    const productType = table === media ? media.productType : sql<string>`''`
    const rows = await db
      .delete(table)
      .where(and(ofAccount, await inFirstBatch(tx, table, { key, where: ofAccount }), isStillDisconnected))
      .returning({ key: sql<string>`${key}`, productType })
    if (rows.length === 0) continue
    if (table === dailyMetrics || table === followerDays || table === media) {
      const kindOf = (row: { productType: string }) => (table === media ? kindOfMedia(row.productType) : 'day')
      for (const kind of new Set(rows.map(kindOf))) {
        const keys = rows.flatMap((row) => (kindOf(row) === kind ? [row.key] : []))
        await mark(tx, { accountId, kind, keys, changedAt: at })
      }
    }
    return rows.length
  }
  return 0
}
