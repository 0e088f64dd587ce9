import { accounts, type oauthStates } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ConnectCompleteResult } from './contract.ts'
import { asErrorCode, presentAccount } from './present-account.ts'

/**
 * The answer of a finished flow, the same for every caller who brings its state and code.
 * @throws AppError with the code of a flow that failed
 */
export async function answerOf(
  { db, clock }: Deps,
  caller: Caller,
  flow: oauthStates.OauthStateRow,
): Promise<ConnectCompleteResult> {
  if (flow.result === null) throw new AppError(asErrorCode(flow.failureCode ?? 'STATE_INVALID'))
  const row = await accounts.find(db, flow.userId, flow.result.accountId)
  if (!row) throw new AppError('STATE_INVALID')
  return {
    success: true,
    account: presentAccount(row, { now: clock.now(), locale: caller.locale }),
    isFirstConnection: flow.result.isFirstConnection,
    reward: null,
    returnTo: flow.returnTo,
  }
}
