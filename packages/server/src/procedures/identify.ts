import type { Clock } from '../clock/index.ts'
import { within } from '../concurrency/within.ts'
import type { AppError } from '../errors.ts'
import { passingFault } from '../passing-fault.ts'
import { LoginUnavailable, type Authenticate, type LoginRefusal, type LoginRequest } from './authenticate.ts'
import type { Identity } from './identity.ts'
import type { LoginLog } from './login-log.ts'
import { isStorableText } from './storable-value.ts'

/** Of a user's id, in characters. */
export const longestUserId = 128
/** How long whoever knows the callers may take. */
const longestAnswerMs = 10_000

/** Who sends a request, as far as that can be found out. */
export interface Login {
  identity: Identity | null
  /** Why it cannot be found out just now: what the call is answered with in place of "sign in". */
  failure: AppError | null
}

export type Identify = (request: LoginRequest) => Promise<Login>

/** Asks who sends a request. Never rejects: what goes wrong with the login is in the log and in the answer. */
export function createIdentify(
  authenticate: Authenticate | ((request: LoginRequest) => ReturnType<Authenticate>),
  { clock, loginLog }: { clock: Clock; loginLog: LoginLog },
): Identify {
  return async (request) => {
    try {
      const answer = authenticate(request)
      const named = answer instanceof Promise || isThenable(answer) ? await inTime(answer, clock) : answer
      if (named === null || named === undefined) return { identity: null, failure: null }
      const refusal = refusalOf(named, clock)
      if (refusal !== null) loginLog.refused(refusal, request)
      else if (!['admin', 'user', undefined, null].includes(named.role)) loginLog.roleIgnored(request)
      return { identity: refusal === null ? named : null, failure: null }
    } catch (error) {
      const failure = error instanceof LoginUnavailable ? error : new LoginUnavailable('thrown', error)
      loginLog.unavailable(failure, request)
      return { identity: null, failure: passingFault(failure) }
    }
  }
}

/** Of another realm, or of a library of promises. */
function isThenable(answer: unknown): answer is PromiseLike<Identity | null | undefined> {
  return typeof (answer as { then?: unknown } | null | undefined)?.then === 'function'
}

async function inTime(
  answer: PromiseLike<Identity | null | undefined>,
  clock: Clock,
): Promise<Identity | null | undefined> {
  const given = await within(
    Promise.resolve(answer).then((named) => ({ named })),
    { clock, longestMs: longestAnswerMs },
  )
  if (given === undefined) throw new LoginUnavailable('too_slow')
  return given.named
}

/** Why whom the host names is nobody; `null` for somebody. */
function refusalOf({ userId, expiresAt }: Identity, clock: Clock): LoginRefusal | null {
  if (typeof userId !== 'string') return 'user_id_not_text'
  if (userId === '') return 'user_id_empty'
  if (userId.length > longestUserId) return 'user_id_too_long'
  if (!isStorableText(userId)) return 'user_id_not_storable'
  if (expiresAt === undefined) return null
  // Anything but an instant ahead, where an end is told, is a login that has ended.
  if (!(expiresAt instanceof Date) || Number.isNaN(expiresAt.getTime())) return 'expires_at_not_a_date'
  return expiresAt > clock.now() ? null : 'expired'
}
