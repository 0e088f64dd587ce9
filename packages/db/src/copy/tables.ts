import type { Column } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig as postgresConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig as sqliteConfig } from 'drizzle-orm/sqlite-core'
import { postgresSchema } from '../postgres/schema.ts'
import { sqliteSchema } from '../sqlite/schema.ts'

/** One column of both engines. */
interface ColumnPair {
  /** The property of Drizzle's rows. */
  key: string
  name: string
  sqlite: Column
  postgres: Column
}

export interface TablePair {
  name: string
  columns: readonly ColumnPair[]
  /** Names of the columns of the primary key, and where they stand among the columns. */
  primaryKey: readonly { name: string; index: number }[]
  /** The column that counts up by itself. */
  sequence: string | null
  postgres: PgTable
}

// Positions in the order of commits mean nothing in another database: there, followers of changes begin anew.
const isCopied = ([key]: [string, unknown]) => key !== 'changes' && key !== 'changeFeed'

/** All copied tables in an order in which a row comes after the rows that it points at. */
export const tablePairs: readonly TablePair[] = Object.entries(sqliteSchema)
  .filter(isCopied)
  .map(([key, table]) => {
    const { name, columns: ownColumns, primaryKeys } = sqliteConfig(table)
    // Both were made by the same function (schema/kit.ts), so each has the other's keys.
    const postgres = (postgresSchema as unknown as Record<string, PgTable>)[key]
    if (!postgres) throw new Error(`The table ${name} exists on one engine only`)
    const theirs = new Map(postgresConfig(postgres).columns.map((column) => [column.name, column]))
    const columns = ownColumns.map((column) => {
      const other = theirs.get(column.name)
      if (!other) throw new Error(`The column ${name}.${column.name} exists on one engine only`)
      return { key: column.name, name: toSnakeCase(column.name), sqlite: column, postgres: other }
    })
    const keyColumns = primaryKeys[0]?.columns ?? ownColumns.filter(({ primary }) => primary)
    const isCounting = ({ postgres: column }: ColumnPair) => (column as PgColumn).generatedIdentity !== undefined
    return {
      name,
      columns,
      primaryKey: keyColumns.map((column) => ({ name: toSnakeCase(column.name), index: ownColumns.indexOf(column) })),
      sequence: columns.find(isCounting)?.name ?? null,
      postgres,
    }
  })
