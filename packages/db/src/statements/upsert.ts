import { getTableColumns, type Column, type SQL } from 'drizzle-orm'
import type { Statements } from './handle.ts'
import { rowOf, type Params } from './parameters.ts'
import type { Schema } from '../schema/define.ts'

type AnyTable = Schema[keyof Schema]

/**
 * Inserts a row, or sets everything but its key where the key is there.
 * @param changes what is set to something else, or with `undefined` not at all
 */
export function upsert<T extends AnyTable>(
  db: Statements,
  table: T,
  {
    row,
    key,
    changes = {},
  }: {
    row: Params<T['$inferSelect']>
    key: readonly (keyof T['$inferSelect'] & string)[]
    changes?: Partial<Record<keyof T['$inferSelect'], SQL | undefined>>
  },
) {
  const values = rowOf(table, row)
  const columns = getTableColumns(table) as Record<string, Column>
  const set = Object.fromEntries(Object.entries(values).filter(([name]) => !(key as readonly string[]).includes(name)))
  const target = key.flatMap((name) => columns[name] ?? [])
  return db
    .insert(table)
    .values(values as never)
    .onConflictDoUpdate({ target: target as never, set: { ...set, ...changes } as never })
}
