import type { accounts } from '@instagram-dashboard/db'
import { dayMs, laterOf } from '../clock/time.ts'
import {
  actionFor,
  actionForReason,
  appErrorCodes,
  failureReasons,
  type AppErrorCode,
  type FailureReason,
} from '../errors.ts'
import { requiredScopes } from '../instagram/login.ts'
import { shownAddress } from '../instagram/shown-address.ts'
import { errorMessage, type Locale } from '../messages/messages.ts'
import { pressAllowedAt } from './cooldown.ts'
import type { Account, AccountError } from './contract.ts'

const expiringSoonDays = 7
// That the settings let through.
const longestCooldownMinutes = 1_440

export function asErrorCode(code: string): AppErrorCode {
  return appErrorCodes.find((known) => known === code) ?? 'INTERNAL'
}

/** A stored failure as the reader sees it, in their language. */
export function presentError(
  { code, reason, at }: { code: string | null; reason: string | null; at: Date | null },
  locale: Locale,
): AccountError | null {
  if (code === null || at === null) return null
  const known = asErrorCode(code)
  const knownReason = asFailureReason(reason)
  const action = knownReason === null ? actionFor[known] : actionForReason[knownReason]
  return { code: known, message: errorMessage(known, { locale, reason: knownReason }), action, at }
}

/** The cause of a failure where its code has several; `null` for an unknown or absent one. */
export function asFailureReason(reason: string | null): FailureReason | null {
  return failureReasons.find((known) => known === reason) ?? null
}

/** Scopes that the product needs and the account did not grant. `[]` also when Instagram never said. */
export function missingScopesOf(grantedScopes: readonly string[]): string[] {
  if (grantedScopes.length === 0) return []
  return requiredScopes.filter((scope) => !grantedScopes.includes(scope))
}

export function presentAccount(
  row: accounts.AccountRow,
  {
    now,
    locale,
    pausedUntil = null,
    syncCooldownMinutes = longestCooldownMinutes,
  }: { now: Date; locale: Locale; pausedUntil?: Date | null; syncCooldownMinutes?: number },
): Account {
  const days = row.tokenExpiresAt === null ? null : Math.floor((row.tokenExpiresAt.getTime() - now.getTime()) / dayMs)
  return {
    id: row.id,
    instagramUserId: row.instagramUserId,
    username: row.username,
    name: row.name,
    accountType: row.accountType,
    // An older version may have stored anything that Instagram said.
    profilePictureUrl: shownAddress(row.profilePictureUrl),
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
    numbersReadAt: row.numbersReadAt,
    nextSyncAllowedAt: laterOf(pressAllowedAt(row, { now, syncCooldownMinutes }), pausedUntil),
    lastError: presentError({ code: row.lastErrorCode, reason: row.lastErrorReason, at: row.lastErrorAt }, locale),
  }
}
