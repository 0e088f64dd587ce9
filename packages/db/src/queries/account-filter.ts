import { and, eq, isNotNull, isNull, ne, or, sql, type SQL } from 'drizzle-orm'
import { foldText } from './folded-text.ts'
import type { Schema } from '../schema/define.ts'
import type { AccountStatus } from './account-rows.ts'
import { isUpToUnindexed, unindexed } from '../statements/index.ts'

export interface AccountFilter {
  status?: AccountStatus | undefined
  /** Active accounts whose token ends at or before this. */
  tokenEndsBefore?: Date | undefined
  hasError?: boolean | undefined
  isDeactivated?: boolean | undefined
  /** A part of the username or the name, whatever its accents and capitals, or a whole id: the host's, Instagram's or ours. */
  search?: string | undefined
}

/** What is asked beside the status, which is looked up first. */
export function matches({ accounts }: Schema, filter: Omit<AccountFilter, 'status'>): SQL | undefined {
  const { tokenEndsBefore, hasError, isDeactivated, search } = filter
  const errorCode = unindexed(accounts.lastErrorCode)
  const { deactivatedAt } = accounts
  return and(
    tokenEndsBefore &&
      and(
        eq(unindexed(accounts.status), 'active'),
        isNotNull(accounts.tokenExpiresAt),
        // The index of the ends knows nothing of the order that is wanted.
        isUpToUnindexed(accounts.tokenExpiresAt, tokenEndsBefore),
      ),
    when(hasError, ne(errorCode, ''), eq(errorCode, '')),
    when(isDeactivated, isNotNull(deactivatedAt), isNull(deactivatedAt)),
    search === undefined ? undefined : matchesSearch(accounts, search),
  )
}

function when(answer: boolean | undefined, yes: SQL, no: SQL): SQL | undefined {
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
