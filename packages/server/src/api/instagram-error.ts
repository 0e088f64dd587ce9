import type { AccountChoice, AppErrorAction, AppErrorCode, InputIssue } from '../errors.ts'
import type { PresentedFailure } from '../procedures/failure-codes.ts'

// The SDK marks its own by the same sign, so that either package's `isInstagramError` knows both.
const brand = Symbol.for('@instagram-dashboard/client-sdk/InstagramError')

/** What every function of `dashboard.caller` rejects with, as those of the SDK do. `message` is a sentence for the user. */
export class InstagramError extends Error {
  override readonly name = 'InstagramError'
  readonly code: AppErrorCode
  readonly action: AppErrorAction
  /** Whole seconds until the same call can succeed; `undefined` when waiting is not what helps. */
  readonly retryAfterSeconds: number | undefined
  /** Names the call in the log. */
  readonly requestId: string | undefined
  /** What is wrong with the input, with the code `VALIDATION`. */
  readonly issues: InputIssue[] | undefined
  /** With `CONFLICT` for a change that named none of several accounts: one of these has to be named. */
  readonly accounts: AccountChoice[] | undefined

  constructor({ message, app }: PresentedFailure, cause?: unknown) {
    super(message, { cause })
    this.code = app.code
    this.action = app.action
    this.retryAfterSeconds = app.retryAfterSeconds
    this.requestId = app.requestId
    this.issues = app.issues
    this.accounts = app.accounts
    Object.defineProperty(this, brand, { value: true })
  }
}

/** Whether a caught value is an {@link InstagramError}, also one of the SDK's. */
export function isInstagramError(error: unknown): error is InstagramError {
  return typeof error === 'object' && error !== null && brand in error
}
