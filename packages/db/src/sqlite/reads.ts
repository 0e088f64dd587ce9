import type SQLite from 'better-sqlite3'
import type { RowReader } from '../statements/index.ts'
import { isBusy, retryWhileBusy } from './busy-retry.ts'
import { makeExecutor, type Executor } from './executor.ts'
import { makeFairTurns } from './fair-turns.ts'
import type { Queue } from './group-commit.ts'

/** Reads outside of transactions. They wait for no writer, neither of this process nor of another. */
export interface Reads {
  rows: RowReader
  /** Resolves when what was asked for has been read. */
  settled(): Promise<unknown>
}

/**
 * While no transaction is open, the connection of the writes reads: it has the pages in its memory still, and what it
 * waits for is another process's lock, which keeps no reader out. While one is open, a connection of its own reads what
 * was committed last: the write-ahead log lets it (https://www.sqlite.org/wal.html#concurrency).
 * @param parts `reader`: none for a database in memory, which no other connection finds; there reads wait their turn
 */
export function makeReads({
  raw,
  writing,
  reader,
  queue,
}: {
  raw: SQLite.Database
  writing: Executor
  reader: SQLite.Database | null
  queue: Queue
}): Reads {
  const reading = reader && makeExecutor(reader)
  const turns = makeFairTurns()
  const pending = new Set<Promise<unknown>>()
  const freeConnection = () => (raw.inTransaction ? reading : writing)

  async function readLater(...statement: Parameters<RowReader>): Promise<unknown[][]> {
    if (turns.isOver()) await turns.next()
    const read = (on: Executor) => retryWhileBusy(() => on.rows(...statement))
    const connection = freeConnection()
    return connection ? read(connection) : queue(() => read(writing))
  }

  return {
    rows(...statement) {
      const connection = turns.isOver() ? null : freeConnection()
      if (connection) {
        try {
          return connection.rows(...statement)
        } catch (error) {
          if (!isBusy(error)) throw error
        }
      }
      const rows = readLater(...statement).finally(() => pending.delete(rows))
      pending.add(rows)
      return rows
    },
    settled: () => Promise.allSettled(pending),
  }
}
