import { openForeignPostgres } from './foreign-postgres.ts'
import { openForeignSqlite } from './foreign-sqlite.ts'
import type { ForeignDatabase } from './foreign-database.ts'

/**
 * Opens another program's database to read it, and nothing else.
 * @param place a file of SQLite, with or without `file:`, or a `postgres://` URL
 * @throws ForeignDatabaseError when it can not be opened
 */
export function openForeignDatabase(place: string): Promise<ForeignDatabase> {
  if (/^postgres(ql)?:\/\//.test(place)) return openForeignPostgres(place)
  return openForeignSqlite(place.replace(/^(?:file|sqlite):(?:\/\/(?=\/))?/, ''))
}
