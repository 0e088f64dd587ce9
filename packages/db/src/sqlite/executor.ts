import type SQLite from 'better-sqlite3'

const statementCacheSize = 500

/** Runs statements on one connection, which keeps them prepared. */
export interface Executor {
  /** Whether the statement changes nothing. */
  isRead(text: string): boolean
  rows(text: string, parameters: unknown[]): unknown[][]
}

export function makeExecutor(raw: SQLite.Database): Executor {
  const prepared = new Map<string, SQLite.Statement<unknown[]>>()
  function prepare(text: string): SQLite.Statement<unknown[]> {
    const kept = prepared.get(text)
    if (kept) return kept
    if (prepared.size >= statementCacheSize) prepared.clear()
    const statement = raw.prepare<unknown[]>(text)
    if (statement.reader) statement.raw(true)
    prepared.set(text, statement)
    return statement
  }
  return {
    isRead: (text) => prepare(text).readonly,
    rows: (text, parameters) => {
      const statement = prepare(text)
      // Rows are arrays, since every statement that reads was told so.
      if (statement.reader) return statement.all(...parameters) as unknown[][]
      statement.run(...parameters)
      return []
    },
  }
}
