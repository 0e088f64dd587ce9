import { randomUUID } from 'node:crypto'
import { accounts, afterCommit, syncRuns, type Handle } from '@instagram-dashboard/db'
import { pressAllowedAt, latestPress, type PressTime } from '../accounts/cooldown.ts'
import type { Reservation } from '../budget/call-gates.ts'
import { readLimits } from '../budget/limits.ts'
import { addMs, believed, minuteMs, secondsUntil } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { reasonOfHold } from '../failures/failure.ts'
import { isLeased, isPreemptible, leaseAccount, type AccountLease } from '../leases/account-lease.ts'
import { deadOwner } from '../leases/lease-owner.ts'
import { syncPolicies, type SyncPolicy } from './policy.ts'

/** What a sync of an account with many posts takes, so that most reserve once. */
export const callsAhead = 40

/** A sync that may begin: its run, and the account that is leased for it. */
export interface ClaimedSync {
  policy: SyncPolicy
  run: syncRuns.SyncRunRow
  account: accounts.AccountRow
  lease: AccountLease
  /** The first of its calls. */
  reservation: Reservation
}

/**
 * Claims an account for one sync: lease and cooldown in one UPDATE, so that of many callers at once one wins. Runs that
 * a crash left open are closed on the way.
 * @returns the run, and what it takes to execute it; without that when it is the first sync of the account, which
 *   another caller executes
 * @throws AppError SYNC_COOLDOWN, SYNC_IN_PROGRESS, RECONNECT_REQUIRED or NOT_CONNECTED
 */
export async function claimSync(
  deps: Deps,
  { id }: Pick<accounts.AccountRow, 'id'>,
  policy: SyncPolicy,
): Promise<{ run: syncRuns.SyncRunRow; claimed: ClaimedSync | null }> {
  const { db, clock, leaseOwner, settings, budget } = deps
  const now = clock.now()
  const press = { now, syncCooldownMinutes: settings.syncCooldownMinutes }
  const isCooldownRequired = policy.cooldown === 'required'
  const wait = isCooldownRequired ? await findWait(deps, { accountId: id, now }) : null
  return db.transaction(async (tx) => {
    const current = await accounts.lock(tx, id)
    if (!current) throw new AppError('NOT_FOUND')
    const isBusy = isLeased(current, now) && !isPreemptible(current)
    if (wait !== null && current.status === 'active' && !isBusy) throw wait
    const leased = await leaseAccount(deps, tx, {
      account: current,
      purpose: policy.trigger,
      preempts: policy.preempts,
      cooldown: isCooldownRequired ? { latest: latestPress(current, press) } : undefined,
      nextSyncAllowedAt:
        policy.cooldown === 'ignored' ? undefined : addMs(now, settings.syncCooldownMinutes * minuteMs),
    })
    if (!leased) return { run: await findRunToJoin(tx, current, { ...press, isCooldownRequired }), claimed: null }
    const isDead = deadOwner(leaseOwner, current.leaseOwner) !== null
    const isPreempted = policy.preempts && isPreemptible(current) && !isDead
    await closeAbandoned(tx, deps, { accountId: id, now, isPreempted })
    const run = await syncRuns.insert(tx, {
      id: randomUUID(),
      accountId: id,
      userId: current.userId,
      trigger: policy.trigger,
      status: 'queued',
      phase: 'queued',
      startedAt: now,
    })
    const reservation = await budget.reserve(tx, id, { purpose: policy.calls, calls: callsAhead })
    return { run, claimed: { policy, run, ...leased, reservation } }
  })
}

/** Why a user has to wait for calls: for our own count, or for Instagram, and then whether with the whole app. */
async function findWait(
  { db, budget, settings }: Deps,
  { accountId, now }: { accountId: string; now: Date },
): Promise<AppError | null> {
  const nextChance = await budget.nextChance(accountId)
  if (nextChance === null) return null
  const retryAfterSeconds = secondsUntil(nextChance, now)
  if (await budget.isAppRefused()) {
    return new AppError('INSTAGRAM_UNAVAILABLE', { reason: 'app_refused', retryAfterSeconds })
  }
  const { pressHold } = await readLimits(db, accountId, { now, callsPerHour: settings.instagramCallsPerHour })
  const reason = reasonOfHold(pressHold?.by)
  return new AppError('INSTAGRAM_RATE_LIMITED', { retryAfterSeconds, reason })
}

/** Whoever holds the lease now is the only one at work, so every other open run of the account is dead. */
async function closeAbandoned(
  tx: Handle,
  { counters }: Pick<Deps, 'counters'>,
  { accountId, now, isPreempted }: { accountId: string; now: Date; isPreempted: boolean },
): Promise<void> {
  const end = isPreempted
    ? ({ status: 'partial', errorCode: 'SYNC_IN_PROGRESS', errorReason: null } as const)
    : // Its process died: whoever waits for it here tries again, and need not ask anybody.
      ({ status: 'failed', errorCode: 'INTERNAL', errorReason: 'passing_fault' } as const)
  for (const { id } of await syncRuns.listUnfinished(tx, accountId)) {
    const closed = await syncRuns.updateUnfinished(tx, id, { ...end, phase: 'finished', finishedAt: now, errorAt: now })
    if (closed) afterCommit(tx, () => counters.countSyncRun(closed))
  }
}

/** The first sync, if it still runs: whoever asks for a sync meanwhile wants exactly that one. */
async function findRunToJoin(
  tx: Handle,
  account: accounts.AccountRow,
  { isCooldownRequired, ...press }: PressTime & { isCooldownRequired: boolean },
): Promise<syncRuns.SyncRunRow> {
  const { now } = press
  if (account.status === 'reconnect_required') throw new AppError('RECONNECT_REQUIRED')
  if (account.status === 'disconnected') throw new AppError('NOT_CONNECTED')
  const [running] = await syncRuns.listUnfinished(tx, account.id)
  if (running && syncPolicies[running.trigger].isJoinable && isLeased(account, now)) return running
  const allowedAt = pressAllowedAt(account, press)
  if (isCooldownRequired && allowedAt !== null && allowedAt > now) {
    const code = account.lastErrorCode === 'INSTAGRAM_RATE_LIMITED' ? 'INSTAGRAM_RATE_LIMITED' : 'SYNC_COOLDOWN'
    throw new AppError(code, { retryAfterSeconds: secondsUntil(allowedAt, now) })
  }
  const heldUntil = believed(account.leaseUntil, 'accountLease', now) ?? now
  throw new AppError('SYNC_IN_PROGRESS', { retryAfterSeconds: secondsUntil(heldUntil, now) })
}
