import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import type { Announcement } from './announcements.ts'
import type { Schema } from './schema/define.ts'

export type Dialect = 'sqlite' | 'postgres'

/** What query modules may use: the part of Drizzle that both engines have. */
export type Statements = Pick<
  SqliteRemoteDatabase<Schema>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'with' | '$count'
>

const inside = Symbol('statements')

/**
 * A place where statements can run: the database itself, or an open transaction. Opaque outside this package, so that
 * every SQL statement lives in `queries/`.
 */
export interface Handle {
  readonly dialect: Dialect
  readonly [inside]: Inside
}

interface Inside {
  statements: Statements
  schema: Schema
  announce(announcement: Announcement): Promise<void>
  afterCommit(work: () => void): void
  readRows?: RowReader
}

/** Reads rows as the engine stores them, at once where nothing stands in the way. */
export type RowReader = (text: string, parameters: unknown[]) => unknown[][] | Promise<unknown[][]>

export function makeHandle(dialect: Dialect, parts: Inside): Handle {
  return { dialect, [inside]: parts }
}

/** How a handle tells listeners of what it changed. */
export function announcer(handle: Handle): Inside['announce'] {
  return handle[inside].announce
}

/**
 * Does something once the transaction of the handle is committed, and never when it is rolled back; at once where the
 * handle has none. It must not throw: what it is about is written already.
 */
export function afterCommit(handle: Handle, work: () => void): void {
  handle[inside].afterCommit(work)
}

/** The same handle with a way to read rows past Drizzle. */
export function withRowReader(handle: Handle, readRows: RowReader): Handle {
  return { ...handle, [inside]: { ...handle[inside], readRows } }
}

export function rowReaderOf(handle: Handle): RowReader | undefined {
  return handle[inside].readRows
}

/** What a prepared statement is kept by: past Drizzle it is text, the same for the whole engine; else it has a client. */
export function preparedFor(handle: Handle): object {
  const { readRows, schema, statements } = handle[inside]
  return readRows ? schema : statements
}

/** For query modules: the statements of a handle and the tables of its engine. */
export function open(handle: Handle): { db: Statements; schema: Schema } {
  return { db: handle[inside].statements, schema: handle[inside].schema }
}
