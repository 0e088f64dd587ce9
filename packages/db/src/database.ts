import type { MigrationReport } from './migrate.ts'
import type { Handle, Subscriber } from './statements/index.ts'

export interface EngineFacts {
  engine: 'sqlite' | 'postgres'
  version: string
  /** Bytes of the database; `null` where the engine does not say. */
  bytes: number | null
  /** Bytes that wait in the write-ahead log; SQLite only. */
  logBytes: number | null
  /** Bytes that are left where the file is, and how many there are in all; SQLite only. */
  freeBytes: number | null
  diskBytes: number | null
}

/** What a job queue needs that keeps tables of its own beside ours. */
export interface QueueAccess {
  /** Where the queue keeps its tables. */
  readonly schema: string
  /** Whether that schema is there already. */
  hasSchema(): Promise<boolean>
  /** Runs statements of the queue's own. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  /** Does something while no other process does it under this lock. */
  withLock<Result>(work: () => Promise<Result>): Promise<Result>
  /** Hears what is notified on a channel; `onConnected` is called each time the line is there again. */
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onConnected: () => void,
  ): Promise<{ close(): Promise<void> }>
}

/** The connections of this process to its database. */
export interface Connections {
  open: number
  idle: number
  /** How many wait for one. */
  waiting: number
  /** As many may be open. */
  most: number
}

/** What was done so that nothing deleted is left in the files, and what the server did not let us do. */
export interface ErasedTraces {
  /** Tables that were written anew. */
  tables: string[]
  /** Steps that need more rights than the user of the database has, as statements for whoever has them. */
  refused: string[]
  /** A transaction that had begun before did not end: what it may still look at was not removed. */
  isHeld: boolean
}

export interface Database extends Handle {
  /**
   * All or nothing. Never await the network inside: on SQLite every other statement of the process waits. Using the
   * outer handle inside throws: on SQLite it would wait for itself, on PostgreSQL it would not see what was written. On
   * PostgreSQL the work runs again when the server gave the transaction up for another one, so it must not mind.
   */
  transaction<Result>(work: (tx: Handle) => Promise<Result>): Promise<Result>
  /**
   * Hears what is published from now on: on PostgreSQL in every process, over one connection of its own that comes back
   * by itself; on SQLite in this process. @returns what ends it
   */
  subscribe(subscriber: Subscriber): Promise<() => void>
  /** Whether another connection wrote since this was last asked, which SQLite has no other way to tell. Cheap. */
  wasWrittenElsewhere(): Promise<boolean>
  /** For pg-boss; `null` on SQLite. */
  readonly queueAccess: QueueAccess | null
  /** The schema that our tables have on PostgreSQL; `null` on SQLite. */
  readonly tableSchema: string | null
  /** What was applied when the database was opened, and what it has. */
  readonly migrations: MigrationReport
  /** Cheap proof that the engine answers. */
  ping(): Promise<void>
  /** `null` on SQLite, which has one. */
  connections(): Connections | null
  /** Which engine answers, and how much it keeps. */
  describe(): Promise<EngineFacts>
  /**
   * Writes a consistent copy into a new file while work goes on, readable by its owner alone. SQLite only.
   * @throws Error when the file exists, or the engine has its own tools for this
   */
  backup(path: string): Promise<void>
  /** Where the data is, for what is kept beside it; `null` on PostgreSQL and in memory. */
  readonly file: string | null
  /** Gives freed space and the log file back, so that deleted bytes are gone from disk. SQLite only; else nothing. */
  checkpoint(): Promise<void>
  /**
   * Leaves nothing in the files of the database that was deleted. SQLite does so with every deletion, and this empties
   * its log; on PostgreSQL every table that erasures touch is written anew, each locked meanwhile. What was copied
   * elsewhere before, the write-ahead log, its archive and backups, keeps it until that is used again or deleted.
   */
  eraseTraces(): Promise<ErasedTraces>
  /** Names of the triggers that keep the events append-only and are gone, switched off or changed. Changes nothing. */
  missingGuards(): Promise<string[]>
  /** Makes those triggers anew. @returns their names */
  restoreGuards(): Promise<string[]>
  close(): Promise<void>
}
