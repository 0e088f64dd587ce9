import { z } from 'zod'

// What the contracts of the rooms have in common. A contract is written as zod schemas: the types come from them by
// `z.infer`, and their descriptions stand in the OpenAPI document and, as doc comments, in the declarations of hosts.

export const text = z.string()
export const nullableText = text.nullable()
export const count = z.number().int()
export const nullableCount = count.nullable()
export const nullableNumber = z.number().nullable()
export const nullableInstant = z.date().nullable()

/** A number of Instagram's, which counts in whole ones; it is not looked at again with each answer. */
export const wholeNumber = z.number().meta({ type: 'integer' })
export const nullableWhole = wholeNumber.nullable()

/** What is said of a number: what it is, and what it counts. */
export const measured = (unit: string, description: string) => ({ description, 'x-unit': unit })

/** Counts by a name. */
export const counts = z.record(text, count)

/** An id of ours. */
export const id = text.meta({
  description: 'Stays the same whatever else changes.',
  examples: ['0f9d7c1e-6a55-4d0c-9a53-1f2b3c4d5e6f'],
})
export const username = text.meta({ examples: ['loja.da.ana'] })
/** `YYYY-MM-DD` in an answer. */
export const dayText = text.meta({ format: 'date', examples: ['2026-11-16'] })
export const success = z.literal(true).describe('Always `true`: what fails is an error.')

export const accountId = text
  .min(1)
  .max(64)
  .meta({ description: 'The `id` of an account.', examples: ['0f9d7c1e-6a55-4d0c-9a53-1f2b3c4d5e6f'] })
/** Of a read: which of the caller's accounts it is about. */
export const readAccountId = accountId.describe(
  "The `id` of one of the caller's accounts. Default: the one that was connected first.",
)
/** Of a change: nothing happens to an account that nobody named. */
export const changedAccountId = accountId.describe(
  "The `id` of one of the caller's accounts. May be left out by whoever has one account.",
)
export const userId = text
  .min(1)
  .max(128)
  .meta({ description: "The host's id of a user.", examples: ['ana'] })
/** Of a row whose ids ascend. */
export const rowId = text.regex(/^\d{1,15}$/).meta({ examples: ['42'] })
/** `YYYY-MM-DD`. */
export const day = z.iso.date().meta({ examples: ['2026-11-16'] })

const aboutCursor = 'The `nextCursor` of the page before; without it the list begins.'
/** Where a page of a list begins. @param form what the cursors of the list look like */
export const cursorOf = (form: RegExp, example: string) =>
  text
    .regex(form)
    .meta({ description: aboutCursor, examples: [example] })
    .optional()
export const rowCursor = rowId.describe(aboutCursor).optional()
export const nextCursor = nullableText.meta({
  description: 'Gives the next page; `null` at the end.',
  examples: [null],
})

/** Of a list, as long as its callers want a page to be. */
export const pageLimit = (standard: number) =>
  count
    .min(1)
    .max(100)
    .meta({ description: `1 to 100, default ${standard}.`, examples: [standard] })
    .optional()

/** A page of a list. @param order what is said of its items */
export function pageOf<Item extends z.ZodType>(item: Item, order: string) {
  return z.object({ items: z.array(item).describe(order), nextCursor })
}
