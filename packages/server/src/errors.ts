export const appErrorActions = [
  'sign_in',
  'reconnect',
  'grant_permissions',
  'convert_account',
  'wait',
  'retry',
  'fix_input',
  'contact_support',
  'none',
] as const

export type AppErrorAction = (typeof appErrorActions)[number]

/**
 * Chooses the sentence where a code has several causes: why Instagram refuses, until the user has done something there
 * or, `app_refused`, because of us; why calls must wait, `app_paused` for Instagram and `own_limit` for our own count;
 * `several_accounts`: a change does not say which account it means; `changes_ended`: a follower has to begin anew; `passing_fault`: our database can not be reached or
 * written just now, or nobody can say who is calling.
 */
export const actionForReason = {
  log_in_to_instagram: 'retry',
  lift_restriction: 'retry',
  wait_out_block: 'wait',
  app_refused: 'none',
  app_paused: 'wait',
  own_limit: 'wait',
  several_accounts: 'fix_input',
  changes_ended: 'fix_input',
  passing_fault: 'retry',
} as const satisfies Record<string, AppErrorAction>

export type FailureReason = keyof typeof actionForReason
export const failureReasons = Object.keys(actionForReason) as [FailureReason, ...FailureReason[]]

/** What a user can do about each failure. New codes can be added: keep a default where you switch on them. */
export const actionFor = {
  AUTH_REQUIRED: 'sign_in',
  FORBIDDEN: 'none',
  VALIDATION: 'fix_input',
  NOT_FOUND: 'none',
  CONFLICT: 'retry',
  RATE_LIMITED: 'wait',
  INTERNAL: 'contact_support',
  STATE_INVALID: 'retry',
  STATE_EXPIRED: 'retry',
  OAUTH_DENIED: 'retry',
  OAUTH_CODE_INVALID: 'retry',
  OAUTH_MISCONFIGURED: 'none',
  SCOPE_MISSING: 'grant_permissions',
  ACCOUNT_NOT_PROFESSIONAL: 'convert_account',
  ACCOUNT_LINKED_ELSEWHERE: 'contact_support',
  WRONG_ACCOUNT: 'reconnect',
  NOT_CONNECTED: 'reconnect',
  RECONNECT_REQUIRED: 'reconnect',
  SYNC_COOLDOWN: 'wait',
  SYNC_IN_PROGRESS: 'wait',
  INSTAGRAM_RATE_LIMITED: 'wait',
  INSTAGRAM_UNAVAILABLE: 'retry',
  INSTAGRAM_REJECTED: 'contact_support',
} as const satisfies Record<string, AppErrorAction>

export type AppErrorCode = keyof typeof actionFor
export const appErrorCodes = Object.keys(actionFor) as [AppErrorCode, ...AppErrorCode[]]

/** What is wrong with a field, where it is more than one value can tell. */
export const fieldProblems = [
  'invalid',
  'unknown',
  'end_before_start',
  'range_too_long',
  'in_the_future',
  'too_long_ago',
  'address_not_allowed',
  'cursor',
  'not_broken_down',
  'in_the_past',
  'reached_already',
  'too_many',
  'csv_unreadable',
  'csv_empty',
  'csv_too_many_lines',
  'csv_columns',
  'csv_day',
  'csv_day_order',
  'csv_not_over',
  'csv_number',
  'csv_twice',
] as const
export type FieldProblem = (typeof fieldProblems)[number]

/** What is wrong with a request before anything in it is looked at. */
export const requestFaults = ['not_json', 'unreadable', 'too_long', 'wrong_method'] as const
export type RequestFault = (typeof requestFaults)[number]

export interface InputIssue {
  /** Where in the input, for example `['endDate']`. */
  path: (string | number)[]
  /** What is wrong there, in the user's language. */
  message: string
}

/** One of the caller's accounts that a change without a name may have meant. */
export interface AccountChoice {
  id: string
  username: string
}

/** What is wrong with one line of a file. */
export interface LineFault {
  line: number
  problem: FieldProblem
}

export interface AppErrorOptions {
  cause?: unknown
  /** Whole seconds until the same call can succeed. */
  retryAfterSeconds?: number | undefined
  /** The input field that is wrong, or several; the sentence is made where the language is known. */
  field?: string | readonly string[] | undefined
  /** What is wrong with it. */
  problem?: FieldProblem | undefined
  /** What is wrong with a file in that field, by its lines, which begin with 1. */
  lines?: readonly LineFault[] | undefined
  /** For the developer of the client, in English: nothing that a user would do something about. */
  detail?: string | undefined
  reason?: FailureReason | null | undefined
  /** Of which the caller has to name one. */
  accounts?: readonly AccountChoice[] | undefined
  /** Replaces the action of the code where the cause asks for another next step. */
  action?: AppErrorAction | undefined
}

/** A failure that the caller can act on. Anything else that is thrown is a fault of ours. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: AppErrorCode
  readonly action: AppErrorAction
  readonly retryAfterSeconds: number | undefined
  readonly field: string | readonly string[] | undefined
  readonly problem: FieldProblem
  readonly lines: readonly LineFault[]
  readonly detail: string | undefined
  readonly reason: FailureReason | null
  readonly accounts: readonly AccountChoice[] | undefined

  constructor(code: AppErrorCode, options: AppErrorOptions = {}) {
    super(code, { cause: options.cause })
    this.code = code
    this.reason = options.reason ?? null
    this.action = options.action ?? (this.reason === null ? actionFor[code] : actionForReason[this.reason])
    this.retryAfterSeconds = options.retryAfterSeconds
    this.field = options.field
    this.problem = options.problem ?? 'invalid'
    this.lines = options.lines ?? []
    this.detail = options.detail
    this.accounts = options.accounts
  }
}

/** The code under which an error is stored or told. */
export function codeOf(error: unknown): AppErrorCode {
  return error instanceof AppError ? error.code : 'INTERNAL'
}

/** A code that was stored, perhaps by another version of this program. */
export function asErrorCode(code: string): AppErrorCode {
  return appErrorCodes.find((known) => known === code) ?? 'INTERNAL'
}

/** The cause of a failure where its code has several; `null` for an unknown or absent one. */
export function asFailureReason(reason: string | null): FailureReason | null {
  return failureReasons.find((known) => known === reason) ?? null
}
