import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { Response } from 'express'
import { AppError, type InputIssue } from '../errors.ts'
import { presentFailure, type PresentedFailure } from '../procedures/failure-codes.ts'
import type { CallFailure } from '../procedures/refusals.ts'
import type { Locale } from '../messages/locales.ts'
import { toSnake } from './rest-names.ts'

/** The error body of the REST paths. */
export function failureBody({ message, app }: PresentedFailure): object {
  const { code, action, retryAfterSeconds, requestId, issues, accounts, detail } = app
  return {
    error: {
      code,
      message,
      action,
      ...(retryAfterSeconds === undefined ? {} : { retry_after_seconds: retryAfterSeconds }),
      request_id: requestId,
      ...(issues ? { issues } : {}),
      ...(accounts ? { accounts } : {}),
      ...(detail === undefined ? {} : { detail }),
    },
  }
}

export function sendFailure(response: Response, status: number, failure: PresentedFailure): void {
  const { retryAfterSeconds } = failure.app
  if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds))
  // RFC 9110 §11.6.1: who is not let in is told what would let them in.
  if (status === 401) response.set('www-authenticate', 'Bearer')
  response.status(status).json(failureBody(failure))
}

interface Reader {
  locale: Locale
  deps?: Parameters<typeof presentFailure>[1]['deps']
  requestId: string
  /** What the call was given. */
  input?: unknown
}

/** A failure of a procedure as the REST paths tell it. */
export function presentCallFailure(error: CallFailure, reader: Reader): PresentedFailure {
  const failure = presentFailure(error, reader)
  const { issues } = failure.app
  // A name that is not known is told as it was written.
  const isWritten = error.cause instanceof AppError && error.cause.problem === 'unknown'
  return issues && !isWritten ? { ...failure, app: { ...failure.app, issues: issues.map(inSnakeCase) } } : failure
}

export function sendCallFailure(response: Response, error: CallFailure, reader: Reader): void {
  sendFailure(response, getHTTPStatusCodeFromError(error), presentCallFailure(error, reader))
}

/** A field is named as whoever calls has written it. */
function inSnakeCase({ path, message }: InputIssue): InputIssue {
  return { path: path.map((part) => (typeof part === 'string' ? toSnake(part) : part)), message }
}
