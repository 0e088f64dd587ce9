import { createHmac, generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, type JWTHeaderParameters } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LoginRequest } from './authenticate.ts'
import { createJwtAuthenticator, type JwtOptions } from './jwt.ts'

const secret = 'a secret of the tests that is long enough'
const start = Date.parse('2026-11-16T18:00:00Z') / 1000
const hour = 3_600

function makeClock() {
  let now = start * 1000
  return { now: () => new Date(now), advance: (seconds: number) => void (now += seconds * 1000) }
}

/** What a token that signs Ana in says, and nothing else. */
const ana = { sub: 'ana', exp: start + hour, iat: start }
type Claims = Record<string, unknown>

async function signed(claims: Claims, header: Partial<JWTHeaderParameters> = {}): Promise<LoginRequest> {
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', ...header })
    .sign(new TextEncoder().encode(secret))
  return { header: () => `Bearer ${token}` } as unknown as LoginRequest
}

async function isSignedIn(
  claims: Claims,
  { header, ...options }: Partial<JwtOptions> & { header?: Partial<JWTHeaderParameters> } = {},
): Promise<boolean> {
  const authenticate = createJwtAuthenticator({ secret, clock: makeClock(), ...options })
  return (await authenticate(await signed(claims, header))) !== null
}

const without = (name: string): Claims => Object.fromEntries(Object.entries(ana).filter(([claim]) => claim !== name))

describe('a token signs in', () => {
  test.each<[string, Claims, boolean]>([
    ['as it should be', ana, true],
    ['sub absent', without('sub'), false],
    ['sub empty', { ...ana, sub: '' }, false],
    ['sub a number', { ...ana, sub: 7 }, false],
    ['sub a list', { ...ana, sub: ['ana'] }, false],
    ['sub of 128 characters', { ...ana, sub: 'a'.repeat(128) }, true],
    ['sub of 129 characters', { ...ana, sub: 'a'.repeat(129) }, false],
    ['exp absent', without('exp'), false],
    ['exp null', { ...ana, exp: null }, false],
    ['exp a text', { ...ana, exp: String(start + hour) }, false],
    ['exp a list', { ...ana, exp: [start + hour] }, false],
    ['exp 29 seconds ago', { ...ana, exp: start - 29 }, true],
    ['exp 30 seconds ago', { ...ana, exp: start - 30 }, false],
    ['exp a year ago', { ...ana, exp: start - 365 * 24 * hour }, false],
    ['exp in a hundred years', { ...ana, exp: start + 36_525 * 24 * hour }, true],
    ['iat absent', without('iat'), true],
    ['iat a text', { ...ana, iat: String(start) }, false],
    ['iat null', { ...ana, iat: null }, false],
    ['iat of 2001', { ...ana, iat: 1_000_000_000 }, true],
    ['iat in 30 seconds', { ...ana, iat: start + 30 }, true],
    ['iat in 31 seconds', { ...ana, iat: start + 31 }, false],
    ['iat in a year', { ...ana, iat: start + 365 * 24 * hour, exp: start + 400 * 24 * hour }, false],
    ['nbf in 30 seconds', { ...ana, nbf: start + 30 }, true],
    ['nbf in an hour', { ...ana, nbf: start + hour }, false],
    ['nbf a text', { ...ana, nbf: String(start) }, false],
  ])('%s: %o is %s', async (_what, claims, isTaken) => {
    expect(await isSignedIn(claims)).toBe(isTaken)
  })

  test.each<[unknown, boolean]>([
    [undefined, true],
    ['JWT', true],
    ['jwt', true],
    ['at+jwt', true],
    ['AT+JWT', true],
    ['application/jwt', true],
    ['application/at+jwt', true],
    ['Application/AT+JWT', true],
    ['', false],
    [null, false],
    [7, false],
    [['JWT'], false],
    ['password-reset+jwt', false],
    ['secevent+jwt', false],
    ['logout+jwt', false],
    ['dpop+jwt', false],
    ['id+jwt', false],
    ['JWT ', false],
    ['text/jwt', false],
    ['application/application/jwt', false],
    ['at+at+jwt', false],
  ])('whose typ is %j: %s', async (typ, isTaken) => {
    const header = (typ === undefined ? {} : { typ }) as Partial<JWTHeaderParameters>
    expect(await isSignedIn(ana, { header })).toBe(isTaken)
  })

  test.each<[string, Claims, boolean]>([
    ['both as set', { iss: 'host', aud: 'instagram' }, true],
    ['of several audiences', { iss: 'host', aud: ['shop', 'instagram'] }, true],
    ['no issuer', { aud: 'instagram' }, false],
    ['another issuer', { iss: 'other', aud: 'instagram' }, false],
    ['no audience', { iss: 'host' }, false],
    ['another audience', { iss: 'host', aud: 'shop' }, false],
    ['an audience that begins like it', { iss: 'host', aud: 'instagram-2' }, false],
  ])('with issuer and audience set: %s', async (_what, claims, isTaken) => {
    expect(await isSignedIn({ ...ana, ...claims }, { issuer: 'host', audience: 'instagram' })).toBe(isTaken)
  })
})

describe('a longest age', () => {
  test.each<[string, Claims, boolean]>([
    ['as old as it may be', { ...ana, iat: start - hour }, true],
    ['within what clocks may differ', { ...ana, iat: start - hour - 29 }, true],
    ['older', { ...ana, iat: start - hour - 30 }, false],
    ['much older, with years to live', { ...ana, iat: start - 9 * hour, exp: start + 9_999 * hour }, false],
    ['without iat', without('iat'), false],
  ])('%s', async (_what, claims, isTaken) => {
    expect(await isSignedIn(claims, { maxAgeSeconds: hour })).toBe(isTaken)
  })

  test('ends a token that was checked before', async () => {
    const clock = makeClock()
    const authenticate = createJwtAuthenticator({ secret, clock, maxAgeSeconds: 60 })
    const request = await signed({ ...ana, exp: start + 9_999 * hour })
    const seen = []
    for (const seconds of [0, 59, 30, 1]) {
      clock.advance(seconds)
      seen.push((await authenticate(request)) !== null)
    }
    expect(seen).toEqual([true, true, true, false])
  })
})

describe('with public keys', () => {
  const bound = { iss: 'https://id.example/', aud: 'instagram' }
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256' }
  let server: Server
  beforeAll(async () => {
    server = createServer((_request, response) => void response.end(JSON.stringify({ keys: [jwk] })))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => server.close())

  test.each<[string, Claims, Partial<JWTHeaderParameters>, boolean]>([
    ['for us', bound, {}, true],
    ['of another tenant', { ...bound, iss: 'https://id.example/other' }, {}, false],
    ['for another app', { ...bound, aud: 'shop' }, {}, false],
    ['for nobody in particular', {}, {}, false],
    ['of an admin of another app', { ...bound, aud: 'shop', role: 'admin' }, {}, false],
    ['for a new password', bound, { typ: 'password-reset+jwt' }, false],
    ['without an end', { ...bound, exp: undefined }, {}, false],
    ['dated ahead', { ...bound, iat: start + hour }, {}, false],
  ])('a token %s: %o %o is %s', async (_what, claims, header, isTaken) => {
    const { port } = server.address() as AddressInfo
    const options = { jwksUrl: `http://127.0.0.1:${port}/`, issuer: 'https://id.example/', audience: 'instagram' }
    const authenticate = createJwtAuthenticator({ ...options, clock: makeClock() })
    const token = await new SignJWT({ ...ana, ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
      .sign(keys.privateKey)
    const identity = await authenticate({ header: () => `Bearer ${token}` } as unknown as LoginRequest)
    expect(identity?.userId).toBe(isTaken ? 'ana' : undefined)
  })
})

test('whoever is signed in has an end: that of the token or of its age, with what clocks may differ', async () => {
  const endOf = async (options: Partial<JwtOptions>) => {
    const authenticate = createJwtAuthenticator({ secret, clock: makeClock(), ...options })
    return (await authenticate(await signed(ana)))?.expiresAt?.toISOString()
  }
  expect(await endOf({})).toBe('2026-11-16T19:00:30.000Z')
  expect(await endOf({ maxAgeSeconds: 60 })).toBe('2026-11-16T18:01:30.000Z')
})

test('a token without an end in numbers is none', async () => {
  const clock = makeClock()
  const authenticate = createJwtAuthenticator({ secret, clock })
  const part = (text: string) => Buffer.from(text).toString('base64url')
  const unsigned = `${part('{"alg":"HS256"}')}.${part('{"sub":"ana","exp":1e999}')}`
  const token = `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`
  expect(await authenticate({ header: () => `Bearer ${token}` } as unknown as LoginRequest)).toBeNull()
})
