import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { SANDBOX_APP_SECRET } from './sandbox/index.ts'
import { appSecretFault, signingSecretFault, tokenFault, webhookSecretFault } from './secret-faults.ts'
import { generateFernetKey } from './vault/index.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

test('whatever a generator makes signs logins', () => {
  for (let count = 0; count < 1_000; count += 1) {
    for (const secret of [
      generateFernetKey(),
      randomBytes(32).toString('base64'),
      randomBytes(32).toString('base64url'),
      randomBytes(32).toString('hex'),
      randomBytes(16).toString('hex'),
    ]) {
      expect([secret, signingSecretFault(secret)]).toEqual([secret, undefined])
    }
  }
})

test.each([
  'a-secret-of-at-least-32-bytes-for-the-checks-0123456789',
  'a secret of the tests that is long enough',
  'acceptance-test-secret-0123456789abcdef',
  'Um segredo em português, com acentuação',
])('a long text of somebody’s own signs logins: %s', (secret) => {
  expect(signingSecretFault(secret)).toBeUndefined()
})

test.each([
  ['31 bytes', 'a secret that is 31 bytes long.'],
  ['one letter', 'x'.repeat(32)],
  ['one letter, many times', '0'.repeat(4_000)],
  ['one letter and another at its end', `${'a'.repeat(40)}b`],
  ['two letters in turn', 'ab'.repeat(16)],
  ['a letter of two bytes', 'é'.repeat(16)],
  ['a word again and again', 'password'.repeat(4)],
  ['a word again and again, cut short', 'secret-secret-secret-secret-secret'],
  ['a word again and again, with an end of its own', 'passwordpasswordpasswordpassword1'],
  ['digits in order', '12345678901234567890123456789012'],
  ['hexadecimal digits in order', '0123456789abcdef0123456789abcdef'],
  ['the alphabet', 'abcdefghijklmnopqrstuvwxyz012345'],
  ['the alphabet backwards', 'zyxwvutsrqponmlkjihgfedcba987654'],
  ['halves of one letter', `${'a'.repeat(16)}${'b'.repeat(16)}`],
  ['seven letters', 'abcdefggfedcbaadgbecfgdabcegfdbacegbd'],
  ['a long pattern, twice', 'one-pattern-of-24-bytes!one-pattern-of-24-bytes!'],
  ['a sample of jwt.io', 'a-string-secret-at-least-256-bits-long'],
  ['an older one, twice', 'your-256-bit-secret-your-256-bit-secret'],
  ['the sandbox’s', SANDBOX_APP_SECRET],
  ['a place to put one', 'please-change-me-to-something-long-and-random'],
  ['a place to put one in brackets', '<a long random secret of your own here>'],
])('%s signs no logins', (_what, secret) => {
  expect(signingSecretFault(secret)).toMatch(/^must have at least 32 bytes$|openssl rand -base64 32$/)
})

const base64 = (text: string) => Buffer.from(text).toString('base64')
const key = (bytes: number) => `whsec_${randomBytes(bytes).toString('base64')}`

test.each([
  [key(24)],
  [key(64)],
  [`${key(24)}, ${key(32)}`],
  [randomBytes(24).toString('base64')],
  ['a text of its own with 24 b'],
])('%s signs webhooks', (secret) => {
  expect(webhookSecretFault(secret)).toBeUndefined()
})

test.each([
  ['a key of 23 bytes', key(23), 'must hold keys of at least 24 bytes'],
  ['a key of 65 bytes', key(65), 'must hold keys of at most 64 bytes'],
  ['a word that is base64 of 12 bytes', 'mysecretpassword', 'must hold keys of at least 24 bytes'],
  [
    '31 characters that are base64 of 23 bytes',
    'abcdefghijklmnopqrstuvwxyz01234',
    'must hold keys of at least 24 bytes',
  ],
  ['a text of 23 bytes', 'a text of its own: 23 b', 'must hold keys of at least 24 bytes'],
  ['no base64 after whsec_', 'whsec_not-base64-but-long-enough-to-be-a-key', 'must be base64 after whsec_'],
  ['nothing after whsec_', 'whsec_', 'must be base64 after whsec_'],
  ['a good one beside a short one', `${key(32)},${key(8)}`, 'must hold keys of at least 24 bytes'],
  ['a good one and a comma', `${key(32)},`, 'must hold keys of at least 24 bytes'],
  ['one letter', `whsec_${base64('a'.repeat(32))}`, 'is too easy to guess: make one with openssl rand -base64 32'],
  ['a pattern', `whsec_${base64('abcd'.repeat(8))}`, 'is too easy to guess: make one with openssl rand -base64 32'],
])('%s signs no webhooks', (_what, secret, fault) => {
  expect(webhookSecretFault(secret)).toBe(fault)
})

test.each([
  ['a-token-for-prometheus-of-the-tests', undefined],
  ['fifteen-letters', 'must have at least 16 characters'],
  ['with a space in it', 'must have no spaces'],
  ['x'.repeat(16), 'is too easy to guess: make one with openssl rand -base64 32'],
  ['change-me-please!', 'is too easy to guess: make one with openssl rand -base64 32'],
])('%s opens the figures: %s', (token, fault) => {
  expect(tokenFault(token)).toBe(fault)
})

test.each([
  ['9f86d081884c7d659a2feaa0c55ad015', undefined],
  [SANDBOX_APP_SECRET, undefined],
  ['letters', 'must have at least 8 characters'],
  ['x'.repeat(32), 'is not a secret that Meta gave out'],
])('%s is an app’s secret: %s', (secret, fault) => {
  expect(appSecretFault(secret)).toBe(fault)
})

const documents = ['README.md', ...readdirSync(`${root}docs`).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
)
const faultOf: Record<string, (secret: string) => string | undefined> = {
  AUTH_JWT_SECRET: signingSecretFault,
  HOST_WEBHOOK_SECRET: webhookSecretFault,
  METRICS_TOKEN: tokenFault,
  META_APP_SECRET: appSecretFault,
  INSTAGRAM_APP_SECRET: appSecretFault,
}

test.each(documents)('no secret that %s prints can be used', (name) => {
  const text = readFileSync(`${root}${name}`, 'utf8')
  const printed = [...text.matchAll(/\b([A-Z_]+(?:SECRET|TOKEN))=["']?([^\s"'`|]+)/g)]
  for (const [, variable = '', secret = ''] of printed) {
    const isMade = secret.startsWith('$(')
    expect([variable, secret, isMade || faultOf[variable]?.(secret) !== undefined]).toEqual([variable, secret, true])
  }
})
