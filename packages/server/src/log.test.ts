import { describe, expect, it } from 'vitest'
import { GraphFailure } from './instagram/index.ts'
import { createLog, describeError, scrub } from './log.ts'

const igaa = 'IGAAL0ng_Token-ABCDEF123456'
const fernet = 'gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=='
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl'

describe('scrub', () => {
  it.each([
    [igaa, '[redacted]'],
    [`token ${igaa}, then more`, 'token [redacted], then more'],
    ['IGQVJtoken_12345', '[redacted]'],
    ['EAACEdEose0cBA1234', '[redacted]'],
    [fernet, '[redacted]'],
    [`v1.0a1b2c3d.${fernet}`, 'v1.0a1b2c3d.[redacted]'],
    [jwt, '[redacted]'],
    [`authorization: Bearer ${jwt}`, 'authorization: Bearer [redacted]'],
    [`one-${jwt}`, 'one-[redacted]'],
    [`${jwt}.more.of.it then more`, '[redacted] then more'],
    ['Bearer opaque.token/with+chars==', 'Bearer [redacted]'],
    ['/return?code=AQBx-12&state=abc#_', '/return?code=[redacted]&state=[redacted]'],
    ['code=AQBx client_secret=s3cret', 'code=[redacted] client_secret=[redacted]'],
    ['?access_token=abc&fields=id', '?access_token=[redacted]&fields=id'],
    ['?REFRESH_TOKEN=abc', '?REFRESH_TOKEN=[redacted]'],
    ['signed_request=a.b', 'signed_request=[redacted]'],
  ])('leaves nothing of %j', (text, expected) => {
    expect(scrub(text)).toBe(expected)
  })

  it.each([
    'sync finished',
    'GET me/insights: rejected (100/33)',
    'errorCode=190',
    'statecode 5',
    '2026-11-16',
    'gAAAA',
  ])('leaves %j as it is', (text) => {
    expect(scrub(text)).toBe(text)
  })

  it('is the same the second time', () => {
    const line = `Bearer ${jwt} ?code=a&state=b ${igaa} ${fernet}`
    expect(scrub(scrub(line))).toBe(scrub(line))
    expect(scrub(line)).toBe(scrub(line))
  })
})

describe('createLog', () => {
  function logAt(level: string) {
    const lines: string[] = []
    return { lines, log: createLog({ level, write: (line) => lines.push(line) }) }
  }

  it('writes one JSON object a line', () => {
    const { log, lines } = logAt('info')
    log.info('sync_finished', { days: 31, isPartial: false, code: null })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/\n$/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 30,
      event: 'sync_finished',
      days: 31,
      isPartial: false,
      code: null,
    })
  })

  it('writes no credential, wherever it was put', () => {
    const { log, lines } = logAt('debug')
    log.debug(`event ${igaa}`, { url: '/return?code=AQB123', header: `Bearer ${jwt}`, token: igaa, [igaa]: 1 })
    log.error('x', { stored: fernet, text: `a "code=AQB123" in quotes` })
    log.info('x', { lines: `one\n${igaa}\ncode=AQB123\n`, path: 'code=AQB123\\' })
    for (const secret of [igaa, fernet, jwt, 'AQB123']) expect(lines.join('')).not.toContain(secret)
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
  })

  it('keeps a line break inside its line', () => {
    const { log, lines } = logAt('info')
    log.warn('x', { text: 'a\n{"level":60,"event":"forged"}' })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.trimEnd()).not.toContain('\n')
  })

  it.each([
    ['error', ['e']],
    ['info', ['i', 'w', 'e']],
    ['silent', []],
  ])('at %s writes %j', (level, events) => {
    const { log, lines } = logAt(level)
    log.debug('d')
    log.info('i')
    log.warn('w')
    log.error('e')
    expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(events)
  })
})

describe('describeError', () => {
  it('says the class, the codes and the place, never a message', () => {
    const cause = Object.assign(new RangeError('cause canary'), { code: 'ECONNRESET' })
    const error = Object.assign(new TypeError('message canary', { cause }), { code: 42 })
    const described = describeError(error)
    expect(described).toMatchObject({
      errorName: 'TypeError',
      errorCode: 42,
      causeName: 'RangeError',
      causeCode: 'ECONNRESET',
    })
    expect(described['at']).toMatch(/log\.test\.ts:\d+:\d+/)
    expect(described['at']).not.toContain('/packages/')
    expect(JSON.stringify(described)).not.toContain('canary')
  })

  it.each([
    ['a text canary', 'string'],
    [undefined, 'undefined'],
    [{ message: 'canary' }, 'object'],
  ])('says of %j only that it is a %s', (thrown, errorName) => {
    expect(describeError(thrown)).toEqual({ errorName })
  })

  it.each([
    [
      { code: 'ECONNREFUSED', queue: 'sync', message: 'canary' },
      { errorName: 'object', errorCode: 'ECONNREFUSED', queue: 'sync' },
    ],
    [{ name: 'TimeoutError', stack: 'canary' }, { errorName: 'TimeoutError' }],
    [{ name: 'a canary of words', code: { canary: 1 } }, { errorName: 'object' }],
    [{ errors: [{ code: 'ENOENT' }, { code: 'ENOENT' }, null] }, { errorName: 'object', errorCode: 'ENOENT' }],
    [new Map([['canary', 1]]), { errorName: 'Map' }],
  ])('says of %j, which is no error, what may be said of one', (thrown, expected) => {
    expect(describeError(thrown)).toEqual(expected)
  })

  it('says of several errors in one which they are', () => {
    const refused = (code: string) => Object.assign(new Error('canary'), { code })
    const error = new AggregateError([refused('ECONNREFUSED'), refused('ETIMEDOUT'), refused('ECONNREFUSED')], 'canary')
    expect(describeError(error)).toMatchObject({ errorName: 'AggregateError', errorCode: 'ECONNREFUSED,ETIMEDOUT' })
    const outer = new Error('canary', { cause: error })
    expect(describeError(outer)).toMatchObject({ causeName: 'AggregateError', causeCode: 'ECONNREFUSED,ETIMEDOUT' })
  })

  it('takes no code that is an object, and no line of a message for the place', () => {
    const error = Object.assign(new Error('x\n    at canary (secret.ts:1:1)'), { code: { canary: 1 } })
    expect(describeError(error)['errorCode']).toBeUndefined()
    expect(JSON.stringify(describeError(error))).not.toContain('canary')
  })

  it('says of an answer of Instagram what Meta and an operator want to know of it', () => {
    const failure = new GraphFailure('unsupported_metric', 'me/insights', {
      httpStatus: 400,
      code: 100,
      subcode: 33,
      traceId: 'AbC_123',
      askedNames: ['views', 'reach'],
      refusedNames: ['views'],
    })
    expect(describeError(failure)).toMatchObject({
      errorName: 'GraphFailure',
      kind: 'unsupported_metric',
      endpoint: 'me/insights',
      httpStatus: 400,
      instagramCode: 100,
      instagramSubcode: 33,
      traceId: 'AbC_123',
      asked: 'views,reach',
      refused: 'views',
    })
  })

  it('does without a stack', () => {
    const error = new Error('canary')
    delete error.stack
    expect(describeError(error)).toEqual({ errorName: 'Error' })
  })
})
