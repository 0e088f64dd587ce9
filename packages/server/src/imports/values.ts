/** Values of another program's database, as SQLite or PostgreSQL give them: numbers, texts, or `null`. */

export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim()
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null
}

/** As a UUID with dashes in small letters, as tokens name users; `null` for what is none. */
export function uuidOf(value: unknown): string | null {
  const digits = (textOf(value) ?? '').replaceAll('-', '').toLowerCase()
  if (!/^[0-9a-f]{32}$/.test(digits)) return null
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A whole number that is not negative; `undefined` for what is none. */
export function countOf(value: unknown): number | null | undefined {
  const text = textOf(value)
  if (text === null) return null
  const number = Number(text)
  return Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

/** `YYYY-MM-DD`; `undefined` for what is no day. */
export function dayOfValue(value: unknown): string | undefined {
  const [, day = ''] = /^(\d{4}-\d{2}-\d{2})(?:[ T].*)?$/.exec(textOf(value) ?? '') ?? []
  const instant = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== day ? undefined : day
}

/** Django writes UTC, on SQLite without saying so. */
export function instantOf(value: unknown): Date | null {
  const text = textOf(value)
  if (text === null) return null
  const [, date, time = '00:00:00', zone = ''] =
    /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text) ?? []
  if (date === undefined) return null
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone || 'Z'
  const instant = new Date(`${date}T${time.slice(0, 12)}${offset}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

export const isTrue = (value: unknown): boolean =>
  ['1', 'true', 't', 'yes'].includes((textOf(value) ?? '').toLowerCase())
