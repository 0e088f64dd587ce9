import { Column, sql, type SQL } from 'drizzle-orm'
import { parameterBinder } from './bind-parameters.ts'
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
  const prepared = new WeakMap<object, { names: readonly string[]; run: Run<Row> }[]>()
  return async (handle, input) => {
    // The guarantee: an object, whose own names are what is looked at.
    const values = input as Values
    const place = preparedFor(handle)
    let kept = prepared.get(place)
    if (!kept) prepared.set(place, (kept = []))
    // There are one or two ways to call each: comparing names is quicker than making a key of them.
    let way = kept.find(({ names }) => areNamesOf(values, names))
    if (!way) {
      const names = Object.keys(values).filter((name) => values[name] !== undefined)
      kept.push((way = { names, run: prepare(handle, { build, returned, names }) }))
    }
    return way.run(handle, values)
  }
}

/** Whether these are the names of all values, in their order, without what is `undefined`. */
function areNamesOf(values: Values, names: readonly string[]): boolean {
  let count = 0
  for (const name in values) {
    if (values[name] === undefined) continue
    if (names[count] !== name) return false
    count += 1
  }
  return count === names.length
}

/** The place of a value that is bound as the column stores it, or of `null`. */
export function given(column: Column, name: string): SQL {
  if (column.mapToDriverValue === Column.prototype.mapToDriverValue) return sql`${sql.placeholder(name)}`
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
  const bind = parameterBinder(params)
  const toRow = rowMaker(returned?.(schema) ?? {})
  return async (on, values) => {
    const rows = (await rowReaderOf(on)?.(text, bind(values))) ?? []
    // The guarantee is Drizzle's own: a row has the returned columns, each as it is read.
    return rows.map(toRow) as Row[]
  }
}
