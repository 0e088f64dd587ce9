import { connectionAttempts, oauthStates } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import type { ConnectRedirectedInput, SuccessResult } from './contract.ts'
import { recordStep } from './record-step.ts'
import { stateHashOf } from './state.ts'

/** The person was sent to Instagram: a step of the funnel, once. Of a state that is not theirs nothing is kept or said. */
export async function recordRedirect(
  { db, clock }: Deps,
  { userId }: { caller: Caller; userId: string },
  { state }: ConnectRedirectedInput,
): Promise<SuccessResult> {
  const stateHash = stateHashOf(state)
  await db.transaction(async (tx) => {
    const flow = await oauthStates.find(tx, stateHash)
    if (!flow || flow.userId !== userId || flow.usedAt !== null) return
    const steps = await connectionAttempts.listSteps(tx, stateHash)
    if (steps.some(({ step }) => step === 'redirected')) return
    await recordStep(tx, flow, { step: 'redirected', at: clock.now() })
  })
  return { success: true }
}
