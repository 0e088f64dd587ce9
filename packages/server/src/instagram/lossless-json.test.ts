import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseLosslessJson } from './lossless-json.ts'

const folder = fileURLToPath(new URL('../../../../fixtures/json/test_parsing', import.meta.url))
const bodies = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))

describe('parseLosslessJson reads the JSON test suite', () => {
  it('has the whole suite in front of it', () => {
    expect(bodies).toHaveLength(318)
  })

  it.each(bodies.filter(({ file }) => file.startsWith('y_')))('parses $file', ({ file, text }) => {
    const parsed = parseLosslessJson(text)
    expect(parsed).not.toBeUndefined()
    // The valid ones hold no whole number beyond 2^53, and one a NUL: nothing else may differ.
    expect(parsed).toEqual(file === 'y_string_null_escape.json' ? [''] : JSON.parse(text))
  })

  it.each(bodies.filter(({ file }) => file.startsWith('n_')))('refuses $file', ({ text }) => {
    expect(parseLosslessJson(text)).toBeUndefined()
  })

  it.each(bodies.filter(({ file }) => file.startsWith('i_')))('does not throw on $file', ({ text }) => {
    expect(() => parseLosslessJson(text)).not.toThrow()
  })
})

describe('parseLosslessJson keeps every digit', () => {
  it.each([
    ['{"user_id":17841405793187219}', { user_id: '17841405793187219' }],
    ['{"user_id":38281000000004703}', { user_id: '38281000000004703' }],
    ['[9007199254740991]', [9007199254740991]],
    ['[9007199254740992]', ['9007199254740992']],
    ['[-9007199254740993]', ['-9007199254740993']],
    ['9007199254740993', '9007199254740993'],
    ['{"a":{"b":[26134589012345678]}}', { a: { b: ['26134589012345678'] } }],
    ['{"count":0,"rate":1.5,"big":1e3}', { count: 0, rate: 1.5, big: 1000 }],
    ['{"user_id":"17841405793187219"}', { user_id: '17841405793187219' }],
  ])('reads %s', (text, expected) => {
    expect(parseLosslessJson(text)).toEqual(expected)
  })

  it('takes out of texts what no database stores, and leaves emoji whole', () => {
    expect(parseLosslessJson('["a\\u0000b","\\ud83d\\ude00","half \\ud83d"]')).toEqual(['ab', '😀', 'half \ufffd'])
  })

  it('keeps two neighbouring ids two', () => {
    expect(parseLosslessJson('[17841405793187218,17841405793187219]')).toEqual([
      '17841405793187218',
      '17841405793187219',
    ])
  })

  it('leaves a number that is not a whole one a number, however large', () => {
    expect(parseLosslessJson('[1e300,12345678901234567890.5]')).toEqual([1e300, 12345678901234567000])
  })

  it('takes a key named __proto__ as a key like any other', () => {
    const parsed = parseLosslessJson('{"__proto__":{"admin":true}}')
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })
})
