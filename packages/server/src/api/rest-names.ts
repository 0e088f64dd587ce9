const mostNames = 1_000
/** Of a name that is kept, in characters: ours are shorter, and a caller's may have any length. */
const longestName = 64
const snakeNames = new Map<string, string>()

/** A name as the REST paths spell it. */
export function toSnake(name: string): string {
  const known = snakeNames.get(name)
  if (known !== undefined) return known
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (name.length > longestName) return snake
  if (snakeNames.size >= mostNames) snakeNames.clear()
  snakeNames.set(name, snake)
  return snake
}

/** A name of the REST paths as the procedures spell it. */
export const toCamel = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())

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
