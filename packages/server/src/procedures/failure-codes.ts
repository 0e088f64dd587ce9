import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { AppError, type AccountChoice, type AppErrorAction, type AppErrorCode, type InputIssue } from '../errors.ts'
import { asPassingFault } from '../passing-fault.ts'
import { inputIssueMessage, invalidFieldMessage } from '../messages/input-issues.ts'
import { errorMessage, type Locale } from '../messages/messages.ts'

type TrpcCode = TRPCError['code']

/** The only table that knows both vocabularies; tRPC turns its codes into HTTP statuses. */
export const trpcCodeFor = {
  AUTH_REQUIRED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  VALIDATION: 'BAD_REQUEST',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
  STATE_INVALID: 'BAD_REQUEST',
  STATE_EXPIRED: 'BAD_REQUEST',
  OAUTH_DENIED: 'BAD_REQUEST',
  OAUTH_CODE_INVALID: 'BAD_REQUEST',
  OAUTH_MISCONFIGURED: 'BAD_REQUEST',
  SCOPE_MISSING: 'UNPROCESSABLE_CONTENT',
  ACCOUNT_NOT_PROFESSIONAL: 'UNPROCESSABLE_CONTENT',
  ACCOUNT_LINKED_ELSEWHERE: 'CONFLICT',
  WRONG_ACCOUNT: 'CONFLICT',
  NOT_CONNECTED: 'CONFLICT',
  RECONNECT_REQUIRED: 'CONFLICT',
  SYNC_COOLDOWN: 'TOO_MANY_REQUESTS',
  SYNC_IN_PROGRESS: 'CONFLICT',
  INSTAGRAM_RATE_LIMITED: 'TOO_MANY_REQUESTS',
  INSTAGRAM_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  INSTAGRAM_REJECTED: 'BAD_GATEWAY',
} as const satisfies Record<AppErrorCode, TrpcCode>

/** tRPC's own refusals, before a procedure runs. Everything not named here is a fault of ours. */
const ownRefusals: Partial<Record<TrpcCode, AppErrorCode>> = {
  PARSE_ERROR: 'VALIDATION',
  BAD_REQUEST: 'VALIDATION',
  METHOD_NOT_SUPPORTED: 'VALIDATION',
  UNSUPPORTED_MEDIA_TYPE: 'VALIDATION',
  PAYLOAD_TOO_LARGE: 'VALIDATION',
  NOT_FOUND: 'NOT_FOUND',
  UNAUTHORIZED: 'AUTH_REQUIRED',
  FORBIDDEN: 'FORBIDDEN',
  TOO_MANY_REQUESTS: 'RATE_LIMITED',
}

/** What a client learns about a failure, beside the sentence in `message`. */
export interface AppErrorData {
  code: AppErrorCode
  action: AppErrorAction
  retryAfterSeconds?: number
  requestId: string
  issues?: InputIssue[]
  /** With `CONFLICT` for a change that named none of several accounts: one of these has to be named. */
  accounts?: AccountChoice[]
}

export interface PresentedFailure {
  /** For the user, in their language. */
  message: string
  app: AppErrorData
}

export function presentFailure(
  error: TRPCError,
  { locale, requestId, input }: { locale: Locale; requestId: string; input?: unknown },
): PresentedFailure {
  const failure =
    error.cause instanceof AppError
      ? error.cause
      : new AppError(ownRefusals[error.code] ?? 'INTERNAL', { cause: error })
  const issues = issuesOf(error, failure, { locale, input })
  const { code, action, reason, retryAfterSeconds, accounts } = failure
  return {
    message: errorMessage(code, { locale, reason, retryAfterSeconds }),
    app: {
      code,
      action,
      requestId,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...(issues.length > 0 ? { issues } : {}),
      ...(accounts === undefined ? {} : { accounts: [...accounts] }),
    },
  }
}

function issuesOf(
  error: TRPCError,
  failure: AppError,
  { locale, input }: { locale: Locale; input: unknown },
): InputIssue[] {
  if (failure.field !== undefined) return [{ path: [failure.field], message: invalidFieldMessage(locale) }]
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof z.ZodError)) return []
  return error.cause.issues.slice(0, 20).map((issue) => ({
    path: issue.path.filter((part) => typeof part !== 'symbol'),
    message: inputIssueMessage(issue, valueAt(input, issue.path), locale),
  }))
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    input,
  )
}

/** As tRPC wants it: the code decides the HTTP status, the cause stays for `presentFailure`. */
export function toTrpcError(failure: AppError): TRPCError {
  // The one code whose causes have two statuses: a fault of ours, and one that has passed when the same call comes again.
  const code = failure.reason === 'passing_fault' ? 'SERVICE_UNAVAILABLE' : trpcCodeFor[failure.code]
  return new TRPCError({ code, message: failure.code, cause: failure })
}

/** The same failure in our words, where it is one that we know: ours, or a fault of the database that passes. */
export function knownFailure(error: TRPCError): TRPCError {
  const known = error.cause instanceof AppError ? error.cause : asPassingFault(error.cause)
  return known ? toTrpcError(known) : error
}
