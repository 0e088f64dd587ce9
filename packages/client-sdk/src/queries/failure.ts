import type { AccountError } from '@instagram-dashboard/server/contract'
import { isInstagramError, type InstagramErrorAction, type InstagramErrorCode } from '../errors.ts'

/** What went wrong, in the form that the error panel shows. */
export interface Failure {
  code: InstagramErrorCode
  action: InstagramErrorAction
  /** A sentence in the user's language; `null` for a fault of this page itself. */
  message: string | null
  /** When the same call can succeed, on the provider's clock or, counted from an answer, on the machine's. */
  retryAt: { instant: Date; isMachineTime: boolean } | null
  /** `null` when no server answered. */
  requestId: string | null
}

// The same error gives the same failure, so that a countdown does not start anew with each rendering.
const known = new WeakMap<Error, Failure>()

export function toFailure(error: unknown): Failure {
  const before = error instanceof Error ? known.get(error) : undefined
  if (before !== undefined) return before
  const failure = describe(error)
  if (error instanceof Error) known.set(error, failure)
  return failure
}

function describe(error: unknown): Failure {
  if (isInstagramError(error)) {
    return {
      code: error.code,
      action: error.action,
      message: error.message,
      retryAt:
        error.retryAfterSeconds === undefined
          ? null
          : { instant: new Date(Date.now() + error.retryAfterSeconds * 1000), isMachineTime: true },
      requestId: error.requestId ?? null,
    }
  }
  // To whatever the host watches its page with; where there is no page, nobody asks.
  globalThis.reportError?.(error)
  return { code: 'INTERNAL', action: 'retry', message: null, retryAt: null, requestId: null }
}

/** A failure that the server keeps with the account or the run. */
export function storedFailure({ code, action, message }: AccountError): Failure {
  return { code, action, message, retryAt: null, requestId: null }
}

/** Whether the call never got an answer: no network, or the server is not running. */
export function isUnreachable({ code, message, requestId }: Failure): boolean {
  return code === 'INTERNAL' && message !== null && requestId === null
}
