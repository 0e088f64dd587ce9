import type { AccountChoice, AppErrorAction, AppErrorCode, InputIssue } from '@instagram-dashboard/server/contract'
import { isTRPCClientError } from '@trpc/client'
import { sentence } from './messages.ts'

/** What this package finds by itself while an Instagram window is open. */
export type PopupErrorCode = 'POPUP_BLOCKED' | 'POPUP_CLOSED' | 'POPUP_TIMEOUT'
/** What happened. A newer server can send a code that is not listed here: keep a default branch. */
export type InstagramErrorCode = AppErrorCode | PopupErrorCode
/** The next step for the user. */
export type InstagramErrorAction = AppErrorAction

export interface InstagramErrorOptions {
  action: InstagramErrorAction
  retryAfterSeconds?: number | undefined
  requestId?: string | undefined
  issues?: InputIssue[] | undefined
  accounts?: AccountChoice[] | undefined
  cause?: unknown
}

// A host can hold two copies of this module, and `instanceof` fails between them.
const brand = Symbol.for('@instagram-dashboard/client-sdk/InstagramError')

/**
 * What every failed call rejects with. `message` is a sentence for the user, in the client's locale.
 * Only an abort is passed on as it came.
 */
export class InstagramError extends Error {
  override readonly name = 'InstagramError'
  readonly code: InstagramErrorCode
  readonly action: InstagramErrorAction
  /** Whole seconds until the same call can succeed; `undefined` when waiting is not what helps. */
  readonly retryAfterSeconds: number | undefined
  /** Names the request in the server's log; `undefined` when the server was not reached. */
  readonly requestId: string | undefined
  /** What is wrong with the input, with the code `VALIDATION`. */
  readonly issues: InputIssue[] | undefined
  /** With `CONFLICT` for a change that named none of several accounts: one of these has to be named. */
  readonly accounts: AccountChoice[] | undefined

  constructor(code: InstagramErrorCode, message: string, options: InstagramErrorOptions) {
    super(message, { cause: options.cause })
    this.code = code
    this.action = options.action
    this.retryAfterSeconds = options.retryAfterSeconds
    this.requestId = options.requestId
    this.issues = options.issues
    this.accounts = options.accounts
    Object.defineProperty(this, brand, { value: true })
  }
}

/** Whether a caught value is an {@link InstagramError}, also one from another copy of this package. */
export function isInstagramError(error: unknown): error is InstagramError {
  return typeof error === 'object' && error !== null && brand in error
}

/** Whether nothing at all came back, not even from something in between. */
export function isNetworkFailure(cause: unknown): boolean {
  if (!isTRPCClientError(cause)) return false
  return !cause.data && cause.meta?.['response'] === undefined && cause.cause?.name !== 'SyntaxError'
}

interface ErrorData {
  code: InstagramErrorCode
  action: InstagramErrorAction
  retryAfterSeconds?: number | undefined
  requestId?: string | undefined
  issues?: InputIssue[] | undefined
  accounts?: AccountChoice[] | undefined
}

/** Puts whatever a call threw into our words. */
export function toInstagramError(cause: unknown, locale: string): InstagramError {
  const data = isTRPCClientError(cause) ? errorData(cause.data) : undefined
  if (data && isTRPCClientError(cause)) return new InstagramError(data.code, cause.message, { ...data, cause })
  return unexpectedAnswer(isNetworkFailure(cause) ? 'unreachable' : 'unreadable', locale, cause)
}

/** A fault between this client and the server: nothing that the user did. */
export function unexpectedAnswer(
  kind: 'unreadable' | 'unreachable' | 'slow',
  locale: string,
  cause?: unknown,
): InstagramError {
  return new InstagramError('INTERNAL', sentence(kind, locale), { action: 'retry', cause })
}

// The server's error formatter sets `data.app` on every error; anything else came from something in between.
function errorData(data: unknown): ErrorData | undefined {
  const app = (data as { app?: Partial<ErrorData> | null } | null | undefined)?.app
  return typeof app?.code === 'string' && typeof app.action === 'string' ? (app as ErrorData) : undefined
}
