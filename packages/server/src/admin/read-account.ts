import { notifications, syncRuns, type accounts } from '@instagram-dashboard/db'
import { readLimits } from '../budget/limits.ts'
import { addMs, believed, laterOf } from '../clock/index.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError, asErrorCode } from '../errors.ts'
import { userReference } from '../pseudonyms/pseudonym.ts'
import { dayOf } from '../instagram/index.ts'
import { nextDueTime } from '../jobs/slots.ts'
import { isLeased, isPreemptible } from '../leases/account-lease.ts'
import { errorMessage, type Locale } from '../messages/messages.ts'
import { presentNotification } from '../notifications/present-notification.ts'
import { dueSince } from '../refresh/due-window.ts'
import { pressAllowedAt } from '../accounts/cooldown.ts'
import type { InstagramError } from '../sync/admin-contract.ts'
import type { AdminAccountInput, AdminAccountPage } from './account-page-contract.ts'
import { diagnose } from './diagnose.ts'
import { findAccounts } from './find-account.ts'
import { readLastNight } from '../monitoring/last-night.ts'
import { presentAdminAccount } from '../accounts/list-accounts.ts'
import { presentAdminRun } from '../sync/list-all-runs.ts'

const newestRuns = 10
const newestNotifications = 5

/**
 * All that is known of why an account's numbers come or do not. Asks Instagram nothing.
 * @throws AppError NOT_FOUND when nobody matches
 */
export async function readAccount(
  deps: Deps,
  { locale }: Pick<Caller, 'locale'>,
  input: AdminAccountInput,
): Promise<AdminAccountPage> {
  const { db, clock, settings, keys } = deps
  const [row, ...others] = await findAccounts(deps, input)
  if (!row) throw new AppError('NOT_FOUND')
  const now = clock.now()
  const today = dayOf(now)
  const runRows = await syncRuns.listPage(db, row.id, { after: null, limit: newestRuns })
  const budget = await readLimits(db, row.id, { now, callsPerHour: settings.instagramCallsPerHour })
  const told = await notifications.listForAdmin(db, { accountId: row.id }, { before: null, limit: newestNotifications })
  const reader = { locale, timeZone: settings.scheduleTimeZone }
  const known = {
    account: presentAdminAccount(row, { now, locale }),
    numbers: {
      failingSince: row.failingSince,
      refused: Object.fromEntries(
        Object.entries({ ...row.unsupportedMetrics, ...row.refusedFields }).filter(([, again]) => again > today),
      ),
    },
    refresh: {
      issuedAt: row.tokenIssuedAt,
      failures: row.refreshFailures,
      lastFailure: row.refreshFailure && presentRefreshFailure(row.refreshFailure, locale),
    },
    budget,
    lease: leaseOf(deps, row, now),
    lastNight: await readLastNight(deps, row, runRows),
    runs: runRows.map((run) => presentAdminRun(run, { locale, username: row.username })),
  }
  return {
    ...known,
    userReference: userReference(keys, row.userId),
    others: others.map(({ id, username, userId, status }) => ({ id, username, userId, status })),
    findings: diagnose({ ...known, row, locale }),
    next: nextOf(deps, row, { now, pressHold: budget.pressHold?.until ?? null }),
    notices: told.map((notification) => presentNotification(notification, reader)),
  }
}

/** The same for whoever does not say what the name is: an id, a username, a user or a reference. `null` for none. */
export async function readAccountNamed(
  deps: Deps,
  named: string,
  caller: Pick<Caller, 'locale'>,
): Promise<AdminAccountPage | null> {
  for (const input of [{ accountId: named }, { username: named }, { userId: named }]) {
    const [found] = await findAccounts(deps, input)
    if (found) return readAccount(deps, caller, input)
  }
  return null
}

function presentRefreshFailure(
  { at, code, instagram }: NonNullable<accounts.AccountRow['refreshFailure']>,
  locale: Locale,
): NonNullable<AdminAccountPage['refresh']['lastFailure']> {
  const known = asErrorCode(code)
  return { at: new Date(at), code: known, message: errorMessage(known, { locale }), instagram: saidBy(instagram) }
}

function saidBy(stored: NonNullable<accounts.AccountRow['refreshFailure']>['instagram']): InstagramError | null {
  if (stored === null) return null
  const { status, ...said } = stored
  return { ...said, httpStatus: status }
}

function leaseOf({ leaseOwner }: Deps, row: accounts.AccountRow, now: Date): AdminAccountPage['lease'] {
  const { leaseOwner: owner, leaseUntil: until } = row
  if (owner === null || until === null || !isLeased(row, now)) return null
  return { owner, until, isBackground: isPreemptible(row), isGone: leaseOwner.isGone(owner) }
}

function nextOf(
  { settings }: Deps,
  row: accounts.AccountRow,
  { now, pressHold }: { now: Date; pressHold: Date | null },
): AdminAccountPage['next'] {
  if (row.status !== 'active') return { night: null, refresh: null, catchUp: null, press: null }
  const { scheduleTimeZone: timeZone, syncCooldownMinutes } = settings
  const press = laterOf(pressAllowedAt(row, { now, syncCooldownMinutes }), pressHold)
  const { tokenIssuedAt, tokenExpiresAt } = row
  const due = tokenIssuedAt && tokenExpiresAt && dueSince({ tokenIssuedAt, tokenExpiresAt }, now)
  const retryAt = believed(row.refreshRetryAt, 'wait', now)
  // The last millisecond before counts, so that a night at that very instant is not passed over.
  const refreshFrom = due && addMs(laterOf(due, retryAt, now), -1)
  return {
    night: nextDueTime({ pattern: settings.syncCron, timeZone }, now),
    refresh: refreshFrom && nextDueTime({ pattern: settings.tokenRefreshCron, timeZone }, refreshFrom),
    catchUp: row.catchUpAt,
    press: press !== null && press > now ? press : null,
  }
}
