import { notifications } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { MarkReadResult } from './contract.ts'

/** Marks the caller's own notifications read: the named ones, or all. Idempotent. */
export async function markRead(
  { db, clock }: Deps,
  { userId }: { userId: string },
  ids: readonly string[] | null,
): Promise<MarkReadResult> {
  const marked = await notifications.markRead(db, { userId, ids: ids?.map(Number) ?? null }, clock.now())
  return { success: true, marked, unreadCount: await notifications.countUnread(db, userId) }
}
