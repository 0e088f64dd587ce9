import { accountLists, type accounts } from '@instagram-dashboard/db'
import { missingScopesOf, presentAccount } from '../accounts/present-account.ts'
import { addMs, dayMs } from '../clock/time.ts'
import type { Caller, Deps } from '../deps.ts'
import type { AccountBadge, AdminAccount, AdminAccountsInput, AdminAccountsResult } from '../accounts/admin-contract.ts'

const usualLimit = 50

/** Everybody's accounts, the newest connection first. */
export async function listAccounts(
  { db, clock }: Deps,
  { locale }: Caller,
  { cursor, limit = usualLimit, tokenExpiresWithinDays: days, ...filter }: AdminAccountsInput,
): Promise<AdminAccountsResult> {
  const now = clock.now()
  const wanted = {
    ...filter,
    ...(days === undefined ? {} : { tokenEndsBefore: addMs(now, days * dayMs) }),
  }
  const position = { after: readCursor(cursor), limit: limit + 1 }
  const { page: rows, total } = await accountLists.findPage(db, wanted, position)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => presentAdminAccount(row, { now, locale })),
    total,
    nextCursor: last ? `${last.connectedAt.getTime()}.${last.id}` : null,
  }
}

function readCursor(cursor: string | undefined): accountLists.AccountPosition | null {
  if (cursor === undefined) return null
  const dot = cursor.indexOf('.')
  return { connectedAt: new Date(Number(cursor.slice(0, dot))), id: cursor.slice(dot + 1) }
}

/** An account as admins see it. */
export function presentAdminAccount(
  row: accounts.AccountRow,
  reader: { now: Date; locale: Caller['locale'] },
): AdminAccount {
  const account = presentAccount(row, reader)
  return {
    ...account,
    userId: row.userId,
    badges: badgesOf(row, account),
    deactivatedAt: row.deactivatedAt,
    disconnectedAt: row.disconnectedAt,
  }
}

function badgesOf(row: accounts.AccountRow, { token }: Pick<AdminAccount, 'token'>): AccountBadge[] {
  const isActive = row.status === 'active'
  const badges: [AccountBadge, boolean][] = [
    ['deactivated', row.deactivatedAt !== null],
    ['expiring_soon', isActive && token.isExpiringSoon],
    ['error', row.status !== 'disconnected' && row.lastErrorCode !== null],
    ['missing_permissions', isActive && missingScopesOf(row.grantedScopes).length > 0],
    ['never_synced', isActive && row.lastSyncedAt === null],
  ]
  return [row.status, ...badges.filter(([, applies]) => applies).map(([badge]) => badge)]
}
