import fc from 'fast-check'
import superjson from 'superjson'
import { describe, expect, it } from 'vitest'
import { transformer } from './superjson-encode.ts'

const instant = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
// JSON has neither infinities nor a negative zero, so superjson marks them; they are among the odd ones below.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const plain = fc.oneof(fc.string(), fc.integer(), number, fc.boolean(), fc.constant(null), instant)
const odd = fc.oneof(
  fc.constantFrom(undefined, NaN, Infinity, -0, 10n, new Date(NaN), /a/g),
  fc.constantFrom(new Map([['a', new Date(0)]]), new Set([1]), new Error('x'), new URL('https://a.example')),
)
const name = fc
  .oneof(fc.string(), fc.constantFrom('a.b', 'a\\b', '', '0', 'json', 'meta'))
  .filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text))

function valueOf(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  return value
}

type Line = Parameters<typeof superjson.deserialize>[0]
const overTheLine = (line: unknown) => JSON.parse(JSON.stringify(line)) as Line

describe('the transformer', () => {
  it.each([
    ['JSON and instants', valueOf(plain)],
    ['anything else', valueOf(fc.oneof(plain, odd))],
  ])('writes %s so that any client of superjson reads what it always read', (_name, value) => {
    fc.assert(
      fc.property(value, (sent) => {
        const before = superjson.deserialize(overTheLine(superjson.serialize(sent)))
        expect(superjson.deserialize(overTheLine(transformer.serialize(sent)))).toEqual(before)
      }),
      { numRuns: 1_000 },
    )
  })

  it('reads JSON, instants and undefined as any client of superjson writes them', () => {
    const sent = valueOf(fc.oneof(plain, fc.constant(undefined)))
    fc.assert(
      fc.property(sent, (value) => {
        const line = superjson.serialize(value)
        fc.pre(line.meta?.referentialEqualities === undefined)
        expect(transformer.deserialize(overTheLine(line))).toEqual(superjson.deserialize(overTheLine(line)))
      }),
      { numRuns: 1_000 },
    )
  })

  const at = { length: 200_000_000 }
  const marks: unknown[] = [
    ...['bigint', 'regexp', 'map', 'set', 'Error', 'number', 'URL', 'nonsense', 'Date ', ''].map((type) => [type]),
    ...['Int8Array', 'Float64Array', 'BigInt64Array', 'ArrayBuffer'].map((type) => [['typed-array', type]]),
    ...['symbol', 'class', 'custom'].map((type) => [[type, 'x']]),
    ['Date', { a: ['Date'] }],
    ['map', { 'a.0': ['Date'] }],
    [],
    null,
    0,
    'Date',
  ]
  it.each(marks.map((mark) => [mark]))('refuses the mark %j, wherever it stands', (mark) => {
    for (const json of [at, '2026-11-16T00:00:00.000Z', null, [], 1]) {
      for (const line of [
        { json: { a: json }, meta: { values: { a: mark } } },
        { json: { a: { 'b.c': json } }, meta: { values: { 'a.b\\.c': mark }, v: 1 } },
        { json: [json], meta: { values: { 0: mark } } },
      ]) {
        expect(() => transformer.deserialize(overTheLine(line))).toThrow('not readable')
      }
      if (Array.isArray(mark)) {
        expect(() => transformer.deserialize(overTheLine({ json, meta: { values: mark } }))).toThrow('not readable')
      }
    }
  })

  it.each([
    { json: {}, meta: { referentialEqualities: { a: ['b'] } } },
    { json: {}, meta: { values: {}, more: 1 } },
    { json: {}, meta: null },
    { json: {}, meta: [] },
    { json: { a: 1 }, meta: { values: { b: ['Date'] } } },
    { json: { a: 1 }, meta: { values: { a: ['Date'] } } },
    { json: { a: 'no instant' }, meta: { values: { a: ['Date'] } } },
    { json: { a: `2026-11-16${' '.repeat(40)}` }, meta: { values: { a: ['Date'] } } },
    { json: { a: 1 }, meta: { values: { a: ['undefined'] } } },
    { json: { a: {} }, meta: { values: { 'a.__proto__': ['undefined'] } } },
    { json: {}, meta: { values: { 'constructor.prototype': ['undefined'] } } },
    { nothing: 1 },
    [],
    null,
    'text',
  ])('refuses %j', (line) => {
    expect(() => transformer.deserialize(line as Line)).toThrow('not readable')
  })

  it('writes the same bytes as superjson for plain values and instants', () => {
    const sent = { at: new Date(0), list: [{ 'a.b': new Date(1), n: 1 }, null, 'x'], none: null }
    expect(JSON.stringify(transformer.serialize(sent))).toBe(JSON.stringify(superjson.serialize(sent)))
  })

  it('writes what holds itself as superjson does', () => {
    const ring: { self?: unknown } = {}
    ring.self = ring
    const read = superjson.deserialize<typeof ring>(overTheLine(transformer.serialize(ring)))
    expect(read.self).toBe(read)
  })

  it('refuses names that would reach a prototype', () => {
    const sent = JSON.parse('{"a":{"__proto__":{"x":1}}}') as unknown
    expect(() => transformer.serialize(sent)).toThrow(/prototype pollution/)
  })
})
