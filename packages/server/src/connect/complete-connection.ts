import { isUniqueViolation, oauthStates } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Clock } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { AppError, asErrorCode } from '../errors.ts'
import { isAtWork } from '../leases/account-lease.ts'
import { startFirstSync } from '../sync/start-first-sync.ts'
import { newLease, takeOverAttempt, type Attempt } from './attempt-lease.ts'
import type { ConnectCompleteInput, ConnectCompleteResult } from './contract.ts'
import { finishConnection } from './finish-connection.ts'
import { answerOf } from './connection-answer.ts'
import { recordStep } from './record-step.ts'
import { burnForMisuse } from './refuse-state.ts'
import { openReturnCode } from './return-code.ts'
import { answerLifetimeMs, browserChallengeOf, hashOf, stateHashOf, withoutFragment } from './state.ts'

const pollMs = 500

/**
 * Completes a connection for the user who began it. Of any number of equal calls one asks Instagram; for ten minutes
 * the others, and later ones, get its answer, also when it is that Instagram is down. A call that finds an
 * attempt left by a crash finishes it. An attempt that is bound to a browser takes that browser's verifier as well.
 * @throws the signal's reason when the caller goes away while it waits for another call
 */
export async function completeConnection(
  deps: Deps,
  user: Completer,
  { code, state, browserVerifier }: ConnectCompleteInput,
): Promise<ConnectCompleteResult> {
  const stateHash = stateHashOf(state)
  const cleanCode = openReturnCode(deps, stateHash, withoutFragment(code))
  const attempt = await takeState(deps, user, {
    stateHash,
    codeHash: hashOf(cleanCode),
    browserChallenge: browserVerifier === undefined ? null : browserChallengeOf(browserVerifier),
  })
  if (attempt.finishedAt !== null) return answerOf(attempt)
  const { account, answer } = await finishConnection(deps, user.caller, { attempt, code: cleanCode })
  await startFirstSync(deps, account)
  return answer
}

interface Completer {
  caller: Caller
  userId: string
  /** Aborted when nobody waits for the answer any more. */
  signal?: AbortSignal | undefined
}

interface Brought {
  stateHash: string
  codeHash: string
  browserChallenge: string | null
}

/** @returns the attempt, either taken by this call or already finished by another */
async function takeState(deps: Deps, user: Completer, brought: Brought): Promise<Attempt> {
  const { db, clock } = deps
  const { stateHash } = brought
  const now = clock.now()
  let taken: Attempt | undefined
  try {
    taken = await db.transaction(async (tx) => {
      const request = { ...brought, userId: user.userId, now, ...newLease(deps, now) }
      const row = await oauthStates.take(tx, request)
      if (row) await recordStep(tx, row, { step: 'returned', at: now })
      return row
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await burnForMisuse(deps, user, { stateHash, reason: 'code_used_with_another_state' })
    throw new AppError('OAUTH_CODE_INVALID', { cause: error })
  }
  return taken ?? joinAttempt(deps, user, brought)
}

async function joinAttempt(
  deps: Deps,
  user: Completer,
  { stateHash, codeHash, browserChallenge }: Brought,
): Promise<Attempt> {
  const { db, clock } = deps
  let awaitedFence: number | undefined
  for (;;) {
    const attempt = await oauthStates.find(db, stateHash)
    const now = clock.now()
    if (!attempt || attempt.burnedReason !== null) throw new AppError('STATE_INVALID')
    if (attempt.userId !== user.userId) throw await burnForMisuse(deps, user, { stateHash, reason: 'other_user' })
    if (attempt.usedAt === null && attempt.expiresAt <= now) throw new AppError('STATE_EXPIRED')
    if (attempt.browserChallenge !== null && attempt.browserChallenge !== browserChallenge) {
      throw await burnForMisuse(deps, user, { stateHash, reason: 'other_browser' })
    }
    if (attempt.usedAt === null) throw new AppError('STATE_EXPIRED')
    if (attempt.codeHash !== codeHash) throw await burnForMisuse(deps, user, { stateHash, reason: 'other_code' })
    if (now.getTime() - attempt.usedAt.getTime() > answerLifetimeMs) throw new AppError('STATE_EXPIRED')
    if (attempt.finishedAt !== null) return attempt
    if (attempt.leaseOwner !== null) awaitedFence = attempt.leaseFence
    // Callers who waited for a try share its outcome: each trying again would add load while Instagram is down.
    else if (attempt.failureCode !== null && awaitedFence === attempt.leaseFence) {
      throw new AppError(asErrorCode(attempt.failureCode))
    }
    // A caller that saw the lease held does not try itself, also when that try ends before the next look.
    const resumed = isAtWork(deps, attempt) ? undefined : await takeOverAttempt(deps, attempt)
    if (resumed) return resumed
    await waitForOthers(clock, user.signal)
  }
}

/** Stops polling when the caller has gone. */
async function waitForOthers(clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  await clock.sleep(pollMs, signal)
  signal?.throwIfAborted()
}
