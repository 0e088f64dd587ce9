import type SQLite from 'better-sqlite3'
import { makeFairTurns } from './fair-turns.ts'
import type { Queue } from './group-commit.ts'
import type { RowReader } from './handle.ts'
import { isBusy, patiently } from './patience.ts'
import { makeExecutor, type Executor } from './sqlite-executor.ts'

/** Reads outside of transactions. They wait for no writer, neither of this process nor of another. */
export interface Reads {
  rows: RowReader
  run<Result>(read: (place: Executor) => Promise<Result>): Promise<Result>
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
  const freePlace = () => (raw.inTransaction ? reading : writing)

  async function inTurn<Result>(read: (place: Executor) => Promise<Result>): Promise<Result> {
    if (turns.isOver()) await turns.next()
    const place = freePlace()
    return place ? read(place) : queue(() => read(writing))
  }
  function run<Result>(read: (place: Executor) => Promise<Result>): Promise<Result> {
    const reads = inTurn(read).finally(() => pending.delete(reads))
    pending.add(reads)
    return reads
  }

  return {
    rows(...statement) {
      const place = turns.isOver() ? null : freePlace()
      if (place) {
        try {
          return place.rows(...statement)
        } catch (error) {
          if (!isBusy(error)) throw error
        }
      }
      return run((free) => patiently(() => free.rows(...statement)))
    },
    run,
    settled: () => Promise.allSettled(pending),
  }
}
