import type { accounts } from '@instagram-dashboard/db'
import { GraphFailure } from '../instagram/index.ts'

type StoredInstagramError = NonNullable<NonNullable<accounts.AccountRow['refreshFailure']>['instagram']>

/** What Instagram said of a failure, to be kept for an operator; `null` where nothing was asked or it is a fault of ours. */
export function instagramErrorOf(error: unknown): StoredInstagramError | null {
  if (!(error instanceof GraphFailure) || error.details.isOwnLimit === true) return null
  const { code = null, subcode = null, traceId = null, httpStatus: status = null, words = null } = error.details
  return { code, subcode, traceId, status, endpoint: error.endpoint, words }
}
