import { parameterBinder } from './bind-parameters.ts'
import { open, preparedFor, rowReaderOf, type Handle, type Statements } from './handle.ts'
import { rowMaker } from './row-maker.ts'
import type { Schema } from './schema/define.ts'

/** What Drizzle's selects have that a prepared read needs. */
interface Select<Row> extends PromiseLike<Row[]> {
  readonly _: { readonly selectedFields: Record<string, unknown> }
  toSQL(): { sql: string; params: unknown[] }
  /** PostgreSQL's takes a name; without one nothing stays behind on the server, which poolers do not bear. */
  prepare(): { execute(values: Record<string, unknown>): Promise<unknown> }
}

type Values = Record<string, unknown>
type Run<Row> = (handle: Handle, values: Values) => Row[] | Promise<Row[]>

/**
 * A read that is asked so often that making its text and reading its rows by Drizzle would cost more than the rows: the
 * text is made once for each engine. Values stand in it as `sql.placeholder`.
 * @param build a select of columns of tables; on SQLite anything else is read as SQLite gives it
 */
export function preparedRead<Given extends Values, Row>(
  build: (db: Statements, schema: Schema) => Select<Row>,
): (handle: Handle, values: Given) => Promise<Row[]> {
  const prepared = new WeakMap<object, Run<Row>>()
  return async (handle, values) => {
    const place = preparedFor(handle)
    let run = prepared.get(place)
    if (!run) {
      run = prepare(handle, build)
      prepared.set(place, run)
    }
    return run(handle, values)
  }
}

function prepare<Row>(handle: Handle, build: (db: Statements, schema: Schema) => Select<Row>): Run<Row> {
  const { db, schema } = open(handle)
  const select = build(db, schema)
  if (!rowReaderOf(handle)) {
    const query = select.prepare()
    // The guarantee: what the select itself would give, whose type this is.
    return async (_handle, values) => (await query.execute(values)) as Row[]
  }
  const { sql, params } = select.toSQL()
  const bind = parameterBinder(params)
  const toRow = rowMaker(select._.selectedFields)
  // The guarantee is Drizzle's own: a row has the selected fields, each as its column reads it.
  const toRows = (rows: unknown[][]) => rows.map(toRow) as Row[]
  return (on, values) => {
    const rows = rowReaderOf(on)?.(sql, bind(values)) ?? []
    return rows instanceof Promise ? rows.then(toRows) : toRows(rows)
  }
}
