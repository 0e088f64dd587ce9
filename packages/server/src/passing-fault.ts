import { passingFaultCode } from '@instagram-dashboard/db'
import { AppError } from './errors.ts'
import { GraphFailure } from './instagram/index.ts'

/** Seconds after which it is worth asking again: a server that restarts is back by then, or soon after. */
const retryAfterSeconds = 5

/** A fault of the database that passes by itself or by an operator's hand, as callers are told of it; `null` for others. */
export function asPassingFault(error: unknown): AppError | null {
  // What Instagram's address says looks the same.
  if (error instanceof GraphFailure) return null
  return passingFaultCode(error) === undefined ? null : passingFault(error)
}

export function passingFault(cause?: unknown): AppError {
  return new AppError('INTERNAL', { reason: 'passing_fault', retryAfterSeconds, cause })
}

export function isPassingFault(error: unknown): error is AppError {
  return error instanceof AppError && error.reason === 'passing_fault'
}
