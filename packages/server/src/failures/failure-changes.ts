import type { accounts } from '@instagram-dashboard/db'
import { addMs, believed, hourMs, laterOf, minuteMs } from '../clock/index.ts'
import type { Failure } from './failure.ts'

const shortestRetryMs = 15 * minuteMs
const longestRetryMs = 6 * hourMs

type Judged = Pick<accounts.AccountRow, 'lastSyncedAt' | 'connectedAt' | 'suspectedAt' | 'lastErrorAt'>

/** What a failed sync changes on its account: the error, when the background tries again, and its status. */
export function failureChanges(failure: Failure, account: Judged, now: Date): accounts.AccountChanges {
  return {
    lastErrorCode: failure.code,
    lastErrorReason: failure.reason,
    lastErrorAt: now,
    catchUpAt: catchUpAfter(failure, account, now),
    suspectedAt: suspectedAfter(failure, account, now),
    ...(failure.kind === 'reconnect_required' ? { status: 'reconnect_required' as const } : {}),
    updatedAt: now,
  }
}

/** A refusal of the app says nothing about the account's token, good or bad. */
export function suspectedAfter(
  { kind, isSuspicion }: Failure,
  { suspectedAt }: Pick<Judged, 'suspectedAt'>,
  now: Date,
): Date | null {
  if (kind === 'app_refused') return suspectedAt
  return isSuspicion ? (believed(suspectedAt, 'happened', now) ?? now) : null
}

/**
 * When the background tries again before the next night: with a backoff that grows with the time since the last
 * good sync and with the failures in a row (a run that fails may still have read numbers). Not at all where only the user,
 * or we, can mend it.
 */
function catchUpAfter({ kind, retryAt, isSuspicion }: Failure, account: Judged, now: Date): Date | null {
  if (kind === 'rate_limited' || kind === 'app_refused' || isSuspicion) return retryAt
  if (kind !== 'retry_later') return null
  const sinceGood = now.getTime() - (account.lastSyncedAt ?? account.connectedAt).getTime()
  const sinceFailure = account.lastErrorAt === null ? 0 : now.getTime() - account.lastErrorAt.getTime()
  const pause = Math.min(longestRetryMs, Math.max(shortestRetryMs, sinceGood / 4, 2 * sinceFailure))
  return laterOf(retryAt, addMs(now, pause))
}
