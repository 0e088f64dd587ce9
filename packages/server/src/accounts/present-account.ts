import type { accounts } from '@instagram-dashboard/db'
import { dayMs, laterOf } from '../clock/index.ts'
import { requiredScopes, shownAddress } from '../instagram/index.ts'
import type { Locale } from '../messages/messages.ts'
import { presentError } from '../messages/present-error.ts'
import { pressAllowedAt } from './cooldown.ts'
import type { Account } from './contract.ts'

const expiringSoonDays = 7
// That the settings let through.
const longestCooldownMinutes = 1_440

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
    scheduleTimeZone,
  }: {
    now: Date
    locale: Locale
    pausedUntil?: Date | null
    syncCooldownMinutes?: number
    /** In which hours are named; without it none is. */
    scheduleTimeZone?: string
  },
): Account {
  const nextSyncAllowedAt = laterOf(pressAllowedAt(row, { now, syncCooldownMinutes }), pausedUntil)
  const goesOnAt = [row.catchUpAt, nextSyncAllowedAt].find((at) => at !== null && at > now)
  const goesOn = goesOnAt && scheduleTimeZone ? { at: goesOnAt, clock: { now, timeZone: scheduleTimeZone } } : null
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
    nextSyncAllowedAt,
    lastError: presentError(
      { code: row.lastErrorCode, reason: row.lastErrorReason, at: row.lastErrorAt },
      locale,
      goesOn ?? null,
    ),
  }
}
