import { and, eq, isNotNull, isNull, ne, or, sql, type Column, type SQL } from 'drizzle-orm'
import { foldText } from './folded-text.ts'
import type { Schema } from '../schema/define.ts'
import type { AccountStatus } from './account-rows.ts'
import { isAfterUnindexed, isUpToUnindexed, unindexed } from '../statements/index.ts'

export interface AccountFilter {
  status?: AccountStatus | undefined
  /** Active accounts whose token ends at or before this. */
  tokenEndsBefore?: Date | undefined
  /** Of accounts that are not disconnected: the newest sync or refresh of one that is says nothing any more. */
  hasError?: boolean | undefined
  /**
   * Active accounts that were connected by `before` and of which no numbers came since; what lies after `latest` was
   * written by a wrong clock, and counts as old.
   */
  numbersOlderThan?: { before: Date; latest: Date } | undefined
  /** Active accounts whose token could not be refreshed so many times or more, one after another. */
  refreshFailures?: number | undefined
  isDeactivated?: boolean | undefined
  /** A part of the username or the name, whatever its accents and capitals, or a whole id: the host's, Instagram's or ours. */
  search?: string | undefined
}

/** What is asked beside the status, which is looked up first. */
export function matches({ accounts }: Schema, filter: Omit<AccountFilter, 'status'>): SQL | undefined {
  const { tokenEndsBefore, hasError, numbersOlderThan, refreshFailures, isDeactivated, search } = filter
  const [status, errorCode] = [unindexed(accounts.status), unindexed(accounts.lastErrorCode)]
  const { deactivatedAt } = accounts
  return and(
    tokenEndsBefore &&
      and(
        eq(status, 'active'),
        isNotNull(accounts.tokenExpiresAt),
        // The index of the ends knows nothing of the order that is wanted.
        isUpToUnindexed(accounts.tokenExpiresAt, tokenEndsBefore),
      ),
    when(
      hasError,
      and(ne(errorCode, ''), ne(status, 'disconnected')),
      or(eq(errorCode, ''), eq(status, 'disconnected')),
    ),
    numbersOlderThan && and(eq(status, 'active'), hasOldNumbers(accounts, numbersOlderThan)),
    refreshFailures === undefined
      ? undefined
      : and(eq(status, 'active'), sql`coalesce(${accounts.refreshFailures}, 0) >= ${refreshFailures}`),
    when(isDeactivated, isNotNull(deactivatedAt), isNull(deactivatedAt)),
    search === undefined ? undefined : matchesSearch(accounts, search),
  )
}

/** The same accounts that health counts as late, by no index. */
function hasOldNumbers(
  { connectedAt, numbersReadAt }: Schema['accounts'],
  { before, latest }: { before: Date; latest: Date },
): SQL | undefined {
  const isOld = (column: Column) => or(isUpToUnindexed(column, before), isAfterUnindexed(column, latest))
  // Numbers that never came are as old as any.
  return and(isOld(connectedAt), isOld(numbersReadAt))
}

function when(answer: boolean | undefined, yes: SQL | undefined, no: SQL | undefined): SQL | undefined {
  if (answer === undefined) return undefined
  return answer ? yes : no
}

function matchesSearch(accounts: Schema['accounts'], search: string) {
  // The signs that LIKE reads as any text are meant as themselves.
  const part = `%${foldText(search).replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return or(
    sql`${accounts.foldedUsername} like ${part} escape '\\'`,
    sql`${accounts.foldedName} like ${part} escape '\\'`,
    eq(accounts.userId, search),
    eq(accounts.instagramUserId, search),
    eq(accounts.id, search),
  )
}
