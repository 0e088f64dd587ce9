import { Column, fillPlaceholders, is } from 'drizzle-orm'
import { open, rowReaderOf, type Handle, type Statements } from './handle.ts'
import type { Schema } from './schema/define.ts'

/** What Drizzle's selects have that a prepared read needs. */
interface Select<Row> extends PromiseLike<Row[]> {
  readonly _: { readonly selectedFields: Record<string, unknown> }
  toSQL(): { sql: string; params: unknown[] }
  /** PostgreSQL's takes a name; without one nothing stays behind on the server, which poolers do not bear. */
  prepare(): { execute(values: Record<string, unknown>): Promise<unknown> }
}

type Values = Record<string, unknown>
type Run<Row> = (values: Values) => Row[] | Promise<Row[]>

/**
 * A read that is asked so often that making its text and reading its rows by Drizzle would cost more than the rows: the
 * text is made once for each handle. Values stand in it as `sql.placeholder`.
 * @param build a select of columns of tables; on SQLite anything else is read as SQLite gives it
 */
export function preparedRead<Given extends Values, Row>(
  build: (db: Statements, schema: Schema) => Select<Row>,
): (handle: Handle, values: Given) => Promise<Row[]> {
  const prepared = new WeakMap<Statements, Run<Row>>()
  return async (handle, values) => {
    const { db } = open(handle)
    let run = prepared.get(db)
    if (!run) {
      run = prepare(handle, build)
      prepared.set(db, run)
    }
    return run(values)
  }
}

function prepare<Row>(handle: Handle, build: (db: Statements, schema: Schema) => Select<Row>): Run<Row> {
  const { db, schema } = open(handle)
  const select = build(db, schema)
  const readRows = rowReaderOf(handle)
  if (!readRows) {
    const query = select.prepare()
    // The guarantee: what the select itself would give, whose type this is.
    return async (values) => (await query.execute(values)) as Row[]
  }
  const { sql, params } = select.toSQL()
  const toRow = rowMaker(select._.selectedFields)
  // The guarantee is Drizzle's own: a row has the selected fields, each as its column reads it.
  const toRows = (rows: unknown[][]) => rows.map(toRow) as Row[]
  return (values) => {
    const rows = readRows(sql, fillPlaceholders(params, values))
    return rows instanceof Promise ? rows.then(toRows) : toRows(rows)
  }
}

/** Makes an object of a row, touching only the columns that SQLite stores otherwise than they are read. */
function rowMaker(fields: Record<string, unknown>): (row: unknown[]) => Record<string, unknown> {
  const columns = Object.entries(fields).map(([name, field]) => ({
    name,
    column: is(field, Column) && field.mapFromDriverValue !== Column.prototype.mapFromDriverValue ? field : null,
  }))
  return (row) => {
    const made: Record<string, unknown> = {}
    for (let index = 0; index < columns.length; index += 1) {
      const { name, column } = columns[index] ?? unknownColumn
      const value = row[index]
      made[name] = column === null || value === null ? value : column.mapFromDriverValue(value)
    }
    return made
  }
}

const unknownColumn = { name: '', column: null }
