import { and, asc, eq, inArray, isNotNull, lt, lte, sql, type Column, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'
import * as oauthStates from './oauth-states.ts'

/** How many rows of each kind were dropped; of story pictures, how many addresses. */
export interface DroppedRows {
  connectionFlows: number
  connectionAttempts: number
  syncRuns: number
  notifications: number
  /** Those that the host was told. */
  deliveries: number
  /** Those that were given up. */
  deadDeliveries: number
  supportTickets: number
  jobSlots: number
  storyPictures: number
}

/** What only tells of work that ended, dropped piece by piece. Numbers, events and credits are not among it. */
export type DroppedKind = keyof DroppedRows

// So many rows go in one statement: a few milliseconds, after which everybody else's writes are let by.
const pieceSize = 100

/**
 * Drops the oldest rows of a kind that ended before then, a piece of them, in a transaction of its own.
 * @returns how many; 0 when none is left
 */
export function dropPiece(handle: Handle, kind: DroppedKind, before: Date): Promise<number> {
  return droppers[kind](handle, before)
}

type Drop = (handle: Handle, before: Date) => Promise<number>

const droppers: Record<DroppedKind, Drop> = {
  connectionFlows: oauthStates.dropOlderThan,
  async connectionAttempts(handle, before) {
    const { db, schema } = open(handle)
    const { id, createdAt } = schema.connectionAttempts
    const rows = await db
      .select({ id })
      .from(schema.connectionAttempts)
      .where(lt(createdAt, before))
      .orderBy(asc(createdAt))
      .limit(pieceSize)
    return remove(handle, schema.connectionAttempts, { key: id, rows })
  },
  async syncRuns(handle, before) {
    const { db, schema } = open(handle)
    const { id, startedAt, finishedAt } = schema.syncRuns
    const rows = await db
      .select({ id })
      .from(schema.syncRuns)
      .where(and(lt(startedAt, before), isNotNull(finishedAt)))
      .orderBy(asc(startedAt))
      .limit(pieceSize)
    return remove(handle, schema.syncRuns, { key: id, rows })
  },
  async notifications(handle, before) {
    const { db, schema } = open(handle)
    const { id, createdAt } = schema.notifications
    // Their numbers are in the order of their making, so that no index of the time is needed.
    const rows = await db.select({ id, createdAt }).from(schema.notifications).orderBy(asc(id)).limit(pieceSize)
    return remove(handle, schema.notifications, { key: id, rows: rows.filter((row) => row.createdAt < before) })
  },
  deliveries: (handle, before) => dropDeliveries(handle, 'delivered', before),
  deadDeliveries: (handle, before) => dropDeliveries(handle, 'dead', before),
  async supportTickets(handle, before) {
    const { db, schema } = open(handle)
    const { id, createdAt, status } = schema.supportTickets
    let dropped = 0
    for (const ended of ['answered', 'closed'] as const) {
      const rows = await db
        .select({ id, createdAt })
        .from(schema.supportTickets)
        .where(eq(status, ended))
        .orderBy(asc(id))
        .limit(pieceSize)
      const old = rows.filter((row) => row.createdAt < before)
      dropped += await remove(handle, schema.supportTickets, { key: id, rows: old })
    }
    return dropped
  },
  async jobSlots(handle, before) {
    const { db, schema } = open(handle)
    const { job, dueAt } = schema.jobSlots
    const [last] = await db
      .select({ dueAt })
      .from(schema.jobSlots)
      .where(lt(dueAt, before))
      .orderBy(asc(dueAt))
      .limit(1)
      .offset(pieceSize - 1)
    // The newest slot of a job says when it ran last, however long ago.
    const hasLater = sql`exists (select 1 from job_slots as later where later.job = ${job} and later.due_at > ${dueAt})`
    const rows = await db
      .delete(schema.jobSlots)
      .where(and(lt(dueAt, before), last && lte(dueAt, last.dueAt), hasLater))
      .returning({ job })
    return rows.length
  },
  async storyPictures(handle, before) {
    const { db, schema } = open(handle)
    const { publishedAt, productType, previewUrl, mediaId } = schema.media
    // Word for word as in the index that has only these.
    const hasPicture = and(sql`${productType} = 'STORY'`, isNotNull(previewUrl), lt(publishedAt, before))
    const [last] = await db
      .select({ publishedAt })
      .from(schema.media)
      .where(hasPicture)
      .orderBy(asc(publishedAt))
      .limit(1)
      .offset(pieceSize - 1)
    const rows = await db
      .update(schema.media)
      .set({ previewUrl: null })
      .where(and(hasPicture, last && lte(publishedAt, last.publishedAt)))
      .returning({ mediaId })
    return rows.length
  },
}

async function dropDeliveries(handle: Handle, status: 'delivered' | 'dead', before: Date): Promise<number> {
  const { db, schema } = open(handle)
  const { deliveries } = schema
  const { id, createdAt, eventSequence } = deliveries
  // In the order of their events, so that no index of the time is needed.
  const rows = await db
    .select({ id, createdAt })
    .from(deliveries)
    .where(eq(deliveries.status, status))
    .orderBy(asc(eventSequence))
    .limit(pieceSize)
  return remove(handle, deliveries, { key: id, rows: rows.filter((row) => row.createdAt < before) })
}

type KeyedTable = Schema['connectionAttempts' | 'syncRuns' | 'notifications' | 'deliveries' | 'supportTickets']

async function remove(
  handle: Handle,
  table: KeyedTable,
  { key, rows }: { key: Column; rows: readonly { id: string | number }[] },
): Promise<number> {
  if (rows.length === 0) return 0
  const { db } = open(handle)
  await db.delete(table).where(
    inArray(
      key,
      rows.map(({ id }) => id),
    ),
  )
  return rows.length
}

/**
 * Drops a piece of what an account brought, if it is disconnected since before then: so that erasing it, which is one
 * step, has little left to do.
 * @returns how many rows; 0 when none is left
 */
export async function dropPieceOfAccount(handle: Handle, accountId: string, disconnectedBefore: Date): Promise<number> {
  const { db, schema } = open(handle)
  const { accounts, dailyMetrics, followerCounts, followerDays, periodReach, media, syncRuns } = schema
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
    [followerCounts, followerCounts.takenAt],
    [followerDays, followerDays.day],
    [periodReach, periodReach.lastDay],
    [media, media.mediaId],
    [syncRuns, syncRuns.startedAt],
  ]
  for (const [table, key] of parts) {
    const dropped = await dropPart(handle, {
      table,
      key,
      ofAccount: eq(table.accountId, accountId),
      isStillDisconnected,
    })
    if (dropped > 0) return dropped
  }
  return 0
}

type PartOfAccount = Schema['dailyMetrics' | 'followerCounts' | 'followerDays' | 'periodReach' | 'media' | 'syncRuns']

async function dropPart(
  handle: Handle,
  {
    table,
    key,
    ofAccount,
    isStillDisconnected,
  }: {
    table: PartOfAccount
    key: Column
    ofAccount: SQL
    isStillDisconnected: SQL
  },
): Promise<number> {
  const { db } = open(handle)
  const [last] = await db
    .select({ key: sql`${key}`.mapWith(key) })
    .from(table)
    .where(ofAccount)
    .orderBy(asc(key))
    .limit(1)
    .offset(pieceSize - 1)
  const rows = await db
    .delete(table)
    .where(and(ofAccount, last && lte(key, last.key), isStillDisconnected))
    .returning({ accountId: table.accountId })
  return rows.length
}
