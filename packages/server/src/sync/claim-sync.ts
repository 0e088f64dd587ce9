import { randomUUID } from 'node:crypto'
import { accounts, afterCommit, syncRuns, type Handle } from '@instagram-dashboard/db'
import type { Reservation } from '../budget/call-gates.ts'
import { readLimits } from '../budget/limits.ts'
import { believed, furthest, isAhead, longestAhead } from '../clock/belief.ts'
import { addMs, minuteMs, secondsUntil } from '../clock/time.ts'
import type { Deps } from '../deps.ts'
import { AppError, type FailureReason } from '../errors.ts'
import type { SyncTrigger } from './contract.ts'
import { latestPress, pressAllowedAt, type PressTime } from '../accounts/cooldown.ts'

/** Renewed at every step. */
export const syncLeaseMs = longestAhead.accountLease

/** What a claim believes of the lease and the cooldown that it finds. */
export function claimBounds(now: Date): { latestLease: Date; latestCooldown: Date } {
  return { latestLease: furthest('accountLease', now), latestCooldown: furthest('wait', now) }
}

/** What a sync of an account with many posts takes, so that most reserve once. */
export const callsAhead = 40

const backgroundMark = ':background'

/** The name under which work that nobody waits for holds a lease. */
export function backgroundOwner(name: string): string {
  return name + backgroundMark
}

/** Whether a lease is held by work that nobody waits for. */
export function isBackground(owner: string): boolean {
  return owner.endsWith(backgroundMark)
}

/** Somebody pressed a button for it and waits for its end. */
export function isByHand(trigger: SyncTrigger): boolean {
  return trigger === 'manual' || trigger === 'admin'
}

export interface ClaimedSync {
  run: syncRuns.SyncRunRow
  account: accounts.AccountRow
  lease: accounts.Lease
  /** The first of its calls. */
  reservation: Reservation
  isCatchUp: boolean
}

export interface SyncRequest {
  account: accounts.AccountRow
  trigger: SyncTrigger
  /** The background goes on with what is missing; otherwise it is a night's turn. */
  isCatchUp?: boolean
}

/**
 * Takes the account for one sync: lease and cooldown in one UPDATE, so that of many presses at once one wins. Runs
 * that a crash left open are closed on the way.
 * @returns the claim; or, when the first sync of the account is still running, that run to join
 * @throws AppError SYNC_COOLDOWN, SYNC_IN_PROGRESS, RECONNECT_REQUIRED or NOT_CONNECTED
 */
export async function claimSync(
  deps: Deps,
  request: SyncRequest,
): Promise<{ claimed: ClaimedSync } | { joined: syncRuns.SyncRunRow }> {
  const { db, clock, leaseOwner, settings, budget } = deps
  const now = clock.now()
  const { id } = request.account
  const isPressed = request.trigger === 'manual'
  const pressTime = { now, syncCooldownMinutes: settings.syncCooldownMinutes }
  const nextChance = isPressed ? await budget.nextChance(id) : null
  const isAppRefused = nextChance !== null && (await budget.isAppRefused())
  const reason = nextChance === null ? null : await waitReason(deps, id)
  return db.transaction(async (tx) => {
    const current = await accounts.lock(tx, id)
    if (!current) throw new AppError('NOT_FOUND')
    if (nextChance !== null && current.status === 'active' && !isBusyForPerson(current, now)) {
      const retryAfterSeconds = secondsUntil(nextChance, now)
      if (isAppRefused) throw new AppError('INSTAGRAM_UNAVAILABLE', { reason: 'app_refused', retryAfterSeconds })
      throw new AppError('INSTAGRAM_RATE_LIMITED', { retryAfterSeconds, reason })
    }
    const owner = request.trigger === 'scheduled' ? backgroundOwner(leaseOwner.name) : leaseOwner.name
    const isForPerson = isPressed || request.trigger === 'first_connection'
    const isOrphan = current.leaseOwner !== null && leaseOwner.isGone(current.leaseOwner)
    // Whoever presses a button comes before the background, which loses nothing: what it read is saved.
    const isOvertaken = isByHand(request.trigger) && current.leaseOwner !== null && isBackground(current.leaseOwner)
    const account = await accounts.claimSync(tx, {
      id,
      owner,
      deadOwner: isOrphan || isOvertaken ? current.leaseOwner : null,
      now,
      leaseUntil: addMs(now, syncLeaseMs),
      ...claimBounds(now),
      latestCooldown: latestPress(current, pressTime),
      // What nobody pressed a button for costs nobody their turn.
      nextSyncAllowedAt: isForPerson ? addMs(now, settings.syncCooldownMinutes * minuteMs) : undefined,
      ignoreCooldown: !isPressed,
    })
    if (!account) {
      return { joined: await explainRefusal(tx, current, { ...pressTime, ignoreCooldown: !isPressed }) }
    }
    await closeAbandoned(tx, deps, { accountId: id, now, isOvertaken: isOvertaken && !isOrphan })
    const run = await syncRuns.insert(tx, {
      id: randomUUID(),
      accountId: id,
      userId: account.userId,
      trigger: request.trigger,
      status: 'queued',
      phase: 'queued',
      startedAt: now,
    })
    const purpose = isPressed ? 'person' : 'background'
    const reservation = await budget.reserve(tx, id, { purpose, calls: callsAhead })
    const lease = { owner, fence: account.leaseFence }
    return { claimed: { run, account, lease, reservation, isCatchUp: request.isCatchUp === true } }
  })
}

/** Why a press waits for calls: for our own count, or for Instagram, and then whether with the whole app. */
async function waitReason({ db, clock, settings }: Deps, accountId: string): Promise<FailureReason | null> {
  const callsPerHour = settings.instagramCallsPerHour
  const { pressHold: hold } = await readLimits(db, accountId, { now: clock.now(), callsPerHour })
  return hold?.by === 'own_limit' ? hold.by : hold?.by === 'app_pause' ? 'app_paused' : null
}

/** Whoever holds the lease now is the only one at work, so every other open run of the account is dead. */
async function closeAbandoned(
  tx: Handle,
  { counters }: Pick<Deps, 'counters'>,
  { accountId, now, isOvertaken }: { accountId: string; now: Date; isOvertaken: boolean },
): Promise<void> {
  for (const abandoned of await syncRuns.listUnfinished(tx, accountId)) {
    const closed = await syncRuns.updateUnfinished(tx, abandoned.id, {
      status: isOvertaken ? 'partial' : 'failed',
      phase: 'finished',
      finishedAt: now,
      errorCode: isOvertaken ? 'SYNC_IN_PROGRESS' : 'INTERNAL',
      // Its process died: whoever waits for it here tries again, and need not ask anybody.
      errorReason: isOvertaken ? null : 'passing_fault',
      errorAt: now,
    })
    if (closed) afterCommit(tx, () => counters.countSyncRun(closed))
  }
}

async function explainRefusal(
  tx: Handle,
  account: accounts.AccountRow,
  { ignoreCooldown, ...at }: PressTime & { ignoreCooldown: boolean },
): Promise<syncRuns.SyncRunRow> {
  const { now } = at
  if (account.status === 'reconnect_required') throw new AppError('RECONNECT_REQUIRED')
  if (account.status === 'disconnected') throw new AppError('NOT_CONNECTED')
  const [running] = await syncRuns.listUnfinished(tx, account.id)
  // The person who presses the button while the first sync runs wants exactly that sync.
  if (running?.trigger === 'first_connection' && isLeased(account, now)) return running
  const allowedAt = pressAllowedAt(account, at)
  if (!ignoreCooldown && allowedAt !== null && allowedAt > now) {
    const code = account.lastErrorCode === 'INSTAGRAM_RATE_LIMITED' ? 'INSTAGRAM_RATE_LIMITED' : 'SYNC_COOLDOWN'
    throw new AppError(code, { retryAfterSeconds: secondsUntil(allowedAt, now) })
  }
  const heldUntil = believed(account.leaseUntil, 'accountLease', now)
  throw new AppError('SYNC_IN_PROGRESS', { retryAfterSeconds: secondsUntil(heldUntil ?? now, now) })
}

function isLeased({ leaseUntil }: accounts.AccountRow, now: Date): boolean {
  return isAhead(leaseUntil, 'accountLease', now)
}

/** At work on something that a person waits for as well, or that must not be disturbed. */
function isBusyForPerson(account: accounts.AccountRow, now: Date): boolean {
  return isLeased(account, now) && !isBackground(account.leaseOwner ?? '')
}
