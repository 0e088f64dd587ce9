import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose'
import type { Clock } from '../deps.ts'
import type { Authenticate, Identity } from './context.ts'

export interface JwtOptions {
  secret?: string | undefined
  jwksUrl?: string | undefined
  issuer?: string | undefined
  audience?: string | undefined
  clock: Pick<Clock, 'now'>
}

const longestToken = 8_192
const skewSeconds = 30
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
  return async (request) => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+) *$/i.exec(request.get('authorization') ?? '')?.[1]
    if (token === undefined || token.length > longestToken) return null
    try {
      return identityOf(await verify(token))
    } catch {
      return null
    }
  }
}

function createVerifier({
  secret,
  jwksUrl,
  issuer,
  audience,
  clock,
}: JwtOptions): (token: string) => Promise<JWTPayload> {
  const checks = () => ({
    clockTolerance: skewSeconds,
    currentDate: clock.now(),
    requiredClaims: ['sub'],
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  })
  if (secret !== undefined) {
    const key = new TextEncoder().encode(secret)
    return async (token) => (await jwtVerify(token, key, { ...checks(), algorithms: ['HS256'] })).payload
  }
  const keys = createRemoteJWKSet(new URL(jwksUrl ?? ''))
  return async (token) => (await jwtVerify(token, keys, { ...checks(), algorithms: jwksAlgorithms })).payload
}

function identityOf(payload: JWTPayload): Identity | null {
  if (typeof payload.sub !== 'string') return null
  return { userId: payload.sub, role: payload['role'] === 'admin' ? 'admin' : 'user' }
}
