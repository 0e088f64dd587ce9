import { accounts, oauthStates } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError, type AppErrorCode } from '../errors.ts'
import { answerOf } from './connection-answer.ts'
import type { ConnectAttemptInput, ConnectAttemptResult } from './contract.ts'
import { presentAccount, presentError } from '../accounts/present-account.ts'
import type { EndAtInstagram } from './redirect-error.ts'
import { stateHashOf } from './state.ts'

/** What the person is told of a flow that ended at Instagram's page; of any other that was burned, that it is not valid. */
const codeOfEnd: Partial<Record<string, AppErrorCode>> = {
  no_answer: 'INSTAGRAM_UNAVAILABLE',
  unavailable: 'INSTAGRAM_UNAVAILABLE',
  app_refused: 'OAUTH_MISCONFIGURED',
  refused: 'INSTAGRAM_REJECTED',
} satisfies Record<Exclude<EndAtInstagram, 'cancelled'>, AppErrorCode>

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
  if (flow.burnedReason !== null) return failed(codeOfEnd[flow.burnedReason] ?? 'STATE_INVALID')
  if (flow.failureCode !== null && flow.finishedAt !== null) return failed(flow.failureCode)
  return { status: flow.usedAt === null && flow.expiresAt <= now ? 'expired' : 'pending' }
}
