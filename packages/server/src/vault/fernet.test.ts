import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/recorded-answer.ts'
import { CannotOpen, generateFernetKey, openFernet, parseFernetKey, sealFernet, type FernetKey } from './fernet.ts'

const vectors = <Vector>(file: string) => JSON.parse(fixture(`fernet/${file}.json`)) as Vector[]

function keyOf(text: string): FernetKey {
  const key = parseFernetKey(text)
  if (!key) throw new Error('This is no key')
  return key
}
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_='

describe('the vectors of the Fernet specification', () => {
  it.each(vectors<{ token: string; now: string; iv: number[]; src: string; secret: string }>('generate'))(
    'seals $src',
    ({ token, now, iv, src, secret }) => {
      expect(sealFernet(keyOf(secret), Buffer.from(src), { now: new Date(now), iv: Buffer.from(iv) })).toBe(token)
    },
  )

  it.each(vectors<{ token: string; now: string; ttl_sec: number; src: string; secret: string }>('verify'))(
    'opens $src',
    ({ token, now, ttl_sec: ttlSeconds, src, secret }) => {
      expect(openFernet([keyOf(secret)], token, { ttlSeconds, now: new Date(now) }).toString()).toBe(src)
    },
  )

  it.each(vectors<{ desc: string; token: string; now: string; ttl_sec: number; secret: string }>('invalid'))(
    'refuses: $desc',
    ({ token, now, ttl_sec: ttlSeconds, secret }) => {
      expect(() => openFernet([keyOf(secret)], token, { ttlSeconds, now: new Date(now) })).toThrow(CannotOpen)
    },
  )
})

describe('a sealed text', () => {
  const key = keyOf('cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=')
  const other = keyOf(generateFernetKey())
  const now = new Date('2026-11-16T18:00:00Z')
  const token = sealFernet(key, Buffer.from('IGAAtoken'), { now })

  it('does not open with any one character changed', () => {
    const opened: string[] = []
    for (let index = 0; index < token.length; index += 1) {
      for (const letter of alphabet) {
        const changed = token.slice(0, index) + letter + token.slice(index + 1)
        if (changed === token) continue
        try {
          openFernet([key], changed)
          opened.push(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(CannotOpen)
        }
      }
    }
    expect(opened).toEqual([])
  })

  it.each<[string, (text: string) => string]>([
    ['cut', (text) => text.slice(0, -4)],
    ['without its padding', (text) => text.replace(/=+$/, '')],
    ['with a line break', (text) => `${text}\n`],
    ['with a space', (text) => ` ${text}`],
    ['in the other alphabet', (text) => `${text.slice(0, -5)}+/${text.slice(-3)}`],
    ['twice', (text) => text + text],
    ['empty', () => ''],
  ])('does not open %s', (_name, change) => {
    expect(() => openFernet([key], change(token))).toThrow(CannotOpen)
  })

  it('opens with the key that made it, wherever that is in the ring', () => {
    expect(openFernet([other, key], token).toString()).toBe('IGAAtoken')
    expect(() => openFernet([other], token)).toThrow(CannotOpen)
    expect(() => openFernet([], token)).toThrow(CannotOpen)
  })

  it.each([
    [0, true],
    [60, true],
    [61, false],
    [-60, true],
    [-61, false],
  ])('opens %i seconds after it was made, with a life of 60: %s', (seconds, isOpened) => {
    const open = () => openFernet([key], token, { ttlSeconds: 60, now: new Date(now.getTime() + seconds * 1000) })
    if (isOpened) expect(open().toString()).toBe('IGAAtoken')
    else expect(open).toThrow(CannotOpen)
  })

  it.each([0, 1, 15, 16, 17, 4_096])('comes back whole with %i bytes', (size) => {
    const plaintext = Buffer.alloc(size, 0xe9)
    expect(openFernet([key], sealFernet(key, plaintext, { now })).equals(plaintext)).toBe(true)
  })

  it('never looks the same twice', () => {
    expect(sealFernet(key, Buffer.from('a'), { now })).not.toBe(sealFernet(key, Buffer.from('a'), { now }))
  })
})

describe('parseFernetKey', () => {
  it('takes what it generates', () => {
    expect(parseFernetKey(generateFernetKey())).toBeDefined()
    expect(generateFernetKey()).toMatch(/^[\w-]{43}=$/)
  })

  it.each([
    ['', 'nothing'],
    ['cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4', 'no padding'],
    ['cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e5=', 'stray bits'],
    ['cw/0x689RpI+jtRR7oE8h/eQsKImvJapLeSbXpwF4e4=', 'the other alphabet'],
    [Buffer.alloc(31, 'abc').toString('base64url'), '31 bytes'],
    [Buffer.alloc(33, 'abc').toString('base64url'), '33 bytes'],
    [`${Buffer.alloc(32).toString('base64url')}=`, 'zeros'],
    [`${Buffer.alloc(32, 'a').toString('base64url')}=`, 'one letter'],
    ['change-me', 'a word'],
  ])('refuses %j: %s', (text) => {
    expect(parseFernetKey(text)).toBeUndefined()
  })
})
