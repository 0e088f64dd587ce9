import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import type { LoginRequest } from './authenticate.ts'
import { createJwtAuthenticator } from './jwt.ts'
import { createTokenCache } from './token-cache.ts'

const secret = 'a secret of the tests that is long enough'
const start = Date.parse('2026-11-16T18:00:00Z')

function makeClock() {
  let now = start
  return { now: () => new Date(now), advance: (milliseconds: number) => void (now += milliseconds) }
}
const tokenFor = (seconds: number) =>
  new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ana')
    .setExpirationTime(start / 1000 + seconds)
    .sign(new TextEncoder().encode(secret))
const requestWith = (token: string) => ({ header: () => `Bearer ${token}` }) as unknown as LoginRequest

test('a token signs in as often as it is brought, and no longer than it says', async () => {
  const clock = makeClock()
  const authenticate = createJwtAuthenticator({ secret, clock })
  const token = await tokenFor(60)
  const seen = []
  for (const milliseconds of [0, 59_000, 29_000, 3_000]) {
    clock.advance(milliseconds)
    seen.push((await authenticate(requestWith(token)))?.userId)
  }
  // Thirty seconds of its end are allowed for clocks that go wrong.
  expect(seen).toEqual(['ana', 'ana', 'ana', undefined])
})

test('a token that is changed in one letter is not the one that was checked', async () => {
  const authenticate = createJwtAuthenticator({ secret, clock: makeClock() })
  const token = await tokenFor(60)
  expect(await authenticate(requestWith(token))).not.toBeNull()
  const changed = `${token.slice(0, -5)}${token.at(-5) === 'A' ? 'B' : 'A'}${token.slice(-4)}`
  expect(await authenticate(requestWith(changed))).toBeNull()
})

test('a check is worth no more than it may be, whatever the token says', () => {
  const clock = makeClock()
  const known = createTokenCache(clock, 1_000)
  known.keep('token', { userId: 'ana' }, Infinity)
  expect(known.find('token')).toEqual({ userId: 'ana' })
  clock.advance(1_000)
  expect(known.find('token')).toBeNull()
})

test('only so many are kept, and the longest unused go first', () => {
  const known = createTokenCache(makeClock(), Infinity)
  for (let index = 0; index < 10_000; index += 1) known.keep(`token ${index}`, { userId: String(index) }, Infinity)
  known.find('token 0')
  known.keep('one more', { userId: 'one more' }, Infinity)
  expect([known.find('token 0')?.userId, known.find('token 1')]).toEqual(['0', null])
})
