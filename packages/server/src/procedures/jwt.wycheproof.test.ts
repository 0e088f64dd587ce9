import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { JWK } from 'jose'
import { checkJws, createJwtAuthenticator } from './jwt.ts'

interface Vector {
  tcId: number
  comment: string
  jws: string
  result: 'valid' | 'invalid'
}
interface Group {
  comment: string
  public?: JWK
  private: JWK
  tests: Vector[]
}
const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../fixtures/jose/${name}`, import.meta.url), 'utf8'))
const { testGroups } = fixture('wycheproof_json_web_signature_test.json') as { testGroups: Group[] }
const vectors = testGroups.flatMap((group) => group.tests.map((vector) => ({ ...vector, group })))

/** As the product holds the key: a secret of its own, or a set of public keys. */
const keyOf = ({ public: publicKey, private: privateKey }: Group) =>
  publicKey ? { keys: [publicKey] } : { secret: Buffer.from(privateKey.k ?? '', 'base64url') }

async function isAccepted({ jws, group }: (typeof vectors)[number]): Promise<boolean> {
  return checkJws(jws, keyOf(group)).then(
    () => true,
    () => false,
  )
}

test('there are 401 vectors', () => {
  expect(vectors).toHaveLength(401)
})

/** Two are marked invalid for padding that their text does not have: the same text is marked valid beside them. */
const isJudgedBothWays = ({ jws, group }: (typeof vectors)[number]) =>
  group.tests.some((twin) => twin.result === 'valid' && twin.jws === jws)

test('no vector that is invalid is accepted', async () => {
  const accepted: string[] = []
  const invalid = vectors.filter((vector) => vector.result === 'invalid' && !isJudgedBothWays(vector))
  expect(invalid).toHaveLength(vectors.filter(({ result }) => result === 'invalid').length - 2)
  for (const vector of invalid) {
    if (await isAccepted(vector)) accepted.push(`${vector.tcId} ${vector.group.comment}: ${vector.comment}`)
  }
  expect(accepted).toEqual([])
})

/**
 * Good signatures that are refused all the same: by keys that name another algorithm (`PS256` for a PS384 signature, and
 * `ES521`, which does not exist), and with a character that is not of the alphabet.
 */
const strict = /^(346|347|350|351|372|373) /

test('every vector that is valid is accepted, but for those whose key or form says otherwise', async () => {
  const refused: string[] = []
  for (const vector of vectors.filter(({ result }) => result === 'valid')) {
    if (!(await isAccepted(vector))) refused.push(`${vector.tcId} ${vector.group.comment}: ${vector.comment}`)
  }
  expect(refused.filter((line) => !strict.test(line))).toEqual([])
})

interface Sample {
  source: string
  kind: string
  token?: string
  key_b64url?: string
  exp?: number
}
const { tests: samples } = fixture('rfc_samples.json') as { tests: Sample[] }
const key = samples.find(({ key_b64url: text }) => text !== undefined)?.key_b64url ?? ''

test.each(samples.filter(({ token }) => token !== undefined))('$source: $kind', async ({ token = '' }) => {
  const secret = Buffer.from(key, 'base64url')
  const isGood = token === samples[0]?.token
  await checkJws(token, { secret }).then(
    () => expect(isGood).toBe(true),
    () => expect(isGood).toBe(false),
  )
  // Good or not, it ended in 2011, and it names nobody.
  const authenticate = createJwtAuthenticator({ secret, clock: { now: () => new Date('2026-11-24T00:00:00Z') } })
  const request = { header: () => `Bearer ${token}` } as unknown as Parameters<typeof authenticate>[0]
  expect(await authenticate(request)).toBeNull()
})
