import { existsSync } from 'node:fs'
import { ForeignDatabaseError, quoted, reading, type ForeignDatabase } from './foreign-database.ts'

/** @throws ForeignDatabaseError when there is no such file, it can not be read, or it is no database */
export async function openForeignSqlite(file: string): Promise<ForeignDatabase> {
  if (!existsSync(file)) throw new ForeignDatabaseError('There is no such file')
  const { default: Engine } = await import('better-sqlite3')
  // A folder, or a file of somebody else's, fails here already.
  const raw = await reading(() => new Engine(file, { readonly: true, fileMustExist: true }))
  try {
    // Instagram's ids are larger than what a number holds exactly.
    raw.defaultSafeIntegers(true)
    raw.pragma('query_only = true')
    raw.exec('BEGIN')
    raw.prepare('SELECT count(*) FROM sqlite_master').get()
  } catch (cause) {
    raw.close()
    throw new ForeignDatabaseError('The file is no SQLite database', { cause })
  }
  const names = (statement: string, ...values: string[]) =>
    raw
      .prepare(statement)
      .pluck()
      .all(...values) as string[]
  return {
    tables: () =>
      reading(() =>
        names("SELECT name FROM sqlite_master WHERE type = 'table'").map((name) => ({
          name,
          columns: names('SELECT name FROM pragma_table_info(?)', name),
        })),
      ),
    count: ({ name }) =>
      reading(() =>
        Number(
          raw
            .prepare(`SELECT count(*) FROM ${quoted(name)}`)
            .pluck()
            .get(),
        ),
      ),
    rows: ({ table, columns, orderBy, after, limit }) =>
      reading(() => {
        const past = after === null ? '' : `WHERE ${quoted(orderBy)} > ?`
        return raw
          .prepare<unknown[]>(
            `SELECT ${columns.map(quoted).join(', ')} FROM ${quoted(table.name)} ${past} ORDER BY ${quoted(orderBy)} LIMIT ?`,
          )
          .raw()
          .all(...(after === null ? [] : [after]), limit) as unknown[][]
      }),
    close: async () => void raw.close(),
  }
}
