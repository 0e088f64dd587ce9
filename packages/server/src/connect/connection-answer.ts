import type { accounts, oauthStates } from '@instagram-dashboard/db'
import superjson from 'superjson'
import { AppError, asErrorCode } from '../errors.ts'
import type { Locale } from '../messages/messages.ts'
import type { Reward } from '../accounts/contract.ts'
import { connectCompleteResult, type ConnectCompleteResult } from './contract.ts'
import { presentAccount } from '../accounts/present-account.ts'

export interface AnswerParts {
  now: Date
  locale: Locale
  isFirstConnection: boolean
  reward: Reward | null
  /** Why a first connection gives no reward; `null` when nothing is held back. */
  rewardWithheld: ConnectCompleteResult['rewardWithheld']
  returnTo: string | null
}

/** The answer of a connection, in the form in which it is kept for the callers who ask again. */
export function storeAnswer(account: accounts.AccountRow, parts: AnswerParts): unknown {
  const answer: ConnectCompleteResult = {
    success: true,
    account: presentAccount(account, parts),
    isFirstConnection: parts.isFirstConnection,
    reward: parts.reward,
    rewardWithheld: parts.rewardWithheld,
    returnTo: parts.returnTo,
  }
  return superjson.serialize(answer)
}

/**
 * The answer of a finished attempt, the same for every caller who brings its state and code.
 * @throws AppError with the code of an attempt that failed
 */
export function answerOf(attempt: oauthStates.OauthStateRow): ConnectCompleteResult {
  if (attempt.result === null) throw new AppError(asErrorCode(attempt.failureCode ?? 'STATE_INVALID'))
  const stored = attempt.result.answer as Parameters<typeof superjson.deserialize>[0]
  return connectCompleteResult.parse(superjson.deserialize(stored))
}
