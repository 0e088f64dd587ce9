/** Every type that superjson 2 can mark, our own two among them; some take as much time as their sender names. */
const typedArrays = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'ArrayBuffer',
  'Array',
]
const simple = ['Date', 'undefined', 'bigint', 'regexp', 'map', 'set', 'Error', 'number', 'URL', 'nonsense']

/** What a mark may be put on: lengths that nobody has, deep and wide values, texts that a careless reader chokes on. */
const targets: readonly (() => unknown)[] = [
  () => ({ length: 200_000_000 }),
  () => ({ length: -1 }),
  () => ({ length: 1e308 }),
  () => Array.from({ length: 2_000 }, (_, index) => index),
  () => Array.from({ length: 500 }, (_, index) => [`key ${index}`, index]),
  () => '9'.repeat(20_000),
  () => '/(a+)+$/',
  () => `2026-11-16T00:00:00.000Z${' '.repeat(3_000)}`,
  () => '2026-11-16T00:00:00.000Z',
  () => 'https://evil.example',
  () => null,
  () => ({ name: 'Error', message: 'x', stack: 'y' }),
]

interface Chance {
  chance: (share: number) => boolean
  whole: (below: number) => number
  pick: <Item>(items: readonly Item[]) => Item
}

/** A payload in superjson's form with marks of every kind, depth and number. */
export function makeMarked({ chance, whole, pick }: Chance, json: Record<string, unknown>): unknown {
  const name = pick(['a', 'accountId', 'metrics', 'a.b', 'a\\.b', '__proto__', 'constructor.prototype', '0'])
  const mark = (): unknown => {
    if (chance(0.4)) return [pick(simple)]
    if (chance(0.5)) return [['typed-array', pick(typedArrays)]]
    if (chance(0.5)) return [[pick(['symbol', 'class', 'custom']), pick(['x', 'Date', '__proto__'])]]
    return [pick(['map', 'set', 'Date']), { [name]: [pick(simple)] }]
  }
  const value = pick(targets)()
  const given = { ...json, [name]: value, a: chance(0.5) ? value : { b: value } }
  if (chance(0.1)) return { json: value, meta: { values: mark() } }
  if (chance(0.1)) {
    const many = Array.from({ length: 1 + whole(500) }, (_, index) => [`a.${index}`, mark()])
    return { json: { a: value }, meta: { values: Object.fromEntries(many), v: 1 } }
  }
  if (chance(0.1)) {
    const places = Object.fromEntries(Array.from({ length: whole(300) }, (_, index) => [`a.${index}`, ['a']]))
    return { json: given, meta: { referentialEqualities: chance(0.5) ? places : [['a', name], places] } }
  }
  if (chance(0.1))
    return { json: given, meta: pick([null, 0, [], 'values', { v: 1 }, { values: null }, { values: 0 }]) }
  const path = chance(0.1) ? 'a.'.repeat(1 + whole(2_000)) : pick([name, 'a.b', 'a.length', 'a.0'])
  return { json: given, meta: { values: { [path]: mark() }, v: 1 } }
}

const list = (bytes: number, item: string) =>
  `[${Array<string>(Math.floor(bytes / (item.length + 1)))
    .fill(item)
    .join(',')}]`
const fields = (bytes: number, value: string) => {
  const names = Array.from({ length: Math.floor(bytes / (value.length + 11)) }, (_, at) => `"k${at}":${value}`)
  return `{${names.join(',')}}`
}
const text = (bytes: number, part: string) => JSON.stringify(part.repeat(Math.floor(bytes / Buffer.byteLength(part))))

/** Inputs of any size, of whatever is dearest to look at. */
export const dear: readonly ((bytes: number) => string)[] = [
  (bytes) => `{"json":{"accountIds":${list(bytes, '1')},"ids":[]}}`,
  (bytes) => `{"json":{"accountIds":${list(bytes, '"a"')},"metrics":${list(9, '1')}}}`,
  (bytes) => `{"json":{"ids":${list(bytes, '{}')}}}`,
  (bytes) => `{"json":{"metrics":${list(bytes, '"reach"')}}}`,
  (bytes) => `{"json":${fields(bytes, '0')}}`,
  (bytes) => `{"json":{"message":${text(bytes, 'eyJ-')}}}`,
  (bytes) => `{"json":{"search":${text(bytes, ' ')}}}`,
  (bytes) => `{"json":{"search":${text(bytes, '%')}}}`,
  (bytes) => `{"json":{"subject":${text(bytes, 'é')},"message":"x"}}`,
  (bytes) => `{"json":{"returnTo":${text(bytes, '/%2f')}}}`,
  (bytes) => `{"json":{"state":${text(bytes, 'a#_')},"code":"x"}}`,
  (bytes) => `{"json":{"state":"x","error":${text(bytes, ' ')},"code":${text(9, 'x')}}}`,
  (bytes) => `{"json":{"a":1},"meta":{"values":${fields(bytes, '["Date"]')}}}`,
  (bytes) => list(bytes, '[]'),
  (bytes) => `{"json":${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}}`,
]
