// The format of superjson (https://github.com/flightcontrolhq/superjson), which the server's tRPC speaks, as far as its
// contract needs it: JSON, dates and `undefined`. The whole library would be a fifth of this package.

/** JSON, and by path the types that JSON does not have. */
export interface SuperjsonResult {
  json: unknown
  meta?: { values?: unknown; v?: number } | undefined
}

/** The data transformer of tRPC's links. */
export const transformer = { serialize, deserialize }

function serialize(value: unknown): SuperjsonResult {
  const inside: Record<string, ['Date']> = {}
  const json = toJson(value, { path: [], values: inside }) ?? null
  let values: object = inside
  if (value === undefined) values = ['undefined']
  if (value instanceof Date) values = ['Date']
  return Object.keys(values).length === 0 ? { json } : { json, meta: { values, v: 1 } }
}

interface Annotations {
  path: string[]
  values: Record<string, ['Date']>
}

function toJson(value: unknown, { path, values }: Annotations): unknown {
  if (value instanceof Date) {
    values[path.join('.')] = ['Date']
    return value.toISOString()
  }
  if (typeof value !== 'object' || value === null) return value
  const entry = ([name, part]: [string, unknown]): [string, unknown] => [
    name,
    toJson(part, { path: [...path, name.replaceAll('\\', '\\\\').replaceAll('.', '\\.')], values }),
  ]
  if (Array.isArray(value)) return value.map((part, index) => entry([String(index), part])[1])
  return Object.fromEntries(Object.entries(value).map(entry))
}

/** Reads an answer; what it was parsed into is changed in place. */
function deserialize({ json, meta }: SuperjsonResult): unknown {
  return restore(json, meta?.values)
}

function restore(value: unknown, annotations: unknown): unknown {
  if (Array.isArray(annotations)) {
    const [type, inside] = annotations as [unknown, unknown]
    const restored = restore(value, inside)
    if (type === 'Date') return new Date(String(restored))
    return type === 'undefined' ? undefined : restored
  }
  for (const [path, annotation] of Object.entries(annotations ?? {})) restoreAt(value, keysOf(path), annotation)
  return value
}

function restoreAt(parent: unknown, [name = '', ...rest]: string[], annotation: unknown): void {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, name)) return
  const object = parent as Record<string, unknown>
  if (rest.length > 0) restoreAt(object[name], rest, annotation)
  else object[name] = restore(object[name], annotation)
}

/** Keys are joined by dots; a dot or a backslash inside a key is escaped by a backslash. */
function keysOf(path: string): string[] {
  const keys = path.match(/(?:\\.|[^.\\])+/gs) ?? []
  return keys.map((key) => key.replaceAll(/\\(.)/gs, '$1'))
}
