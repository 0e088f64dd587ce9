import SQLite from 'better-sqlite3'

/** A second connection to the file, as another program would have. */
export function connectSqlite(path: string): Disposable & { raw: SQLite.Database } {
  const raw = new SQLite(path)
  return { raw, [Symbol.dispose]: () => raw.close() }
}
