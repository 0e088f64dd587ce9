import { z } from 'zod'

// What the contracts of the rooms have in common. A contract is written as zod schemas: the types come from them by
// `z.infer`, and their descriptions stand in the OpenAPI document and, as doc comments, in the declarations of hosts.

export const text = z.string()
export const nullableText = text.nullable()
export const count = z.number().int()
export const nullableCount = count.nullable()
export const nullableNumber = z.number().nullable()
export const nullableInstant = z.date().nullable()

/** Counts by a name. */
export const counts = z.record(text, count)

export const accountId = text.min(1).max(64)
export const userId = text.min(1).max(128)
/** Of a row whose ids ascend. */
export const rowId = text.regex(/^\d{1,15}$/)
/** `YYYY-MM-DD`. */
export const day = z.iso.date()

/** Of a list, as long as its callers want a page to be. */
export const pageLimit = (standard: number) =>
  count.min(1).max(100).describe(`1 to 100, default ${standard}.`).optional()

/** A page of a list. @param order what is said of its items */
export function pageOf<Item extends z.ZodType>(item: Item, order?: string) {
  const items = z.array(item)
  return z.object({ items: order === undefined ? items : items.describe(order), nextCursor: nullableText })
}
