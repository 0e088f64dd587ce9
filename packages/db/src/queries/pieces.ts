import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql, type Column, type SQL } from 'drizzle-orm'

/**
 * A column as a value that no index is looked up by: where a question has its index already, a planner without figures
 * may take a worse one for a condition beside it.
 */
export function unindexed(column: Column): SQL {
  return sql`coalesce(${column}, '')`
}

/** Lets everybody else's work go on between two pieces of a long one, on either engine. */
export async function betweenPieces(): Promise<void> {
  await nextTurn()
}
