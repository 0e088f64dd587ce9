/**
 * What Instagram did, in words of our own. Closed: every kind is decided about where it is handled.
 * `app_refused`: Instagram refuses the app itself, whichever account the call is about.
 */
export type GraphFailureKind =
  | 'transient'
  | 'rate_limited'
  | 'app_rate_limited'
  | 'app_refused'
  | 'token_refused'
  | 'permission_missing'
  | 'user_action_needed'
  | 'unsupported_metric'
  | 'not_available'
  | 'rejected'
  | 'unreadable'

/** What only the account's owner can do at Instagram before calls work again. */
export type UserAction = 'log_in_to_instagram' | 'lift_restriction' | 'wait_out_block'

/** Why the login endpoints refused, as far as their texts tell. */
export type LoginFault = 'code_invalid' | 'app_misconfigured'

/** What calls about an account wait for: see `BudgetHold`. */
export const callHolders = ['own_limit', 'usage', 'account_pause', 'app_pause', 'app_refused'] as const
export type CallHolder = (typeof callHolders)[number]

export interface GraphFailureDetails {
  httpStatus?: number | undefined
  code?: number | undefined
  subcode?: number | undefined
  /** Meta's trace id, for a support ticket with Meta. */
  traceId?: string | undefined
  /** Seconds that Instagram asked us to wait. */
  retryAfterSeconds?: number | undefined
  /** The metrics or fields that were asked for. */
  askedNames?: string[] | undefined
  /** Of the metrics or fields asked for, those that the text of the refusal names. */
  refusedNames?: string[] | undefined
  loginFault?: LoginFault | undefined
  /** Of a refused token: Instagram said why, so that it can not be a mistake. */
  isCertain?: boolean | undefined
  /** No call was made: our own budget, or a pause that Instagram asked for, forbade it. */
  isOwnLimit?: boolean | undefined
  /** What forbade it. */
  heldBy?: CallHolder | undefined
  /** Instagram's own sentence, as `safeWords` makes it. */
  words?: string | undefined
  /** Of a refused app: it lacks a permission or a role that it may have for other accounts. */
  isPerAccount?: boolean | undefined
  /** Instagram says itself that it passes. */
  saysItPasses?: boolean | undefined
  /** The answer would have been too large: the same question about fewer things may be answered. */
  isTooMuch?: boolean | undefined
  userAction?: UserAction | undefined
}

/**
 * A call to Instagram that did not give an answer. Carries codes, and of Meta's message, which can hold ids and tokens,
 * what `safeWords` leaves: never a URL or a body.
 */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure'
  readonly kind: GraphFailureKind
  /** The method and the edge that was asked, as `GET me/insights`: no ids. */
  readonly endpoint: string
  readonly details: GraphFailureDetails

  constructor(kind: GraphFailureKind, endpoint: string, details: GraphFailureDetails = {}) {
    const codes = [details.code, details.subcode].filter((code) => code !== undefined).join('/')
    super(`Instagram ${endpoint}: ${kind}${codes === '' ? '' : ` (${codes})`}`)
    this.kind = kind
    this.endpoint = endpoint
    this.details = details
  }
}

/** What was read of an answer. @throws GraphFailure when that is nothing */
export function readable<Value>(read: Value | undefined, endpoint: string): Value {
  if (read === undefined) throw new GraphFailure('unreadable', endpoint)
  return read
}
