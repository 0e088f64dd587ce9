import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql, type Column, type SQL } from 'drizzle-orm'

/**
 * A column as a value that no index is looked up by: where a question has its index already, a planner without figures
 * may take a worse one for a condition beside it.
 */
export function unindexed(column: Column): SQL {
  return sql`coalesce(${column}, '')`
}

/** `column > instant`, and by no index: an instant that is not there is not after it. */
export function isAfterUnindexed(column: Column, instant: Date): SQL {
  const bound = sql.param(instant, column)
  return sql`coalesce(${column}, ${bound}) > ${bound}`
}

/** `column <= instant`, and by no index: an instant that is not there is before it. */
export function isUpToUnindexed(column: Column, instant: Date): SQL {
  const bound = sql.param(instant, column)
  return sql`coalesce(${column}, ${bound}) <= ${bound}`
}

/** Lets everybody else's work go on between two pieces of a long one, on either engine. */
export async function betweenPieces(): Promise<void> {
  await nextTurn()
}
