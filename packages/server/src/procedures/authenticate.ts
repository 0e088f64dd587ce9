import type { Identity } from './identity.ts'

/** A request as `authenticate` sees it: the same whatever the host is built on. */
export interface AuthenticateRequest {
  readonly method: string
  /** Absolute, as the caller has asked: with the path under which the dashboard is mounted, and with the query. */
  readonly url: string
  /** Made when they are looked at. */
  readonly headers: Headers
  /** The caller's address as far as the host knows it: behind a proxy, what the host's own setting for proxies says. */
  readonly ip: string | null
  /** What the host's framework has given: its request, Node's `IncomingMessage`, or the web's `Request`. */
  readonly native: unknown
}

/**
 * Tells who sends a request; `null` when nobody is signed in. What it throws, and ten seconds without an answer, are the
 * host's trouble and not the caller's: they are asked to try again (503) instead of to sign in.
 */
export type Authenticate = (
  request: AuthenticateRequest,
) => Identity | null | undefined | Promise<Identity | null | undefined>

/** The same request for our own code, which looks at single headers and names the request in the log. */
export interface LoginRequest extends AuthenticateRequest {
  readonly requestId: string
  /** @param name in small letters */
  header(name: string): string | undefined
}

/** Why a token, or whom the host names, signs nobody in. */
export type LoginRefusal =
  | 'malformed'
  | 'algorithm'
  | 'signature'
  | 'key_unknown'
  | 'token_type'
  | 'expired'
  | 'not_yet_valid'
  | 'too_old'
  | 'no_expiry'
  | 'issuer'
  | 'audience'
  | 'no_subject'
  | 'user_id_not_text'
  | 'user_id_empty'
  | 'user_id_too_long'
  | 'user_id_not_storable'
  | 'expires_at_not_a_date'

/** Who is signed in cannot be found out just now, which says nothing about who that is. */
export class LoginUnavailable extends Error {
  override readonly name = 'LoginUnavailable'
  readonly reason: 'thrown' | 'too_slow' | 'keys_unreachable'

  constructor(reason: LoginUnavailable['reason'], cause?: unknown) {
    super(reason, { cause })
    this.reason = reason
  }
}
