import {
  compactVerify,
  createLocalJWKSet,
  createRemoteJWKSet,
  jwtVerify,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose'
import type { Clock } from '../deps.ts'
import type { Authenticate, Identity } from './context.ts'
import { createKnownTokens } from './known-tokens.ts'

export interface JwtOptions {
  secret?: string | Uint8Array | undefined
  jwksUrl?: string | undefined
  issuer?: string | undefined
  audience?: string | undefined
  clock: Pick<Clock, 'now'>
}

const longestToken = 8_192
const skewSeconds = 30
// jose asks for the keys anew after ten minutes at the latest; this keeps well inside of that.
const withdrawnAfterMs = 60_000
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
 * Reads `Authorization: Bearer <jwt>`. The algorithm is fixed by our configuration, never by the token. Anything that
 * does not verify signs nobody in; it never throws.
 */
export function createJwtAuthenticator(options: JwtOptions): Authenticate {
  const verify = createVerifier(options)
  // Public keys can be withdrawn; a secret changes with the process.
  const known = createKnownTokens(options.clock, options.secret === undefined ? withdrawnAfterMs : Infinity)
  return (request) => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(request.get('authorization') ?? '')?.[1]
    if (token === undefined || token.length > longestToken) return null
    return known.find(token) ?? identify(token)
  }

  async function identify(token: string): Promise<Identity | null> {
    try {
      const payload = await verify(token)
      const identity = identityOf(payload)
      if (identity !== null) known.keep(token, identity, payload.exp)
      return identity
    } catch {
      return null
    }
  }
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
}: JwtOptions): (token: string) => Promise<JWTPayload> {
  const keys: Keys =
    secret === undefined
      ? { jwks: createRemoteJWKSet(new URL(jwksUrl ?? '')) }
      : { secret: typeof secret === 'string' ? new TextEncoder().encode(secret) : secret }
  return async (token) => {
    await checkJws(token, keys)
    // Claims are checked by the same library, over a signature that is known to be right.
    const checks = {
      clockTolerance: skewSeconds,
      currentDate: clock.now(),
      requiredClaims: ['sub'],
      ...(issuer === undefined ? {} : { issuer }),
      ...(audience === undefined ? {} : { audience }),
    }
    const verified =
      'secret' in keys
        ? await jwtVerify(token, keys.secret, { ...checks, algorithms: ['HS256'] })
        : await jwtVerify(token, keys.jwks, { ...checks, algorithms: jwksAlgorithms })
    return verified.payload
  }
}

function identityOf(payload: JWTPayload): Identity | null {
  if (typeof payload.sub !== 'string') return null
  return { userId: payload.sub, role: payload['role'] === 'admin' ? 'admin' : 'user' }
}
