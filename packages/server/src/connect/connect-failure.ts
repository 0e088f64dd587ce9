import { codeFor, waitSecondsOf } from '../failures/failure.ts'
import { AppError, type AppErrorCode } from '../errors.ts'
import { GraphFailure, type GraphFailureKind } from '../instagram/index.ts'

/** Where a refusal of a login means something else to the user than one of a connected account. */
const codeInLogin: Partial<Record<GraphFailureKind, AppErrorCode>> = {
  app_refused: 'OAUTH_MISCONFIGURED',
  token_refused: 'OAUTH_CODE_INVALID',
}

export function connectError(error: unknown): unknown {
  if (!(error instanceof GraphFailure)) return error
  const { loginFault, userAction } = error.details
  if (isRefused(error) && loginFault === 'code_invalid') return new AppError('OAUTH_CODE_INVALID', { cause: error })
  if (isOfLogin(error)) return new AppError('OAUTH_MISCONFIGURED', { cause: error })
  const code = codeInLogin[error.kind] ?? codeFor(error)
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
