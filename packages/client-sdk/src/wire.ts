// The form of superjson (https://github.com/flightcontrolhq/superjson), which the server's tRPC speaks, as far as its
// contract goes: JSON, instants and `undefined`. The whole library would be a fifth of this package.

/** JSON, and where in it something stands that JSON has no word for. */
export interface Wire {
  json: unknown
  meta?: { values?: unknown; v?: number } | undefined
}

/** What tRPC's links take to read and write. */
export const wire = { serialize, deserialize }

function serialize(value: unknown): Wire {
  if (value === undefined) return { json: null, meta: { values: ['undefined'], v: 1 } }
  const values: Record<string, ['Date']> = {}
  const json = toJson(value, { path: [], values })
  if (value instanceof Date) return { json, meta: { values: ['Date'], v: 1 } }
  return Object.keys(values).length === 0 ? { json } : { json, meta: { values, v: 1 } }
}

interface Writing {
  path: string[]
  values: Record<string, ['Date']>
}

function toJson(value: unknown, { path, values }: Writing): unknown {
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
function deserialize({ json, meta }: Wire): unknown {
  return revive(json, meta?.values)
}

function revive(value: unknown, marks: unknown): unknown {
  if (Array.isArray(marks)) {
    const [type, inside] = marks as [unknown, unknown]
    const revived = revive(value, inside)
    if (type === 'Date') return new Date(String(revived))
    return type === 'undefined' ? undefined : revived
  }
  for (const [path, mark] of Object.entries(marks ?? {})) reviveAt(value, namesIn(path), mark)
  return value
}

function reviveAt(place: unknown, [name = '', ...rest]: string[], mark: unknown): void {
  if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return
  const holder = place as Record<string, unknown>
  if (rest.length > 0) reviveAt(holder[name], rest, mark)
  else holder[name] = revive(holder[name], mark)
}

/** Names are divided by dots; a dot or a backslash of a name itself stands behind a backslash. */
function namesIn(path: string): string[] {
  const names = path.match(/(?:\\.|[^.\\])+/gs) ?? []
  return names.map((name) => name.replaceAll(/\\(.)/gs, '$1'))
}
