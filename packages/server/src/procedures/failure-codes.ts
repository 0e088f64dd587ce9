import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import {
  AppError,
  type AccountChoice,
  type AppErrorAction,
  type AppErrorCode,
  type InputIssue,
  type RequestFault,
} from '../errors.ts'
import { asPassingFault } from '../passing-fault.ts'
import { fieldMessage, inputIssueMessage } from '../messages/input-issues.ts'
import { errorMessage, say, type Locale } from '../messages/messages.ts'
import type { Deps } from '../deps.ts'

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

interface RefusedRequest {
  fault?: RequestFault
  detail: string
}

/** What is said of a request that no procedure has looked at. */
const refusedRequests: Partial<Record<TrpcCode, RefusedRequest>> = {
  UNSUPPORTED_MEDIA_TYPE: {
    fault: 'not_json',
    detail: 'Send a JSON body with the header `Content-Type: application/json`, also where the body is empty (`{}`).',
  },
  PARSE_ERROR: { fault: 'unreadable', detail: 'The body is not JSON (RFC 8259), or is not in UTF-8.' },
  PAYLOAD_TOO_LARGE: { fault: 'too_long', detail: 'A body has 100 KB at most.' },
  METHOD_NOT_SUPPORTED: { fault: 'wrong_method', detail: 'A query is asked by GET, a mutation by POST.' },
  NOT_FOUND: { detail: 'Nothing is at this address; `openapi.json` lists what is.' },
  FORBIDDEN: {
    detail:
      'A page of another site has sent this change. Send it from the same origin, or name the origin in ALLOWED_ORIGINS.',
  },
}

/** For the developer, where the code does not say it all. */
const details: Partial<Record<AppErrorCode, string>> = {
  AUTH_REQUIRED: 'Nobody is signed in: send `Authorization: Bearer <token>` with a token that has not expired.',
  FORBIDDEN: 'This is for admins: the login has to say `role: "admin"`.',
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
  /** For the developer of the client, in English. */
  detail?: string
}

export interface PresentedFailure {
  /** For the user, in their language. */
  message: string
  app: AppErrorData
}

/** What names the hour at which things go on. */
type ClockDeps = Pick<Deps, 'clock'> & { settings: Pick<Deps['settings'], 'scheduleTimeZone'> }

/** @param reader without `deps` a wait is told by its length, and not by the hour of its end */
export function presentFailure(
  error: TRPCError,
  {
    locale,
    requestId,
    deps,
    input,
  }: { locale: Locale; requestId: string; deps?: ClockDeps | undefined; input?: unknown },
): PresentedFailure {
  const failure =
    error.cause instanceof AppError
      ? error.cause
      : new AppError(ownRefusals[error.code] ?? 'INTERNAL', { cause: error })
  const issues = issuesOf(error, failure, { locale, input })
  const { code, action, reason, retryAfterSeconds, accounts } = failure
  const clock = deps && { now: deps.clock.now(), timeZone: deps.settings.scheduleTimeZone }
  const refused =
    error.cause instanceof AppError || error.cause instanceof z.ZodError ? undefined : refusedRequests[error.code]
  const detail = failure.detail ?? refused?.detail ?? details[code]
  return {
    message: refused?.fault
      ? say(`request.${refused.fault}`, locale, {})
      : errorMessage(code, { locale, reason, retryAfterSeconds, clock }),
    app: {
      code,
      action,
      requestId,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...(issues.length > 0 ? { issues } : {}),
      ...(accounts === undefined ? {} : { accounts: [...accounts] }),
      ...(detail === undefined ? {} : { detail }),
    },
  }
}

function issuesOf(
  error: TRPCError,
  failure: AppError,
  { locale, input }: { locale: Locale; input: unknown },
): InputIssue[] {
  if (failure.lines.length > 0) {
    return failure.lines.map(({ line, problem }) => ({
      path: [...[failure.field ?? []].flat(), line],
      message: fieldMessage(problem, String(line), locale),
    }))
  }
  if (failure.field !== undefined) {
    return [failure.field]
      .flat()
      .map((name) => ({ path: [name], message: fieldMessage(failure.problem, name, locale) }))
  }
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof z.ZodError)) return []
  return error.cause.issues
    .flatMap((issue) => {
      const path = issue.path.filter((part) => typeof part !== 'symbol')
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((name) => ({ path: [...path, name], message: fieldMessage('unknown', name, locale) }))
      }
      return [{ path, message: inputIssueMessage(issue, valueAt(input, issue.path), locale) }]
    })
    .slice(0, 20)
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
