import { fillPlaceholders, sql, type Column, type SQL } from 'drizzle-orm'
import { open, preparedFor, rowReaderOf, type Handle, type Statements } from './handle.ts'
import { rowMaker } from './row-maker.ts'
import type { Schema } from './schema/define.ts'

type Values = Record<string, unknown>
type Run<Row> = (handle: Handle, values: Values) => Promise<Row[]>

/** What Drizzle's writes have that a prepared one needs. */
interface Write {
  toSQL(): { sql: string; params: unknown[] }
  /** Without a name, as for reads. */
  prepare(): { execute(values: Values): Promise<unknown> }
}

/**
 * A write whose text is made once for each engine and each set of names that it is given values for, since making it
 * costs more than writing. Values stand in it as `given`.
 * @param build the write; `names` are those of the values, without what is `undefined`
 * @param returned what it returns, if it does: columns of tables
 */
export function preparedWrite<Given extends object, Row = never>(
  build: (db: Statements, schema: Schema, names: readonly string[]) => Write,
  returned?: (schema: Schema) => Record<string, Column>,
): (handle: Handle, values: Given) => Promise<Row[]> {
  const prepared = new WeakMap<object, Map<string, Run<Row>>>()
  return async (handle, values) => {
    const place = preparedFor(handle)
    let byNames = prepared.get(place)
    if (!byNames) prepared.set(place, (byNames = new Map()))
    const present: Values = {}
    let key = ''
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue
      present[name] = value
      key += `${name},`
    }
    let run = byNames.get(key)
    if (!run) byNames.set(key, (run = prepare(handle, { build, returned, names: Object.keys(present) })))
    return run(handle, present)
  }
}

/** The place of a value that is bound as the column stores it, or of `null`. */
export function given(column: Column, name: string): SQL {
  const encoder = {
    mapToDriverValue: (value: unknown): unknown => (value === null ? null : column.mapToDriverValue(value)),
  }
  return sql`${sql.param(sql.placeholder(name), encoder)}`
}

/** Places for all columns that are among the names. */
export function givenColumns(columns: Record<string, Column>, names: readonly string[]): Record<string, SQL> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const column = columns[name]
      return column ? [[name, given(column, name)]] : []
    }),
  )
}

function prepare<Row>(
  handle: Handle,
  {
    build,
    returned,
    names,
  }: {
    build: (db: Statements, schema: Schema, names: readonly string[]) => Write
    returned: ((schema: Schema) => Record<string, Column>) | undefined
    names: readonly string[]
  },
): Run<Row> {
  const { db, schema } = open(handle)
  const write = build(db, schema, names)
  if (!rowReaderOf(handle)) {
    const query = write.prepare()
    return async (_handle, values) => {
      const rows = await query.execute(values)
      // The guarantee: rows of what is returned; a write that returns nothing answers with a count.
      return returned ? (rows as Row[]) : []
    }
  }
  const { sql: text, params } = write.toSQL()
  const toRow = rowMaker(returned?.(schema) ?? {})
  return async (on, values) => {
    const rows = (await rowReaderOf(on)?.(text, fillPlaceholders(params, values))) ?? []
    // The guarantee is Drizzle's own: a row has the returned columns, each as it is read.
    return rows.map(toRow) as Row[]
  }
}
