import { accounts, oauthStates } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { answerOf } from './connection-answer.ts'
import type { ConnectAttemptInput, ConnectAttemptResult } from './contract.ts'
import { presentAccount, presentError } from './present-account.ts'
import { stateHashOf } from './state.ts'

/** How the caller's own flow went. Somebody else's flow does not exist for them. */
export async function findAttempt(
  { db, clock }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
  { state }: ConnectAttemptInput,
): Promise<ConnectAttemptResult> {
  const flow = await oauthStates.find(db, stateHashOf(state))
  if (!flow || flow.userId !== userId) throw new AppError('NOT_FOUND')
  const now = clock.now()
  if (flow.result !== null) {
    const row = await accounts.find(db, userId, flow.result.accountId)
    const { isFirstConnection, reward, rewardWithheld, returnTo } = answerOf(flow)
    const account = row && { account: presentAccount(row, { now, locale: caller.locale }) }
    return { status: 'connected', ...account, isFirstConnection, reward, rewardWithheld, returnTo }
  }
  const failed = (code: string): ConnectAttemptResult => {
    const error = presentError({ code, reason: null, at: flow.finishedAt }, caller.locale)
    return { status: 'failed', ...(error ? { error } : {}) }
  }
  if (flow.burnedReason === 'cancelled') return { status: 'cancelled' }
  if (flow.burnedReason !== null)
    return failed(flow.burnedReason === 'refused' ? 'INSTAGRAM_REJECTED' : 'STATE_INVALID')
  if (flow.failureCode !== null && flow.finishedAt !== null) return failed(flow.failureCode)
  return { status: flow.usedAt === null && flow.expiresAt <= now ? 'expired' : 'pending' }
}
