import fc from 'fast-check'
import superjson from 'superjson'
import { expect, test } from 'vitest'
import { transformer } from '../src/transport/superjson.ts'

const leaf = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const name = fc
  .oneof(fc.string({ minLength: 1 }), fc.constantFrom('a.b', 'a\\b', 'items', '0'))
  .filter((text) => text !== '__proto__' && text !== 'constructor' && text !== 'prototype' && text !== '')
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

const overTheLine = (sent: unknown) => JSON.parse(JSON.stringify(sent)) as Parameters<typeof superjson.deserialize>[0]

test('whatever the server’s superjson writes is read as superjson would', () => {
  fc.assert(
    fc.property(value, (sent) => {
      const line = superjson.serialize(sent)
      expect(transformer.deserialize(overTheLine(line))).toEqual(superjson.deserialize(overTheLine(line)))
    }),
  )
})

test('whatever is written is read by superjson as it was', () => {
  fc.assert(
    fc.property(value, (sent) => {
      expect(superjson.deserialize(overTheLine(transformer.serialize(sent)))).toEqual(sent)
    }),
  )
})

test.each([[undefined], [{ a: undefined, b: [undefined, 1] }]])('%j keeps what is not there', (sent) => {
  expect(transformer.deserialize(overTheLine(superjson.serialize(sent)))).toEqual(sent)
})

test('one object in two places is whole in both', () => {
  const account = { connectedAt: new Date('2026-01-02T03:04:05Z') }
  const sent = { account, accounts: [account] }

  expect(transformer.deserialize(overTheLine(superjson.serialize(sent)))).toEqual(sent)
})

test('annotations that point elsewhere change nothing', () => {
  const annotations = {
    '__proto__.polluted': ['Date'],
    'constructor.name': ['Date'],
    'missing.at': ['Date'],
    'a.b': ['Date'],
  }

  expect(transformer.deserialize({ json: { a: 'text' }, meta: { values: annotations } })).toEqual({ a: 'text' })
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
