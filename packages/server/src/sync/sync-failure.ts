import type { AppErrorCode } from '../errors.ts'
import { GraphFailure, type GraphFailureKind } from '../instagram/failure.ts'
import type { GraphSession } from '../instagram/graph-client.ts'

/** What a failed sync means: to the person, to the connection, and for the next try. */
export interface SyncVerdict {
  code: AppErrorCode
  /** The connection has ended for good: only the person can mend it. */
  endsConnection: boolean
  /** Seconds before another try makes sense. */
  retryAfterSeconds: number
}

const verdictFor = {
  transient: { code: 'INSTAGRAM_UNAVAILABLE', endsConnection: false, retryAfterSeconds: 60 },
  unreadable: { code: 'INSTAGRAM_UNAVAILABLE', endsConnection: false, retryAfterSeconds: 60 },
  rate_limited: { code: 'INSTAGRAM_RATE_LIMITED', endsConnection: false, retryAfterSeconds: 3_600 },
  app_rate_limited: { code: 'INSTAGRAM_RATE_LIMITED', endsConnection: false, retryAfterSeconds: 3_600 },
  token_refused: { code: 'RECONNECT_REQUIRED', endsConnection: true, retryAfterSeconds: 60 },
  permission_missing: { code: 'SCOPE_MISSING', endsConnection: false, retryAfterSeconds: 3_600 },
  user_action_needed: { code: 'INSTAGRAM_REJECTED', endsConnection: false, retryAfterSeconds: 3_600 },
  unsupported_metric: { code: 'INSTAGRAM_REJECTED', endsConnection: false, retryAfterSeconds: 3_600 },
  not_available: { code: 'INSTAGRAM_REJECTED', endsConnection: false, retryAfterSeconds: 3_600 },
  rejected: { code: 'INSTAGRAM_REJECTED', endsConnection: false, retryAfterSeconds: 3_600 },
} as const satisfies Record<GraphFailureKind, SyncVerdict>

/**
 * Judges a failed sync. A refused token is asked about once more before a connection is called ended: Instagram has
 * bad minutes, and one of them must not cost an account.
 */
export async function judgeFailure(error: unknown, session: GraphSession | null): Promise<SyncVerdict> {
  if (!(error instanceof GraphFailure)) return { code: 'INTERNAL', endsConnection: false, retryAfterSeconds: 60 }
  const verdict: SyncVerdict = verdictFor[error.kind]
  if (error.kind === 'token_refused' && !(await isRefusedAgain(session))) return verdictFor.transient
  return { ...verdict, retryAfterSeconds: error.details.retryAfterSeconds ?? verdict.retryAfterSeconds }
}

async function isRefusedAgain(session: GraphSession | null): Promise<boolean> {
  try {
    await session?.profile()
    return false
  } catch (error) {
    return error instanceof GraphFailure && error.kind === 'token_refused'
  }
}
