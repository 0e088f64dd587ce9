import { refreshes } from '@instagram-dashboard/db'
import type { Reservation } from '../budget/call-gates.ts'
import { addMs, furthest, laterOf } from '../clock/index.ts'
import { systemCaller, type Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { suspectedAfter } from '../failures/failure-changes.ts'
import { ForeignIdentity } from '../failures/foreign-identity.ts'
import { instagramErrorOf } from '../failures/instagram-error.ts'
import { judgeFailure } from '../failures/judge-failure.ts'
import { mendWithoutToken } from '../failures/lose-token.ts'
import { GraphFailure, type GraphSession } from '../instagram/index.ts'
import { accountLease, leaseEnd, whileLeased, type AccountLease } from '../leases/account-lease.ts'
import { deadOwner } from '../leases/lease-owner.ts'
import { Superseded } from '../leases/superseded.ts'
import { describeError } from '../log.ts'
import { userReference } from '../pseudonyms/pseudonym.ts'
import { withSpan } from '../tracing.ts'
import { Secret } from '../vault/index.ts'
import { dueWindow, restAfterFailure } from './due-window.ts'
import type { RefreshOutcome } from './refresh-outcome.ts'

/** `skipped`: somebody else has the account, or it is not due any more. `failed`: tried in vain; `lost`: for good. */

/**
 * Refreshes one token. The lease keeps it single across processes; the fence keeps a holder that was overtaken from
 * saving. One account's failure is its own: nothing is thrown for it.
 */
export async function refreshAccount(
  deps: Deps,
  due: refreshes.DueRefresh,
  options: RefreshOptions = {},
): Promise<RefreshOutcome> {
  const attributes = { 'refresh.account_id': due.id }
  // A night is of all accounts, and each has a trace of its own.
  return withSpan('refresh', { attributes, isRoot: options.caller === undefined }, async (span) => {
    const outcome = await refreshToken(deps, due, options)
    span.setAttribute('refresh.outcome', outcome)
    deps.counters.countRefresh(outcome)
    return outcome
  })
}

interface RefreshOptions {
  window?: refreshes.DueWindow
  caller?: Caller
}

async function refreshToken(
  deps: Deps,
  due: refreshes.DueRefresh,
  { window = dueWindow(deps.clock.now()), caller = systemCaller(deps.settings.defaultLocale) }: RefreshOptions,
): Promise<RefreshOutcome> {
  const { db, leaseOwner, budget, background } = deps
  if (background.isEnding()) return 'skipped'
  // The account and the call that it takes, in one commit.
  const claimed = await db.transaction(async (tx) => {
    const lease = await refreshes.claim(tx, window, {
      id: due.id,
      owner: leaseOwner.name,
      deadOwner: deadOwner(leaseOwner, due.leaseOwner),
      leaseUntil: leaseEnd(window.now),
      latestLease: furthest('accountLease', window.now),
    })
    return lease && { ...lease, reservation: await budget.reserve(tx, due.id, { purpose: 'connection' }) }
  })
  if (claimed === undefined) return 'skipped'
  const { fence, sealedToken, reservation } = claimed
  if (sealedToken === null) return (await mendWithoutToken(deps, due)) ? 'lost' : 'skipped'
  const startedAt = deps.clock.now()
  const outcome = await whileLeased(deps, accountLease(deps, { id: due.id, purpose: 'refresh', fence }), (lease) =>
    exchange(deps, { due, lease, caller, startedAt }, { sealedToken, reservation }),
  )
  return outcome ?? 'skipped'
}

interface Refresh {
  due: refreshes.DueRefresh
  lease: AccountLease
  /** Who wanted it. */
  caller: Caller
  startedAt: Date
}

/** @throws Superseded when the lease is lost */
async function exchange(
  deps: Deps,
  refresh: Refresh,
  { sealedToken, reservation }: { sealedToken: string; reservation: Reservation },
): Promise<RefreshOutcome> {
  const { log, vault, instagram, budget } = deps
  const { due } = refresh
  const context = { purpose: 'long_token', owner: due.id, subject: due.instagramUserId } as const
  let token: Secret | null = null
  try {
    token = vault.open(context, sealedToken)
    const gate = budget.gate(due.id, { purpose: 'connection', reservation })
    const { accessToken, expiresInSeconds } = await instagram.refreshLongToken(token, gate)
    const renewed = Secret.of(accessToken)
    if (!token.equals(accessToken)) await confirmIdentity(instagram.session(renewed, gate), due)
    await saveRenewed(deps, refresh, { sealedToken: vault.seal(context, renewed), expiresInSeconds })
    logEnd(deps, refresh, { outcome: 'refreshed', error: null })
    return 'refreshed'
  } catch (error) {
    if (error instanceof Superseded) throw error
    if (error instanceof ForeignIdentity) log.error('refresh.foreign_identity', { accountId: due.id })
    const outcome = await saveFailure(deps, refresh, { error, token })
    logEnd(deps, refresh, { outcome, error })
    return outcome
  }
}

/** The one line that tells an operator how a refresh ended, and with which words of Instagram's. */
function logEnd(
  { log, keys, clock }: Deps,
  { due, startedAt }: Refresh,
  { outcome, error }: { outcome: RefreshOutcome; error: unknown },
): void {
  const fields = {
    userId: userReference(keys, due.userId),
    accountId: due.id,
    outcome,
    durationMs: clock.now().getTime() - startedAt.getTime(),
    ...(error === null ? {} : describeError(error)),
  }
  if (error instanceof GraphFailure && error.details.isOwnLimit) log.info('refresh.postponed', fields)
  else if (outcome === 'failed' || outcome === 'lost') log.warn('refresh.ended', fields)
  else log.info('refresh.ended', fields)
}

/**
 * A token that is new was never seen to work: with one of somebody else's we would save their numbers as the account's.
 * @throws ForeignIdentity, or GraphFailure when Instagram does not say whose it is; the old token then stays
 */
async function confirmIdentity(session: GraphSession, { instagramUserId }: refreshes.DueRefresh): Promise<void> {
  if ((await session.identity()) === instagramUserId) return
  // Of an account that was taken over from another app the other id may be known.
  if ((await session.profile()).appScopedId !== instagramUserId)
    throw new ForeignIdentity('The new token is of another account')
}

/** The token that came back and its end are saved together, or not at all. */
async function saveRenewed(
  { db, clock, record }: Deps,
  { due, lease, caller }: Refresh,
  { sealedToken, expiresInSeconds }: { sealedToken: string; expiresInSeconds: number },
): Promise<void> {
  const now = clock.now()
  await db.transaction(async (tx) => {
    const saved = await lease.release(tx, {
      sealedToken,
      tokenIssuedAt: now,
      tokenExpiresAt: addMs(now, expiresInSeconds * 1000),
      refreshRetryAt: null,
      refreshFailures: 0,
      refreshFailure: null,
      expiryNoticeDays: null,
      suspectedAt: null,
      updatedAt: now,
    })
    const subject = { userId: due.userId, accountId: due.id }
    const event = { type: 'token.refreshed', ...subject, data: { expiresInSeconds } } as const
    await record(tx, event, { caller, at: now, account: saved })
  })
}

async function saveFailure(
  deps: Deps,
  { due, lease, caller }: Refresh,
  { error, token }: { error: unknown; token: Secret | null },
): Promise<'failed' | 'lost'> {
  const { db, clock, instagram, budget, record } = deps
  const session = token && instagram.session(token, budget.gate(due.id, { purpose: 'connection' }))
  const failure = await judgeFailure(deps, error, { session, account: due })
  const { kind, code, reason, retryAt, isSuspicion } = failure
  const now = clock.now()
  // Nothing was found out about the token.
  const isAppRefused = kind === 'app_refused'
  const isLost = kind === 'reconnect_required'
  const rest = isSuspicion || isAppRefused ? 0 : restAfterFailure(due.refreshFailures)
  return db.transaction(async (tx) => {
    const saved = await lease.release(tx, {
      refreshRetryAt: laterOf(retryAt, addMs(now, rest)),
      refreshFailures: due.refreshFailures + (isAppRefused ? 0 : 1),
      refreshFailure: { at: now.toISOString(), code, instagram: instagramErrorOf(error) },
      suspectedAt: suspectedAfter(failure, due, now),
      // The user is told of what only they can mend; a passing failure has sixty nights to pass.
      ...(isLost || kind === 'user_action_needed'
        ? { lastErrorCode: code, lastErrorReason: reason, lastErrorAt: now }
        : {}),
      ...(isLost ? { status: 'reconnect_required' as const, catchUpAt: null } : {}),
      ...(isSuspicion ? { catchUpAt: retryAt } : {}),
      updatedAt: now,
    })
    const by = { caller, at: now, account: saved }
    const subject = { userId: due.userId, accountId: due.id }
    if (error instanceof ForeignIdentity) {
      await record(tx, { type: 'identity.mismatch', ...subject, data: { seenIn: 'refresh' } }, by)
    }
    await record(tx, { type: 'token.refresh_failed', ...subject, data: { code } }, by)
    if (!isLost) return 'failed'
    const personal = { username: saved.username }
    await record(tx, { type: 'connection.lost', ...subject, data: { code }, personal }, by)
    return 'lost'
  })
}
