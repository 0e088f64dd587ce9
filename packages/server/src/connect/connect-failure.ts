import { waitSecondsOf } from '../failures/failure.ts'
import { AppError, type AppErrorCode } from '../errors.ts'
import { GraphFailure, type GraphFailureKind } from '../instagram/failure.ts'

/** What a refusal by Instagram during a connection means to the user. */
const codeFor = {
  transient: 'INSTAGRAM_UNAVAILABLE',
  unreadable: 'INSTAGRAM_UNAVAILABLE',
  rate_limited: 'INSTAGRAM_RATE_LIMITED',
  app_rate_limited: 'INSTAGRAM_RATE_LIMITED',
  app_refused: 'OAUTH_MISCONFIGURED',
  token_refused: 'OAUTH_CODE_INVALID',
  permission_missing: 'SCOPE_MISSING',
  user_action_needed: 'INSTAGRAM_REJECTED',
  unsupported_metric: 'INSTAGRAM_REJECTED',
  not_available: 'INSTAGRAM_REJECTED',
  rejected: 'INSTAGRAM_REJECTED',
} as const satisfies Record<GraphFailureKind, AppErrorCode>

export function connectError(error: unknown): unknown {
  if (!(error instanceof GraphFailure)) return error
  const { loginFault, userAction } = error.details
  if (isRefused(error) && loginFault === 'code_invalid') return new AppError('OAUTH_CODE_INVALID', { cause: error })
  if (isOfLogin(error)) return new AppError('OAUTH_MISCONFIGURED', { cause: error })
  const code = codeFor[error.kind]
  const retryAfterSeconds = code === 'INSTAGRAM_RATE_LIMITED' ? waitSecondsOf(error) : error.details.retryAfterSeconds
  return new AppError(code, { cause: error, retryAfterSeconds, reason: userAction })
}

function isRefused({ kind }: GraphFailure): boolean {
  return kind === 'rejected' || kind === 'unsupported_metric' || kind === 'not_available'
}

/**
 * Instagram refuses our id, secret, redirect URI or the route for our kind of app. A wrong secret comes with code 1 as
 * well, which otherwise means that Instagram is down.
 */
export function isOfLogin(failure: GraphFailure): boolean {
  return (isRefused(failure) || failure.kind === 'transient') && failure.details.loginFault === 'app_misconfigured'
}

/** The same call may succeed later: the attempt stays open and can be resumed. */
export function isWorthResuming(error: unknown): boolean {
  return (
    !(error instanceof AppError) || error.code === 'INSTAGRAM_UNAVAILABLE' || error.code === 'INSTAGRAM_RATE_LIMITED'
  )
}
