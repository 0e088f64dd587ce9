import type { SqliteRemoteDatabase } from 'drizzle-orm/sqlite-proxy'
import type { PublishedChange } from './published-change.ts'
import type { Dialect } from './parameters.ts'
import type { Schema } from '../schema/define.ts'

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

/** The statements of a handle and the tables of its engine, together and each by its name. */
export type Opened = { readonly db: Statements; readonly schema: Schema } & Schema

interface Inside {
  statements: Statements
  schema: Schema
  opened: Opened
  publish(change: PublishedChange): Promise<void>
  afterCommit(work: () => void): void
  readRows: RowReader
}

/** Runs a statement; its rows as the engine stores them come at once where nothing stands in the way. */
export type RowReader = (text: string, parameters: unknown[]) => unknown[][] | Promise<unknown[][]>

export function makeHandle(dialect: Dialect, parts: Omit<Inside, 'opened'>): Handle {
  const { statements: db, schema } = parts
  return { dialect, [inside]: { ...parts, opened: { db, schema, ...schema } } }
}

/** How a handle tells subscribers of what it changed. */
export function publisher(handle: Handle): Inside['publish'] {
  return handle[inside].publish
}

/**
 * Does something once the transaction of the handle is committed, and never when it is rolled back; at once where the
 * handle has none. It must not throw: what it is about is written already.
 */
export function afterCommit(handle: Handle, work: () => void): void {
  handle[inside].afterCommit(work)
}

export function rowReaderOf(handle: Handle): RowReader {
  return handle[inside].readRows
}

/** For query modules. */
export function open(handle: Handle): Opened {
  return handle[inside].opened
}
