import { oauthStates } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ConnectCancelInput, SuccessResult } from './contract.ts'
import { recordStep } from './record-step.ts'
import { burnForMisuse } from './refuse-state.ts'
import { stateHashOf } from './state.ts'

// Instagram's own words are free text from outside: only known ones are kept.
const knownErrors = new Set([
  'access_denied',
  'user_denied',
  'server_error',
  'temporarily_unavailable',
  'invalid_scope',
])

/** The person said no at Instagram. Saying it twice is as good as once. */
export async function cancelConnection(
  deps: Deps,
  who: { caller: Caller; userId: string },
  input: ConnectCancelInput,
): Promise<SuccessResult> {
  const { db, clock, record } = deps
  const stateHash = stateHashOf(input.state)
  const flow = await oauthStates.find(db, stateHash)
  if (!flow) throw new AppError('STATE_INVALID')
  if (flow.userId !== who.userId) throw await burnForMisuse(deps, who, { stateHash, reason: 'other_user' })
  const isDenial = input.error === 'access_denied'
  const reason = knownErrors.has(input.errorReason ?? '')
    ? String(input.errorReason)
    : knownErrors.has(input.error)
      ? input.error
      : 'other'
  const at = clock.now()
  await db.transaction(async (tx) => {
    if (!(await oauthStates.burn(tx, stateHash, { reason: isDenial ? 'cancelled' : 'refused', now: at }))) return
    await recordStep(tx, flow, { step: isDenial ? 'cancelled' : 'failed', at, errorMessage: reason })
    await record(
      tx,
      { type: 'connection.cancelled', userId: flow.userId, accountId: null, data: { reason } },
      { caller: who.caller, at },
    )
  })
  return { success: true }
}
