import { connectionAttempts, oauthStates } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import type { ConnectRedirectedInput, SuccessResult } from './contract.ts'
import { recordStep } from './record-step.ts'
import { stateHashOf } from './state.ts'

/** The user was sent to Instagram: a step of the funnel, once. Ignores a state that is not theirs. */
export async function recordRedirect(
  { db, clock }: Deps,
  { userId }: { caller: Caller; userId: string },
  { state }: ConnectRedirectedInput,
): Promise<SuccessResult> {
  const stateHash = stateHashOf(state)
  await db.transaction(async (tx) => {
    const attempt = await oauthStates.find(tx, stateHash)
    if (!attempt || attempt.userId !== userId || attempt.usedAt !== null) return
    const steps = await connectionAttempts.listSteps(tx, stateHash)
    if (steps.some(({ step }) => step === 'redirected')) return
    await recordStep(tx, attempt, { step: 'redirected', at: clock.now() })
  })
  return { success: true }
}
