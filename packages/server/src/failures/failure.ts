import { addMs, atMostADay, laterOf } from '../clock/index.ts'
import type { AppErrorCode, FailureReason } from '../errors.ts'
import type { CallHolder, GraphFailure, GraphFailureKind, UserAction } from '../instagram/index.ts'

/**
 * What a failure means for the connection. `app_refused`: Instagram refuses the app, whatever the account. `retry_later`:
 * Instagram is down, or said something that may be a mistake. `rate_limited`: no calls until `retryAt`.
 * `reconnect_required`: the token is dead, confirmed. `user_action_needed`: the user must do something, and no retry
 * helps before. `our_fault`: the question or this program is wrong.
 */
export type FailureKind =
  | 'retry_later'
  | 'rate_limited'
  | 'app_refused'
  | 'reconnect_required'
  | 'user_action_needed'
  | 'our_fault'

/** What stops one piece of work, and what follows from it. */
export interface Failure {
  kind: FailureKind
  code: AppErrorCode
  reason: FailureReason | null
  /** Nothing is gained by another try before this. */
  retryAt: Date
  /** A refused token that may still be Instagram's mistake: to be asked again at `retryAt`. */
  isSuspicion: boolean
}

const minute = 60
const hour = 3_600

/** A new kind does not compile without a meaning. */
const meanings = {
  transient: { kind: 'retry_later', code: 'INSTAGRAM_UNAVAILABLE', waitSeconds: minute },
  unreadable: { kind: 'retry_later', code: 'INSTAGRAM_UNAVAILABLE', waitSeconds: minute },
  rate_limited: { kind: 'rate_limited', code: 'INSTAGRAM_RATE_LIMITED', waitSeconds: hour },
  app_rate_limited: { kind: 'rate_limited', code: 'INSTAGRAM_RATE_LIMITED', waitSeconds: 15 * minute },
  app_refused: { kind: 'app_refused', code: 'INSTAGRAM_UNAVAILABLE', waitSeconds: 15 * minute },
  token_refused: { kind: 'reconnect_required', code: 'RECONNECT_REQUIRED', waitSeconds: minute },
  permission_missing: { kind: 'user_action_needed', code: 'SCOPE_MISSING', waitSeconds: minute },
  user_action_needed: { kind: 'user_action_needed', code: 'INSTAGRAM_REJECTED', waitSeconds: minute },
  unsupported_metric: { kind: 'our_fault', code: 'INSTAGRAM_REJECTED', waitSeconds: hour },
  not_available: { kind: 'our_fault', code: 'INSTAGRAM_REJECTED', waitSeconds: hour },
  rejected: { kind: 'our_fault', code: 'INSTAGRAM_REJECTED', waitSeconds: hour },
} as const satisfies Record<GraphFailureKind, { kind: FailureKind; code: AppErrorCode; waitSeconds: number }>

/** A block for what was done with the account lasts hours. */
const waitSecondsFor: Partial<Record<UserAction, number>> = { wait_out_block: 6 * hour }

/** A failure as Instagram words it; `judgeFailure` is what doubts a refused token. */
export function failureOf(error: GraphFailure, now: Date): Failure {
  const { kind, code } = meanings[error.kind]
  const { heldBy, userAction } = error.details
  const reason = kind === 'app_refused' ? kind : (userAction ?? reasonOfHold(heldBy))
  return { kind, code, reason, retryAt: after(now, waitSecondsOf(error)), isSuspicion: false }
}

/** Why calls wait that were not made, where the user is told more than that Instagram is busy. */
export function reasonOfHold(heldBy: CallHolder | undefined): FailureReason | null {
  if (heldBy === 'app_pause') return 'app_paused'
  return heldBy === 'own_limit' ? heldBy : null
}

/** What the user is told of a refusal. */
export function codeFor({ kind }: GraphFailure): AppErrorCode {
  return meanings[kind].code
}

/** How long Instagram asks us to wait, or else how long it takes as a rule. */
export function waitSecondsOf({ kind, details: { retryAfterSeconds, userAction } }: GraphFailure): number {
  return retryAfterSeconds ?? (userAction && waitSecondsFor[userAction]) ?? meanings[kind].waitSeconds
}

/** A failure that no answer of Instagram's words. */
const made = (kind: FailureKind, code: AppErrorCode, retryAt: Date): Failure => {
  return { kind, code, reason: null, retryAt, isSuspicion: false }
}

/** A fault of this program: nothing about the account is to blame. */
export const ourFault = (now: Date): Failure => made('our_fault', 'INTERNAL', after(now, minute))

/** Changed back to a personal account: the numbers stay, and the user is told how to go on. */
export const notProfessional = (now: Date): Failure =>
  made('user_action_needed', 'ACCOUNT_NOT_PROFESSIONAL', after(now, minute))

/** Its token answers for somebody else: neither the user nor a new login can mend it, and an operator must look. */
export const foreignIdentity = (now: Date): Failure => made('our_fault', 'INSTAGRAM_REJECTED', after(now, hour))

/** Instagram refuses the app; nothing is gained before `retryAt`, nor before the app may ask anything again. */
export function appRefused(retryAt: Date, pausedUntil: Date | null): Failure {
  const until = laterOf(retryAt, pausedUntil)
  return { ...made('app_refused', 'INSTAGRAM_UNAVAILABLE', until), reason: 'app_refused' }
}

/** Refused without a reason, once: asked again before a connection is called dead. */
export function suspicion(retryAt: Date): Failure {
  return { ...made('retry_later', 'INSTAGRAM_UNAVAILABLE', retryAt), isSuspicion: true }
}

function after(now: Date, seconds: number): Date {
  return atMostADay(addMs(now, seconds * 1000), now)
}
