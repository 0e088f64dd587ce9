const mostNames = 1_000
/** Of a name that is kept, in characters: ours are shorter, and a caller's may have any length. */
const longestName = 64

/** A spelling that is worked out once for each name. */
function remembered(spell: (name: string) => string): (name: string) => string {
  const spelled = new Map<string, string>()
  return (name) => {
    const known = spelled.get(name)
    if (known !== undefined) return known
    const made = spell(name)
    if (name.length > longestName) return made
    if (spelled.size >= mostNames) spelled.clear()
    spelled.set(name, made)
    return made
  }
}

/** A name as the REST paths spell it. */
export const toSnake = remembered((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))

/** A name of the REST paths as the procedures spell it. */
export const toCamel = remembered((name) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()))

/** A name as a part of an address spells it. */
export const toKebab = (name: string) => toSnake(name).replaceAll('_', '-')

/** Renames every key of a plain value. Dates become ISO 8601 when the answer is written. */
export function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const renamed: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    renamed[toSnake(key)] = typeof item === 'object' && item !== null ? snakeCase(item) : item
  }
  return renamed
}
