import { isUniqueViolation, oauthStates } from '@instagram-dashboard/db'
import { furthest, isAhead } from '../clock/belief.ts'
import { addMs } from '../clock/time.ts'
import type { Caller } from '../caller.ts'
import type { Clock } from '../clock/clock.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ConnectCompleteInput, ConnectCompleteResult } from './contract.ts'
import { finishConnection } from './finish-connection.ts'
import { answerOf } from './connection-answer.ts'
import { asErrorCode } from '../accounts/present-account.ts'
import { recordStep } from './record-step.ts'
import { burnForMisuse } from './refuse-state.ts'
import { answerLifetimeMs, browserChallengeOf, connectLeaseMs, hashOf, stateHashOf, withoutFragment } from './state.ts'

const pollMs = 500

/**
 * Completes a connection for the user who began it. Of any number of equal calls one asks Instagram; for ten minutes
 * the others, and later ones, get its answer, also when it is that Instagram is unwell just now. A call that finds a
 * flow left by a crash finishes it. A flow that is bound to a browser takes that browser's verifier as well.
 * @throws the signal's reason when the caller goes away while it waits for another call
 */
export async function completeConnection(
  deps: Deps,
  who: Completer,
  { code, state, browserVerifier }: ConnectCompleteInput,
): Promise<ConnectCompleteResult> {
  const cleanCode = withoutFragment(code)
  const flow = await takeState(deps, who, {
    stateHash: stateHashOf(state),
    codeHash: hashOf(cleanCode),
    browserChallenge: browserVerifier === undefined ? null : browserChallengeOf(browserVerifier),
  })
  if (flow.finishedAt !== null) return answerOf(flow)
  return finishConnection(deps, who.caller, { flow, code: cleanCode })
}

type Flow = oauthStates.OauthStateRow

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

/** @returns the flow, either taken by this call or already finished by another */
async function takeState(deps: Deps, who: Completer, brought: Brought): Promise<Flow> {
  const { db, clock, leaseOwner } = deps
  const { stateHash } = brought
  const now = clock.now()
  const leaseUntil = addMs(now, connectLeaseMs)
  let taken: Flow | undefined
  try {
    taken = await db.transaction(async (tx) => {
      const request = { ...brought, userId: who.userId, now, owner: leaseOwner.name, leaseUntil }
      const row = await oauthStates.take(tx, request)
      if (row) await recordStep(tx, row, { step: 'returned', at: now })
      return row
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await burnForMisuse(deps, who, { stateHash, reason: 'code_used_with_another_state' })
    throw new AppError('OAUTH_CODE_INVALID', { cause: error })
  }
  return taken ?? joinFlow(deps, who, brought)
}

async function joinFlow(deps: Deps, who: Completer, { stateHash, codeHash, browserChallenge }: Brought): Promise<Flow> {
  const { db, clock, leaseOwner } = deps
  let awaitedFence: number | undefined
  for (;;) {
    const flow = await oauthStates.find(db, stateHash)
    const now = clock.now()
    if (!flow || flow.burnedReason !== null) throw new AppError('STATE_INVALID')
    if (flow.userId !== who.userId) throw await burnForMisuse(deps, who, { stateHash, reason: 'other_user' })
    if (flow.usedAt === null && flow.expiresAt <= now) throw new AppError('STATE_EXPIRED')
    if (flow.browserChallenge !== null && flow.browserChallenge !== browserChallenge) {
      throw await burnForMisuse(deps, who, { stateHash, reason: 'other_browser' })
    }
    if (flow.usedAt === null) throw new AppError('STATE_EXPIRED')
    if (flow.codeHash !== codeHash) throw await burnForMisuse(deps, who, { stateHash, reason: 'other_code' })
    if (now.getTime() - flow.usedAt.getTime() > answerLifetimeMs) throw new AppError('STATE_EXPIRED')
    if (flow.finishedAt !== null) return flow
    if (flow.leaseOwner !== null) awaitedFence = flow.leaseFence
    // Who waited for a try has its outcome: a second try of each would ask a struggling Instagram again and again.
    else if (flow.failureCode !== null && awaitedFence === flow.leaseFence) {
      throw new AppError(asErrorCode(flow.failureCode))
    }
    const isOrphan = flow.leaseOwner !== null && leaseOwner.isGone(flow.leaseOwner)
    const isHeld = isAhead(flow.leaseUntil, 'accountLease', now) && !isOrphan
    if (isHeld) {
      // Whoever only waits must not be the one that starts anew when the try ends between two looks.
      await waitForOthers(clock, who.signal)
      continue
    }
    const resumed = await oauthStates.takeOver(db, {
      stateHash,
      owner: leaseOwner.name,
      deadOwner: isOrphan ? flow.leaseOwner : null,
      now,
      leaseUntil: addMs(now, connectLeaseMs),
      latestLease: furthest('accountLease', now),
    })
    if (resumed) return resumed
    await waitForOthers(clock, who.signal)
  }
}

/** Nobody looks at the database for a caller who has gone. */
async function waitForOthers(clock: Clock, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  await clock.sleep(pollMs, signal)
  signal?.throwIfAborted()
}
