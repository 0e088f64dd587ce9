import { accountLists, type accounts } from '@instagram-dashboard/db'
import { addMs, dayMs, furthest, hourMs } from '../clock/index.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { cursorOfInstant, instantOfCursor, readPage } from '../pages.ts'
import type { AccountBadge, AdminAccount, AdminAccountsInput, AdminAccountsResult } from './admin-contract.ts'
import { missingScopesOf, presentAccount } from './present-account.ts'

const usualLimit = 50

/** Everybody's accounts, the newest connection first. */
export async function listAccounts(
  { db, clock }: Deps,
  { locale }: Caller,
  {
    cursor,
    limit = usualLimit,
    tokenExpiresWithinDays: days,
    numbersOlderThanHours: hours,
    ...filter
  }: AdminAccountsInput,
): Promise<AdminAccountsResult> {
  const now = clock.now()
  const wanted = {
    ...filter,
    ...(days !== undefined && { tokenEndsBefore: addMs(now, days * dayMs) }),
    ...(hours !== undefined && {
      numbersOlderThan: { before: addMs(now, -hours * hourMs), latest: furthest('happened', now) },
    }),
  }
  const after = cursor === undefined ? null : positionOf(cursor)
  let total = 0
  const read = async (most: number) => {
    const found = await accountLists.findPage(db, wanted, { after, limit: most })
    total = found.total
    return found.page
  }
  const { rows, nextCursor } = await readPage(limit, read, (last) => cursorOfInstant(last.connectedAt, last.id, '.'))
  return { items: rows.map((row) => presentAdminAccount(row, { now, locale })), total, nextCursor }
}

function positionOf(cursor: string): accountLists.AccountPosition {
  const { at: connectedAt, id } = instantOfCursor(cursor, '.')
  return { connectedAt, id }
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
