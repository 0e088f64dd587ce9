import type { Database } from './database.ts'
import type { SchemaTreatment } from './migrate.ts'
import { DatabaseOpenError, MoveRefused } from './open-errors.ts'
import type { MovedTables } from './postgres/move-tables.ts'
import type { PostgresOptions } from './postgres/settings.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

export interface OpenOptions extends PostgresOptions {
  /** What to do about the schema; `migrate` unless said. */
  schema?: SchemaTreatment
}

/**
 * Moves an installation of the first release out of PostgreSQL's schema `public` into one of its own.
 * @param options `to`: the schema; `instagram_dashboard` unless said
 * @throws MoveRefused when there is nothing to move, the schema has an installation, or a process is at work
 * @throws DatabaseOpenError when the database can not be opened
 */
export async function moveTables(url: string, options: { to?: string | undefined } = {}): Promise<MovedTables> {
  const postgres = await import('./postgres/move-tables.ts')
  try {
    return await postgres.moveTables(url, options)
  } catch (cause) {
    if (cause instanceof MoveRefused) throw cause
    throw new DatabaseOpenError(cause instanceof Error ? cause.message : 'The tables could not be moved', { cause })
  }
}

/**
 * Opens the database, applies the missing migrations under a lock unless it is told otherwise, and returns the handle.
 * @param url `file:<path>` for SQLite, `postgres://…` for PostgreSQL
 * @throws SchemaMismatch when this version does not run on its schema
 * @throws DatabaseOpenError when the place can not be opened
 */
export async function openDatabase(url: string, options: OpenOptions = {}): Promise<Database> {
  try {
    if (url.startsWith('file:')) return await openSqlite(url.slice('file:'.length).replace(/^\/\/(?=\/)/, ''), options)
    if (/^postgres(ql)?:\/\//.test(url)) {
      // Its tables and its driver are for those who have it.
      const { openPostgres } = await import('./postgres/open-postgres.ts')
      return await openPostgres(url, options)
    }
  } catch (cause) {
    if (cause instanceof DatabaseOpenError) throw cause
    throw new DatabaseOpenError(cause instanceof Error ? cause.message : 'The database could not be opened', { cause })
  }
  throw new DatabaseOpenError('The database URL must start with file: or postgres://')
}
