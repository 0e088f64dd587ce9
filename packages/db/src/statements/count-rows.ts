import { count, type SQL } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Statements } from './handle.ts'

/** The query of how many rows of a table a condition holds for. */
export function countRows(db: Statements, table: SQLiteTable, where: SQL | undefined) {
  return db.select({ count: count() }).from(table).where(where)
}
