import { describe, expect, it } from 'vitest'
import { safeWords } from './safe-words.ts'

const token = 'IGAAL0ng_Token-ABCDEF123456'

describe('safeWords', () => {
  it.each([
    ['(#100) metric[2] must be one of the following values: likes, engaged_audience_demographics'],
    ['Error validating access token: Session has expired on Friday, 20-Nov-26 10:00:00 PST.'],
    ['(#80002) Too many calls. See https://developers.facebook.com/docs/graph-api/overview/rate-limiting.'],
    ['Não foi possível: tente de novo'],
  ])('leaves %j as it is', (text) => {
    expect(safeWords(text)).toBe(text)
  })

  it.each([
    [`Error validating access token ${token}: no`, 'Error validating access token … no'],
    [`'${token.slice(0, 12)}...' is no token`, "'…' is no token"],
    ['code=AQB12 was used', '… was used'],
    ["Object with ID '17841400000000001' does not exist", "Object with ID '…' does not exist"],
    ['has not authorized application 990000000000001.', 'has not authorized application …'],
    ['Bearer 0a1b2c3d4e5f60718293', 'Bearer …'],
    ['see https://example.com/?access_token=abc', 'see …'],
    ['two\nlines\u0000and\ta\u202etab', 'two lines and a tab'],
  ])('%j becomes %j', (text, expected) => {
    expect(safeWords(text)).toBe(expected)
  })

  it('never says what was sent along, whatever it looks like', () => {
    expect(safeWords('the secret sesame is wrong, sesame!', ['sesame', ''])).toBe('the secret … is wrong, …!')
  })

  it('is cut, and says nothing where nothing was said', () => {
    expect(safeWords('ab '.repeat(400))).toHaveLength(200)
    expect(safeWords('')).toBeUndefined()
    expect(safeWords(' \n ')).toBeUndefined()
  })
})
