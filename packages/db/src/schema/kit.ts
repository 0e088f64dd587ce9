import * as postgres from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

/**
 * The only place where the column types of the two engines differ. Each table is written once against the SQLite
 * kit's types; the PostgreSQL kit has the same keys and is passed in its place, so the types can not drift apart.
 */
export const sqliteKit = {
  table: sqlite.sqliteTable,
  text: () => sqlite.text(),
  enum: <const Values extends readonly [string, ...string[]]>(values: Values) =>
    sqlite.text({ enum: values as unknown as [Values[number], ...Values[number][]] }),
  integer: () => sqlite.integer({ mode: 'number' }),
  /** A number that grows with each row and is never used twice. */
  sequence: () => sqlite.integer({ mode: 'number' }).primaryKey({ autoIncrement: true }),
  boolean: () => sqlite.integer({ mode: 'boolean' }),
  instant: () => sqlite.integer({ mode: 'timestamp_ms' }),
  json: <Value>() => sqlite.text({ mode: 'json' }).$type<Value>(),
  /** For what nobody searches: as short as its text, where PostgreSQL takes twice that to search in it. */
  compactJson: <Value>() => sqlite.text({ mode: 'json' }).$type<Value>(),
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
}

export type Kit = typeof sqliteKit

export const postgresKit = {
  table: postgres.pgTable,
  text: () => postgres.text(),
  enum: (values: readonly [string, ...string[]]) => postgres.text({ enum: values as [string, ...string[]] }),
  integer: () => postgres.bigint({ mode: 'number' }),
  sequence: () => postgres.bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  boolean: () => postgres.boolean(),
  instant: () => postgres.timestamp({ mode: 'date', precision: 3, withTimezone: true }),
  json: () => postgres.jsonb(),
  compactJson: () => postgres.json(),
  index: postgres.index,
  uniqueIndex: postgres.uniqueIndex,
  primaryKey: postgres.primaryKey,
} satisfies Record<keyof Kit, unknown> as unknown as Kit
