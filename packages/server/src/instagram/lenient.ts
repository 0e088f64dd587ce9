import { z } from 'zod'

// Lenient reading of Instagram's JSON: what is not of the wanted type counts as absent, so that one malformed field spoils
// nothing beside it.

export const asRecord = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined

export const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A number, also one that is sent as text. */
export const asNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** Nothing that is counted is ever negative: such a number is no information. */
export const asCount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined

/** A text that is not blank, without the character that PostgreSQL keeps in no text. */
export const text = z
  .unknown()
  .optional()
  .transform((value) => asText(value)?.replaceAll('\0', '') ?? '')
  .transform((value) => (value.trim() === '' ? null : value))

export const wholeCount = z
  .unknown()
  .optional()
  .transform((value) => (Number.isSafeInteger(value) ? (asCount(value) ?? null) : null))

/** The documentation prints some answers as a list of one object in `data`; production sends the object itself. */
export const bareOrListed = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((body) => {
    const listed = asRecord(body)?.['data']
    return Array.isArray(listed) ? (listed[0] as unknown) : body
  }, shape)
