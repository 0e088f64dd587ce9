import { TRPCError } from '@trpc/server'

/** A value as superjson writes it: JSON, and where in it something stands that JSON has no word for. */
export interface MarkedJson {
  json: unknown
  meta?: unknown
}

// Longer than any form of an instant that JavaScript writes.
const longestInstant = 40
const unsafeNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Puts instants and `undefined` where the marks say. superjson knows many more types; some of them make as many elements
 * as the sender names (`typed-array`), build what nobody asked for (`regexp`, `class`), or copy (`referentialEqualities`).
 * Our clients send none of them, so all others are refused before anything is made of them.
 * @throws TRPCError BAD_REQUEST for any other mark, and for one that stands where nothing is
 */
export function applyMarks({ json, meta }: MarkedJson): unknown {
  if (meta === undefined) return json
  if (!isPlain(meta)) throw refused()
  for (const name of Object.keys(meta)) if (name !== 'values' && name !== 'v') throw refused()
  const { values } = meta
  if (values === undefined) return json
  if (Array.isArray(values)) return valueOf(json, values)
  if (!isPlain(values)) throw refused()
  for (const path of Object.keys(values)) applyAt(json, namesIn(path), values[path])
  return json
}

function applyAt(json: unknown, names: readonly string[], mark: unknown): void {
  let holder = json
  for (const [index, name] of names.entries()) {
    if (typeof holder !== 'object' || holder === null || unsafeNames.has(name) || !Object.hasOwn(holder, name)) {
      throw refused()
    }
    const place = holder as Record<string, unknown>
    if (index < names.length - 1) holder = place[name]
    else place[name] = valueOf(place[name], mark)
  }
}

function valueOf(value: unknown, mark: unknown): unknown {
  const [type, ...more] = Array.isArray(mark) ? (mark as unknown[]) : []
  if (more.length > 0) throw refused()
  if (type === 'undefined' && value === null) return undefined
  if (type !== 'Date' || typeof value !== 'string' || value.length > longestInstant) throw refused()
  const instant = new Date(value)
  if (Number.isNaN(instant.getTime())) throw refused()
  return instant
}

/** Names are divided by dots; a dot or a backslash of a name itself stands behind a backslash. */
function namesIn(path: string): string[] {
  const names: string[] = []
  let name = ''
  for (let at = 0; at < path.length; at += 1) {
    if (path[at] === '\\') name += path[(at += 1)] ?? ''
    else if (path[at] === '.') {
      names.push(name)
      name = ''
    } else name += path[at]
  }
  return [...names, name]
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const refused = () => new TRPCError({ code: 'BAD_REQUEST', message: 'not readable' })
