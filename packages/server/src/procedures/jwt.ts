import {
  compactVerify,
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWK,
  type JWTVerifyGetKey,
  type JWTVerifyResult,
} from 'jose'
import { type Clock, minuteMs } from '../clock/index.ts'
import { LoginUnavailable, type LoginRefusal, type LoginRequest } from './authenticate.ts'
import { longestUserId } from './identify.ts'
import type { Identity } from './identity.ts'
import { createTokenCache } from './token-cache.ts'

export interface JwtOptions {
  secret?: string | Uint8Array | undefined
  jwksUrl?: string | undefined
  issuer?: string | undefined
  audience?: string | undefined
  /** How old a token may be by its `iat`, in seconds; 0, the default, sets no limit. */
  maxAgeSeconds?: number | undefined
  clock: Pick<Clock, 'now'>
  /** Told why a token signs nobody in. */
  onRefused?: (reason: LoginRefusal, request: LoginRequest) => void
}

const longestToken = 8_192
/** What two clocks may differ. */
const skewSeconds = 30
/** The last instant that a `Date` can be, in seconds. */
const latestInstant = 8.64e12
// jose asks for the keys anew after ten minutes at the latest; this keeps well inside of that.
const withdrawnAfterMs = minuteMs
// Asymmetric only: a public key must never be usable as an HMAC secret (RFC 8725 §2.1).
const jwksAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]

/**
 * Reads `Authorization: Bearer <jwt>`. The algorithm is fixed by our configuration, never by the token. It needs `sub` and
 * `exp`; anything that does not verify, has ended, is dated ahead or is for another purpose signs nobody in.
 * @returns a function that throws LoginUnavailable, and nothing else, when the public keys cannot be had
 */
export function createJwtAuthenticator(
  options: JwtOptions,
): (request: LoginRequest) => Identity | null | Promise<Identity | null> {
  const { onRefused = () => undefined } = options
  const verify = createVerifier(options)
  // Public keys can be withdrawn; a secret changes with the process.
  const known = createTokenCache(options.clock, options.secret === undefined ? withdrawnAfterMs : Infinity)
  return (request) => {
    const header = request.header('authorization')
    if (header === undefined || !/^Bearer\b/i.test(header)) return null
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(header)?.[1]
    if (token !== undefined && token.length <= longestToken) return known.find(token) ?? identify(token, request)
    onRefused('malformed', request)
    return null
  }

  async function identify(token: string, request: LoginRequest): Promise<Identity | null> {
    try {
      const verified = await verify(token)
      if (!isForLogins(verified.protectedHeader.typ)) throw new Refused('token_type')
      const endsAt = endOf(verified, options)
      const identity = identityOf(verified, endsAt)
      known.keep(token, identity, endsAt)
      return identity
    } catch (error) {
      if (error instanceof LoginUnavailable) throw error
      onRefused(refusalOf(error), request)
      return null
    }
  }
}

class Refused extends Error {
  readonly reason: LoginRefusal

  constructor(reason: LoginRefusal) {
    super(reason)
    this.reason = reason
  }
}

/** What jose says is wrong with a token, in our words. */
function refusalOf(error: unknown): LoginRefusal {
  if (error instanceof Refused) return error.reason
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) return claimRefusals[error.claim] ?? 'malformed'
  const code = error instanceof errors.JOSEError ? error.code : ''
  return codeRefusals[code] ?? 'malformed'
}

const claimRefusals: Partial<Record<string, LoginRefusal>> = {
  nbf: 'not_yet_valid',
  exp: 'no_expiry',
  iss: 'issuer',
  aud: 'audience',
  sub: 'no_subject',
}
const codeRefusals: Partial<Record<string, LoginRefusal>> = {
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature',
  ERR_JOSE_ALG_NOT_ALLOWED: 'algorithm',
  ERR_JWKS_NO_MATCHING_KEY: 'key_unknown',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'key_unknown',
  ERR_JOSE_NOT_SUPPORTED: 'algorithm',
}

/** Who may have signed: one secret, or any of a set of public keys. */
type Keys = { secret: Uint8Array } | { keys: JWK[] } | { jwks: JWTVerifyGetKey }

/**
 * Checks the signature alone, by an algorithm that our own configuration allows and never by one that only the token
 * names (RFC 8725 §3.1).
 * @throws for anything else, a text that is not written in its one canonical form included
 */
export async function checkJws(token: string, keys: Keys): Promise<void> {
  const parts = token.split('.')
  // Decoders pass over bits that carry nothing, so that one signature would have several texts.
  if (parts.length !== 3 || parts.some((part) => Buffer.from(part, 'base64url').toString('base64url') !== part)) {
    throw new TypeError('not a compact JWS')
  }
  if ('secret' in keys) await compactVerify(token, keys.secret, { algorithms: ['HS256'] })
  else await compactVerify(token, 'jwks' in keys ? keys.jwks : createLocalJWKSet(keys), { algorithms: jwksAlgorithms })
}

function createVerifier({
  secret,
  jwksUrl,
  issuer,
  audience,
  clock,
}: JwtOptions): (token: string) => Promise<JWTVerifyResult> {
  const keys: Keys =
    secret === undefined
      ? { jwks: publicKeys(new URL(jwksUrl ?? '')) }
      : { secret: typeof secret === 'string' ? new TextEncoder().encode(secret) : secret }
  return async (token) => {
    await checkJws(token, keys)
    // Claims are checked by the same library, over a signature that is known to be right.
    const checks = {
      clockTolerance: skewSeconds,
      currentDate: clock.now(),
      requiredClaims: ['sub', 'exp'],
      ...(issuer === undefined ? {} : { issuer }),
      ...(audience === undefined ? {} : { audience }),
    }
    return 'secret' in keys
      ? jwtVerify(token, keys.secret, { ...checks, algorithms: ['HS256'] })
      : jwtVerify(token, keys.jwks, { ...checks, algorithms: jwksAlgorithms })
  }
}

/** @returns rejects with LoginUnavailable when the keys themselves are not to be had, and as jose does for a wrong token */
function publicKeys(url: URL): JWTVerifyGetKey {
  const find = createRemoteJWKSet(url)
  return async (...given) => {
    try {
      return await find(...given)
    } catch (error) {
      if (error instanceof errors.JOSEError && codeRefusals[error.code] !== undefined) throw error
      throw new LoginUnavailable('keys_unreachable', error)
    }
  }
}

/**
 * Whether a token says of itself that it may sign people in: `JWT`, `at+jwt` (RFC 9068), or nothing. Whoever signs other
 * tokens with the same key, for a new password or an invitation, says so in `typ` (RFC 8725 §3.11).
 */
function isForLogins(type: unknown): boolean {
  return type === undefined || (typeof type === 'string' && /^(application\/)?(at\+)?jwt$/i.test(type))
}

/** When a token ends in Unix seconds, by its `exp` or by its age. @throws Refused when it is too old or dated ahead */
function endOf({ payload: { exp, iat } }: JWTVerifyResult, { clock, maxAgeSeconds = 0 }: JwtOptions): number {
  const now = clock.now().getTime() / 1000
  if (!Number.isFinite(exp) || exp === undefined) throw new Refused('no_expiry')
  if (iat !== undefined && iat > now + skewSeconds) throw new Refused('not_yet_valid')
  if (maxAgeSeconds === 0) return exp
  if (iat === undefined || iat + maxAgeSeconds <= now - skewSeconds) throw new Refused('too_old')
  return Math.min(exp, iat + maxAgeSeconds)
}

function identityOf({ payload }: JWTVerifyResult, endsAt: number): Identity {
  const { sub, role } = payload as { sub: unknown; role: unknown }
  if (typeof sub !== 'string') throw new Refused('user_id_not_text')
  if (sub === '') throw new Refused('no_subject')
  if (sub.length > longestUserId) throw new Refused('user_id_too_long')
  return {
    userId: sub,
    role: role === 'admin' ? 'admin' : 'user',
    // The moment from which it would no longer be taken.
    expiresAt: new Date(Math.min(endsAt + skewSeconds, latestInstant) * 1000),
  }
}
