import { accounts, refreshes } from '@instagram-dashboard/db'
import { furthest, longestAhead } from '../clock/belief.ts'
import { addMs, laterOf } from '../clock/time.ts'
import { suspectedAfter } from '../failures/failure-changes.ts'
import { instagramErrorOf } from '../failures/instagram-error.ts'
import { judgeFailure } from '../failures/judge-failure.ts'
import { mendWithoutToken } from '../failures/lose-token.ts'
import { systemCaller, type Caller, type Deps } from '../deps.ts'
import { userReference } from '../pseudonyms/pseudonym.ts'
import { GraphFailure } from '../instagram/failure.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import { describeError } from '../log.ts'
import { withSpan } from '../tracing.ts'
import { Secret } from '../vault/secret.ts'
import { dueWindow, restAfterFailure } from './due-window.ts'

/** `skipped`: somebody else has the account, or it is not due any more. `failed`: tried in vain; `lost`: for good. */
export const refreshOutcomes = ['refreshed', 'skipped', 'failed', 'lost'] as const
export type RefreshOutcome = (typeof refreshOutcomes)[number]

interface HeldAccount {
  due: refreshes.DueRefresh
  held: { id: string; lease: accounts.Lease }
  /** Who wanted it. */
  caller: Caller
}

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
  const { db, leaseOwner, log, vault, instagram, budget, background } = deps
  if (background.isEnding()) return 'skipped'
  // The account and the call that it takes, in one commit.
  const taken = await db.transaction(async (tx) => {
    const claimed = await refreshes.claim(tx, window, {
      id: due.id,
      owner: leaseOwner.name,
      deadOwner: due.leaseOwner !== null && leaseOwner.isGone(due.leaseOwner) ? due.leaseOwner : null,
      leaseUntil: addMs(window.now, longestAhead.accountLease),
      latestLease: furthest('accountLease', window.now),
    })
    return claimed && { ...claimed, reservation: await budget.reserve(tx, due.id, { purpose: 'upkeep' }) }
  })
  if (taken === undefined) return 'skipped'
  if (taken.sealedToken === null) return (await mendWithoutToken(deps, due)) ? 'lost' : 'skipped'
  const startedAt = deps.clock.now()
  const held = { id: due.id, lease: { owner: leaseOwner.name, fence: taken.fence } }
  const context = { purpose: 'long_token', owner: due.id, subject: due.instagramUserId } as const
  let token: Secret | null = null
  try {
    token = vault.open(context, taken.sealedToken)
    const gate = budget.gate(due.id, { purpose: 'upkeep', reservation: taken.reservation })
    const { accessToken, expiresInSeconds } = await instagram.refreshLongToken(token, gate)
    const renewed = Secret.of(accessToken)
    if (!token.equals(accessToken)) {
      await confirmIdentity(instagram.session(renewed, gate), due)
    }
    const sealedToken = vault.seal(context, renewed)
    const outcome = await saveRenewed(deps, { due, held, caller }, { sealedToken, expiresInSeconds })
    logEnd(deps, due, { outcome, startedAt, error: null })
    return outcome
  } catch (error) {
    if (error instanceof ForeignIdentity) log.error('refresh.foreign_identity', { accountId: due.id })
    const outcome = await saveFailure(deps, { due, held, caller }, { error, token })
    logEnd(deps, due, { outcome, startedAt, error })
    return outcome
  }
}

/** The one line that tells an operator how a refresh ended, and with which words of Instagram's. */
function logEnd(
  { log, keys, clock }: Deps,
  due: refreshes.DueRefresh,
  { outcome, startedAt, error }: { outcome: RefreshOutcome; startedAt: Date; error: unknown },
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

/** Thrown where Instagram gave a token of somebody else's account. */
class ForeignIdentity extends Error {
  override readonly name = 'ForeignIdentity'
}

/**
 * A token that is new was never seen to work: with one of somebody else's we would save their numbers as the account's.
 * @throws ForeignIdentity, or GraphFailure when Instagram does not say whose it is; the old token then stays
 */
async function confirmIdentity(session: GraphSession, { instagramUserId }: refreshes.DueRefresh): Promise<void> {
  if ((await session.identity()) !== instagramUserId) throw new ForeignIdentity('The new token is of another account')
}

/** The token that came back and its end are saved together, or not at all. */
async function saveRenewed(
  deps: Deps,
  { due, held, caller }: HeldAccount,
  renewed: { sealedToken: string; expiresInSeconds: number },
): Promise<RefreshOutcome> {
  const now = deps.clock.now()
  return deps.db.transaction(async (tx) => {
    const saved = await accounts.updateAndRelease(tx, held, {
      sealedToken: renewed.sealedToken,
      tokenIssuedAt: now,
      tokenExpiresAt: addMs(now, renewed.expiresInSeconds * 1000),
      refreshRetryAt: null,
      refreshFailures: 0,
      refreshFailure: null,
      expiryNoticeDays: null,
      suspectedAt: null,
      updatedAt: now,
    })
    if (!saved) return 'skipped'
    const subject = { userId: due.userId, accountId: due.id }
    const data = { expiresInSeconds: renewed.expiresInSeconds }
    await deps.record(tx, { type: 'token.refreshed', ...subject, data }, { caller, at: now, account: saved })
    return 'refreshed'
  })
}

async function saveFailure(
  deps: Deps,
  { due, held, caller }: HeldAccount,
  { error, token }: { error: unknown; token: Secret | null },
): Promise<RefreshOutcome> {
  const { db, clock, instagram, budget } = deps
  const session = token === null ? null : instagram.session(token, budget.gate(due.id, { purpose: 'upkeep' }))
  const verdict = await judgeFailure(deps, error, { session, account: due })
  const now = clock.now()
  // Nothing was found out about the token.
  const isAppRefused = verdict.kind === 'app_refused'
  const rest = verdict.isSuspicion || isAppRefused ? 0 : restAfterFailure(due.refreshFailures)
  return db.transaction(async (tx) => {
    const saved = await accounts.updateAndRelease(tx, held, {
      refreshRetryAt: laterOf(verdict.retryAt, addMs(now, rest)),
      refreshFailures: due.refreshFailures + (isAppRefused ? 0 : 1),
      refreshFailure: { at: now.toISOString(), code: verdict.code, instagram: instagramErrorOf(error) },
      suspectedAt: suspectedAfter(verdict, due, now),
      // The person is told of what only they can mend; a passing failure has sixty nights to pass.
      ...(verdict.kind === 'reconnect_required' || verdict.kind === 'user_action_needed'
        ? { lastErrorCode: verdict.code, lastErrorReason: verdict.reason, lastErrorAt: now }
        : {}),
      ...(verdict.kind === 'reconnect_required' ? { status: 'reconnect_required' as const, catchUpAt: null } : {}),
      ...(verdict.isSuspicion ? { catchUpAt: verdict.retryAt } : {}),
      updatedAt: now,
    })
    if (!saved) return 'skipped'
    const by = { caller, at: now, account: saved }
    const subject = { userId: due.userId, accountId: due.id }
    if (error instanceof ForeignIdentity) {
      await deps.record(tx, { type: 'identity.mismatch', ...subject, data: { seenIn: 'refresh' } }, by)
    }
    await deps.record(tx, { type: 'token.refresh_failed', ...subject, data: { code: verdict.code } }, by)
    if (verdict.kind !== 'reconnect_required') return 'failed'
    const personal = { username: saved.username }
    await deps.record(tx, { type: 'connection.lost', ...subject, data: { code: verdict.code }, personal }, by)
    return 'lost'
  })
}
