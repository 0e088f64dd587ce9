import type { accounts } from '@instagram-dashboard/db'
import { actionFor, appErrorCodes, type AppErrorCode } from '../errors.ts'
import { requiredScopes } from '../instagram/login.ts'
import { errorMessage, type Locale } from '../messages/messages.ts'
import type { Account, AccountError } from './contract.ts'

const dayMs = 86_400_000
const expiringSoonDays = 7

export function asErrorCode(code: string): AppErrorCode {
  return appErrorCodes.find((known) => known === code) ?? 'INTERNAL'
}

/** A stored failure as the reader sees it, in their language. */
export function presentError(code: string | null, at: Date | null, locale: Locale): AccountError | null {
  if (code === null || at === null) return null
  const known = asErrorCode(code)
  return { code: known, message: errorMessage(known, locale), action: actionFor[known], at }
}

/** Scopes that the product needs and the account did not grant. `[]` also when Instagram never said. */
export function missingScopesOf(grantedScopes: readonly string[]): string[] {
  if (grantedScopes.length === 0) return []
  return requiredScopes.filter((scope) => !grantedScopes.includes(scope))
}

export function presentAccount(row: accounts.AccountRow, { now, locale }: { now: Date; locale: Locale }): Account {
  const days = row.tokenExpiresAt === null ? null : Math.floor((row.tokenExpiresAt.getTime() - now.getTime()) / dayMs)
  return {
    id: row.id,
    instagramUserId: row.instagramUserId,
    username: row.username,
    name: row.name,
    accountType: row.accountType,
    profilePictureUrl: row.profilePictureUrl,
    followersCount: row.followersCount,
    followsCount: row.followsCount,
    mediaCount: row.mediaCount,
    status: row.status,
    connectedAt: row.connectedAt,
    token: {
      expiresAt: row.tokenExpiresAt,
      daysUntilExpiration: days,
      isExpiringSoon: days !== null && days <= expiringSoonDays,
    },
    grantedScopes: row.grantedScopes,
    missingScopes: missingScopesOf(row.grantedScopes),
    lastSyncedAt: row.lastSyncedAt,
    nextSyncAllowedAt: row.nextSyncAllowedAt,
    lastError: presentError(row.lastErrorCode, row.lastErrorAt, locale),
  }
}
