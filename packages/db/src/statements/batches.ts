import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql, type Column, type SQL } from 'drizzle-orm'
import type { Param } from './parameters.ts'

/**
 * A column as a value that no index is looked up by: where a question has its index already, a planner without figures
 * may take a worse one for a condition beside it.
 */
export function unindexed(column: Column): SQL {
  return sql`coalesce(${column}, '')`
}

/** `column > instant`, and by no index: an instant that is not there is not after it. */
export function isAfterUnindexed(column: Column, instant: Date | Param<Date>): SQL {
  const bound = instant instanceof Date ? sql.param(instant, column) : instant
  return sql`coalesce(${column}, ${bound}) > ${bound}`
}

/** `column <= instant`, and by no index: an instant that is not there is before it. */
export function isUpToUnindexed(column: Column, instant: Date | Param<Date>): SQL {
  const bound = instant instanceof Date ? sql.param(instant, column) : instant
  return sql`coalesce(${column}, ${bound}) <= ${bound}`
}

/** Lets everybody else's work go on between two batches of a long one, on either engine. */
export async function betweenBatches(): Promise<void> {
  await nextTurn()
}

/** A page of rows by their ids. */
export interface Page {
  /** The last id of the page before; `''` at first. */
  after: string
  limit: number
}

/** All rows, some at a time. @param read a page, by id */
export async function* inBatches<Row extends { id: string }>(
  limit: number,
  read: (page: Page) => Promise<Row[]>,
): AsyncGenerator<Row[], void, undefined> {
  for (let after = ''; ;) {
    const rows = await read({ after, limit })
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < limit) return
    after = last.id
    await betweenBatches()
  }
}
