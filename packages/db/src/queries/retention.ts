import { and, inArray, isNotNull, lt, max, ne, notInArray } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'

/** How many rows of each kind were dropped. */
export interface DroppedRows {
  connectionFlows: number
  connectionAttempts: number
  syncRuns: number
  notifications: number
  deliveries: number
  supportTickets: number
  jobSlots: number
}

/** Drops what only tells of work that ended before then. Numbers, events and credits stay. */
export async function dropEndedBefore(tx: Handle, before: Date): Promise<DroppedRows> {
  const { db, schema } = open(tx)
  const { oauthStates, connectionAttempts, syncRuns, notifications, deliveries, supportTickets, jobSlots } = schema
  // The newest slot of a job says when it ran last, however long ago.
  const newestSlots = db
    .select({ dueAt: max(jobSlots.dueAt) })
    .from(jobSlots)
    .groupBy(jobSlots.job)
  return {
    connectionFlows: (
      await db.delete(oauthStates).where(lt(oauthStates.createdAt, before)).returning({ row: oauthStates.stateHash })
    ).length,
    connectionAttempts: (
      await db
        .delete(connectionAttempts)
        .where(lt(connectionAttempts.createdAt, before))
        .returning({ row: connectionAttempts.id })
    ).length,
    syncRuns: (
      await db
        .delete(syncRuns)
        .where(and(isNotNull(syncRuns.finishedAt), lt(syncRuns.startedAt, before)))
        .returning({ row: syncRuns.id })
    ).length,
    notifications: (
      await db.delete(notifications).where(lt(notifications.createdAt, before)).returning({ row: notifications.id })
    ).length,
    deliveries: (
      await db
        .delete(deliveries)
        .where(and(ne(deliveries.status, 'pending'), lt(deliveries.createdAt, before)))
        .returning({ row: deliveries.id })
    ).length,
    supportTickets: (
      await db
        .delete(supportTickets)
        .where(and(inArray(supportTickets.status, ['answered', 'closed']), lt(supportTickets.createdAt, before)))
        .returning({ row: supportTickets.id })
    ).length,
    jobSlots: (
      await db
        .delete(jobSlots)
        .where(and(isNotNull(jobSlots.finishedAt), lt(jobSlots.dueAt, before), notInArray(jobSlots.dueAt, newestSlots)))
        .returning({ row: jobSlots.job })
    ).length,
  }
}
