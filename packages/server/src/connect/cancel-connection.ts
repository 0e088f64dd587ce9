import { oauthStates } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ConnectCancelInput, SuccessResult } from './contract.ts'
import { recordStep } from './record-step.ts'
import { endOf } from './redirect-error.ts'
import { burnForMisuse } from './refuse-state.ts'
import { stateHashOf } from './state.ts'

/**
 * The user came back from Instagram without a code: they said no, or something went wrong there. The attempt ends, and
 * `attempt` tells them why. Idempotent.
 */
export async function cancelConnection(
  deps: Deps,
  user: { caller: Caller; userId: string },
  input: ConnectCancelInput,
): Promise<SuccessResult> {
  const { db, clock, record } = deps
  const stateHash = stateHashOf(input.state)
  const attempt = await oauthStates.find(db, stateHash)
  if (!attempt) throw new AppError('STATE_INVALID')
  if (attempt.userId !== user.userId) throw await burnForMisuse(deps, user, { stateHash, reason: 'other_user' })
  const { end, reason } = endOf(input)
  const at = clock.now()
  await db.transaction(async (tx) => {
    if (!(await oauthStates.burn(tx, stateHash, { reason: end, now: at }))) return
    await recordStep(tx, attempt, { step: end === 'cancelled' ? 'cancelled' : 'failed', at, errorMessage: reason })
    await record(
      tx,
      { type: 'connection.cancelled', userId: attempt.userId, accountId: null, data: { reason } },
      { caller: user.caller, at },
    )
  })
  return { success: true }
}
