import { TRPCError } from '@trpc/server'
import superjson from 'superjson'
import { isReadable } from './storable-value.ts'
import { applyMarks, type MarkedJson } from './superjson-decode.ts'

type Payload = ReturnType<typeof superjson.serialize>
type Marks = Record<string, ['Date']>

// Nothing of ours nests so deep; what does may hold itself, which superjson knows how to write.
const deepest = 16

/**
 * superjson's form, written without its walk where there is nothing to tell but instants: JSON itself already writes an
 * instant as superjson does, so only the places have to be named. Anything else is left to superjson.
 * Reading is another matter: what comes from outside may mark instants and `undefined`, and nothing else. What nests too
 * deep is refused before anything reads it: reading takes stack.
 */
export const transformer: typeof superjson = Object.assign(Object.create(superjson) as typeof superjson, {
  serialize: (value: Parameters<typeof superjson.serialize>[0]): Payload => {
    const marks: Marks = {}
    if (!findInstants(value, { path: '', depth: 0, marks })) return superjson.serialize(value)
    // The guarantee: by now every part is JSON or an instant, which `JSON.stringify` writes.
    const json = value as Payload['json']
    if (value instanceof Date) return { json, meta: { values: ['Date'], v: 1 } }
    for (const _place in marks) return { json, meta: { values: marks, v: 1 } }
    return { json }
  },
  deserialize: <Value>(payload: Payload): Value => {
    if (!isMarkedJson(payload) || !isReadable(payload)) {
      throw new TRPCError({ code: 'BAD_REQUEST', message: 'not readable' })
    }
    // The guarantee is tRPC's own: an input is unknown until its schema has looked at it.
    return applyMarks(payload) as Value
  },
})

function isMarkedJson(payload: unknown): payload is MarkedJson {
  return typeof payload === 'object' && payload !== null && Object.hasOwn(payload, 'json')
}

interface Place {
  path: string
  depth: number
  marks: Marks
}

/** Marks the instants of a value. @returns `false` when it holds anything else that JSON has no word for */
function findInstants(value: unknown, { path, depth, marks }: Place): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
    case 'object':
      break
    default:
      return false
  }
  if (value === null) return true
  if (value instanceof Date) {
    marks[path] = ['Date']
    return !Number.isNaN(value.getTime())
  }
  if (depth >= deepest) return false
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index]
      if (item === null || typeof item === 'string') continue
      if (typeof item === 'number' && Number.isFinite(item) && item !== 0) continue
      if (!findInstants(item, { path: under(path, String(index)), depth: depth + 1, marks })) return false
    }
    return true
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  if ('toJSON' in value) return false
  for (const name of Object.keys(value)) {
    // superjson refuses these, or has no place for them.
    if (name === '' || name === '__proto__' || name === 'constructor' || name === 'prototype') return false
    const item: unknown = (value as Record<string, unknown>)[name]
    if (item === null || typeof item === 'string' || typeof item === 'boolean') continue
    if (!findInstants(item, { path: under(path, escape(name)), depth: depth + 1, marks })) return false
  }
  return true
}

const under = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)

/** Names are divided by dots: a dot or a backslash of a name itself stands behind a backslash. */
function escape(name: string): string {
  return /[\\.]/.test(name) ? name.replaceAll('\\', '\\\\').replaceAll('.', '\\.') : name
}
