import { accounts, oauthStates } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError, type AppErrorCode } from '../errors.ts'
import { answerOf } from './connection-answer.ts'
import type { ConnectAttemptInput, ConnectAttemptResult } from './contract.ts'
import { presentAccount } from '../accounts/present-account.ts'
import { presentError } from '../messages/present-error.ts'
import type { EndAtInstagram } from './redirect-error.ts'
import { stateHashOf } from './state.ts'

/** What the user is told of an attempt that ended at Instagram's page; of any other that was burned, that it is not valid. */
const codeOfEnd: Partial<Record<string, AppErrorCode>> = {
  no_answer: 'INSTAGRAM_UNAVAILABLE',
  unavailable: 'INSTAGRAM_UNAVAILABLE',
  app_refused: 'OAUTH_MISCONFIGURED',
  refused: 'INSTAGRAM_REJECTED',
} satisfies Record<Exclude<EndAtInstagram, 'cancelled'>, AppErrorCode>

/** How the caller's own attempt went. Somebody else's attempt does not exist for them. */
export async function findAttempt(
  { db, clock }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
  { state }: ConnectAttemptInput,
): Promise<ConnectAttemptResult> {
  const attempt = await oauthStates.find(db, stateHashOf(state))
  if (!attempt || attempt.userId !== userId) throw new AppError('NOT_FOUND')
  const now = clock.now()
  if (attempt.result !== null) {
    const row = await accounts.find(db, userId, attempt.result.accountId)
    const { isFirstConnection, reward, rewardWithheld, returnTo } = answerOf(attempt)
    const account = row && { account: presentAccount(row, { now, locale: caller.locale }) }
    return { status: 'connected', ...account, isFirstConnection, reward, rewardWithheld, returnTo }
  }
  const failed = (code: string): ConnectAttemptResult => {
    const error = presentError({ code, reason: null, at: attempt.finishedAt }, caller.locale)
    return { status: 'failed', ...(error ? { error } : {}) }
  }
  if (attempt.burnedReason === 'cancelled') return { status: 'cancelled' }
  if (attempt.burnedReason !== null) return failed(codeOfEnd[attempt.burnedReason] ?? 'STATE_INVALID')
  if (attempt.failureCode !== null && attempt.finishedAt !== null) return failed(attempt.failureCode)
  return { status: attempt.usedAt === null && attempt.expiresAt <= now ? 'expired' : 'pending' }
}
