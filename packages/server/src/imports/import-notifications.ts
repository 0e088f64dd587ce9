import { notifications } from '@instagram-dashboard/db'
import { dayMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import type { ImportedAccount } from './import-accounts.ts'
import { instantOf, isTrue, textOf } from './values.ts'

const usualKinds: Record<string, notifications.NotificationKind> = {
  first_connection: 'first_connection',
  first_connected: 'first_connection',
  connected: 'first_connection',
  token_expiring: 'token_expiring',
  token_expiration: 'token_expiring',
  token_expiring_soon: 'token_expiring',
  sync_error: 'sync_failed',
  sync_failed: 'sync_failed',
  connection_lost: 'connection_lost',
  token_expired: 'connection_lost',
}

/** Which kind a word of the old app means; `null` to leave it out, `undefined` for a word that nobody knows. */
export function kindOf(
  word: string,
  said: Readonly<Record<string, notifications.NotificationKind | null>>,
): notifications.NotificationKind | null | undefined {
  return said[word] === undefined ? usualKinds[word.toLowerCase()] : said[word]
}

interface Brought {
  row: Record<string, unknown>
  kind: notifications.NotificationKind
  account: ImportedAccount
  isDryRun: boolean
}

/** What the old app told a user. A trouble of back then is over here: it comes as read. */
export async function importNotification(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { row, kind, account, isDryRun }: Brought,
): Promise<boolean> {
  const now = clock.now()
  const createdAt = instantOf(row['createdAt']) ?? now
  const dedupeKey = `imported:${account.userId}:${kind}:${textOf(row['id']) ?? ''}`
  if (isDryRun) return !(await notifications.isGiven(db, dedupeKey))
  const isGood = kind === 'first_connection'
  return notifications.insertImported(db, {
    userId: account.userId,
    accountId: account.accountId,
    kind,
    parameters: parametersOf(kind, account, createdAt),
    dedupeKey,
    createdAt,
    readAt: isTrue(row['isRead']) ? createdAt : null,
    closedAt: isGood ? null : now,
  })
}

function parametersOf(kind: notifications.NotificationKind, { username, expiresAt }: ImportedAccount, at: Date) {
  if (kind === 'token_expiring') {
    const end = expiresAt ?? at
    const days = Math.max(0, Math.ceil((end.getTime() - at.getTime()) / dayMs))
    return { username, days, expiresAt: end.toISOString() }
  }
  // The old app did not keep why.
  if (kind === 'sync_failed') return { username, code: 'INTERNAL' }
  return { username }
}
