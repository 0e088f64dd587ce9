import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { fixture } from '../../test/recorded-answer.ts'
import { Secret } from '../vault/index.ts'
import { readSignedRequest } from './signed-request.ts'

interface Row {
  signed_request: string
  app_secret: string
  signature_valid: boolean
  why: string
}
const { tests: rows } = JSON.parse(fixture('meta/signed_request.json')) as { tests: Row[] }

/** Whom each row names, by its reason; what is not listed is refused. */
const accepted: Record<string, string> = {
  'as printed (padded base64url)': '123',
  'padding off the signature only (what Meta sends)': '123',
  "re-signed, lower case: Meta's sample compares upper-cased": '123',
  're-signed; user_id is a NUMBER over 2^53: JSON.parse gives 17841405793187220 - must be read as the text 17841405793187219':
    '17841405793187219',
  're-signed; same id as text': '17841405793187219',
  're-signed; __proto__ key': '123',
}

const read = (text: string, ...secrets: string[]) =>
  readSignedRequest(
    text,
    secrets.map((secret) => Secret.of(secret)),
  )

const sign = (payload: object | string, secret: string) => {
  const text = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString('base64url')
  return `${createHmac('sha256', secret).update(text).digest('base64url')}.${text}`
}

test.each(rows)('$why', ({ signed_request: text, app_secret: secret, signature_valid: isSigned, why }) => {
  const id = accepted[why]
  if (id !== undefined) expect(isSigned).toBe(true)
  expect(read(text, secret)?.appScopedId).toBe(id)
  expect(({} as { admin?: unknown }).admin).toBeUndefined()
})

test('every row that is to be accepted is there', () => {
  const reasons = rows.map(({ why }) => why)
  expect(Object.keys(accepted).filter((why) => !reasons.includes(why))).toEqual([])
  expect(rows).toHaveLength(24)
})

test('either secret may have signed, and no other', () => {
  const text = sign({ algorithm: 'HMAC-SHA256', user_id: '218471', issued_at: 1_291_836_800 }, 'the meta app')
  const read218471 = { appScopedId: '218471', issuedAt: new Date(1_291_836_800_000) }
  expect(read(text, 'the meta app')).toEqual(read218471)
  expect(read(text, 'the instagram app', 'the meta app')).toEqual(read218471)
  expect(read(text, 'the instagram app')).toBeUndefined()
  expect(read(text)).toBeUndefined()
})

test.each([
  ['no text', ''],
  ['only a dot', '.'],
  ['a signature in another alphabet', 'a+b/c.e30'],
  ['spaces around', ` ${sign({ algorithm: 'HMAC-SHA256', user_id: '1' }, 'secret')} `],
  ['an id of letters', sign({ algorithm: 'HMAC-SHA256', user_id: 'ana' }, 'secret')],
  ['a negative id', sign({ algorithm: 'HMAC-SHA256', user_id: -5 }, 'secret')],
  ['a fraction', sign('{"algorithm":"HMAC-SHA256","user_id":1.5}', 'secret')],
  ['a list of ids', sign({ algorithm: 'HMAC-SHA256', user_id: ['1'] }, 'secret')],
  ['a time that is none', sign({ algorithm: 'HMAC-SHA256', user_id: '1', issued_at: 'now' }, 'secret')],
  ['no algorithm', sign({ user_id: '1' }, 'secret')],
])('%s is refused', (_what, text) => {
  expect(read(text, 'secret')).toBeUndefined()
})
