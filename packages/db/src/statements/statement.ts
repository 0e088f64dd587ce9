import { Column, is, SQL, type Table, getTableColumns } from 'drizzle-orm'
import { open, rowReaderOf, type Handle, type Opened } from './handle.ts'
import { parameterBinder, placeOf, placesOf, type Params, type ValuesOf } from './parameters.ts'
import type { Schema } from '../schema/define.ts'

/** What Drizzle's builders have in common that a statement needs. */
interface Query {
  toSQL(): { sql: string; params: unknown[] }
  /** Knows what is read. */
  prepare(): unknown
}
type Build<Places extends unknown[], Row> = (opened: Opened, ...places: Places) => Query & PromiseLike<Row[]>
type BuildWrite<Places extends unknown[]> = (opened: Opened, ...places: Places) => Query
type Run<Places extends unknown[], Result> = (handle: Handle, ...values: ValuesOf<Places>) => Promise<Result>

/**
 * How a query is written: by a function that is called once for each engine, with a place for each parameter. The text
 * is made then, since making it costs more than most queries do; a call binds the values and reads the rows.
 *
 *     export const listDays = statement.all(({ db, days }, accountId: Param<string>, range: Params<Range>) =>
 *       db.select().from(days).where(and(eq(days.accountId, accountId), between(days.day, range.first, range.last))),
 *     )
 *     await listDays(handle, 'ana', { first, last })
 *
 * A place stands for a value that is not known yet, so nothing can be decided by it.
 */
export const statement = {
  /** All rows. */
  all: <Places extends unknown[], Row>(build: Build<Places, Row>) => prepared<Places, Row>(build),

  /** The first row; `undefined` when there is none. */
  get: <Places extends unknown[], Row>(build: Build<Places, Row>) =>
    prepared<Places, Row, Row | undefined>(build, ([row]) => row),

  /** The only column of all rows. */
  pluck: <Places extends unknown[], Value>(build: Build<Places, Record<string, Value>>) =>
    prepared<Places, Record<string, Value>, Value[]>(build, (rows) => rows.flatMap((row) => Object.values(row))),

  /** What a query counted. */
  count: <Places extends unknown[]>(build: Build<Places, { count: number }>) =>
    prepared<Places, { count: number }, number>(build, ([row]) => row?.count ?? 0),

  /** Whether there is a row, or one was changed and returned. */
  any: <Places extends unknown[]>(build: Build<Places, unknown>) =>
    prepared<Places, unknown, boolean>(build, (rows) => rows.length > 0),

  /** How many rows were changed and returned. */
  changes: <Places extends unknown[]>(build: Build<Places, unknown>) =>
    prepared<Places, unknown, number>(build, (rows) => rows.length),

  /** A write that returns nothing. */
  run: <Places extends unknown[]>(build: BuildWrite<Places>) => prepared<Places, unknown, void>(build, () => undefined),

  /**
   * A write that sets some columns of a table, with one text for each choice of them: there are few.
   * @param build gets what is to be set, which is the first parameter of the write
   */
  update:
    <Changes extends object>(table: (schema: Schema) => Table) =>
    <Places extends unknown[], Row>(
      build: (opened: Opened, set: Record<string, SQL>, ...places: Places) => Query & PromiseLike<Row[]>,
    ): Run<[Params<Changes>, ...Places], Row | undefined> => {
      const byNames = new Map<string, Run<[Params<Changes>, ...Places], Row | undefined>>()
      return (handle, ...values) => {
        const names = Object.entries(values[0] as Changes).flatMap(([name, value]) => (value === undefined ? [] : name))
        const key = names.join()
        let run = byNames.get(key)
        if (!run) {
          run = statement.get<[Params<Changes>, ...Places], Row>((opened, changes, ...places) =>
            build(opened, placesOf(getTableColumns(table(opened)), changes, names), ...places),
          )
          byNames.set(key, run)
        }
        return run(handle, ...values)
      }
    },
}

// More parameters than any statement has; an object is one of them.
const mostPlaces = 6

type Execute = (handle: Handle, values: readonly unknown[]) => unknown[] | Promise<unknown[]>

function prepared<Places extends unknown[], Row, Result = Row[]>(
  build: BuildWrite<Places>,
  toResult?: (rows: Row[]) => Result,
): Run<Places, Result> {
  const byEngine = new WeakMap<Schema, Execute>()
  return async (handle, ...values) => {
    const { schema } = open(handle)
    let execute = byEngine.get(schema)
    if (!execute) {
      execute = compile(handle, build)
      byEngine.set(schema, execute)
    }
    const result = execute(handle, values)
    // The guarantee is Drizzle's own: a row has what the query selects or returns, each as its column reads it.
    const rows = (result instanceof Promise ? await result : result) as Row[]
    return toResult ? toResult(rows) : (rows as Result)
  }
}

function compile<Places extends unknown[]>(handle: Handle, build: BuildWrite<Places>): Execute {
  const places = Array.from({ length: mostPlaces }, (_, index) => placeOf(handle.dialect, String(index)))
  // The guarantee: a place for each parameter; what is left over is not looked at.
  const query = build(open(handle), ...(places as unknown[] as Places))
  const { sql, params } = query.toSQL()
  const bind = parameterBinder(params)
  const { fields } = query.prepare() as { fields?: SelectedField[] }
  const toRow = rowMaker(fields ?? [])
  const toRows = (rows: unknown[][]) => rows.map(toRow)
  return (on, values) => {
    const rows = rowReaderOf(on)(sql, bind(values))
    return rows instanceof Promise ? rows.then(toRows) : toRows(rows)
  }
}

interface SelectedField {
  path: string[]
  field: Column | SQL | SQL.Aliased
}

/** Makes an object of a row, touching only the columns that the engine stores otherwise than they are read. */
function rowMaker(fields: readonly SelectedField[]): (row: unknown[]) => Record<string, unknown> {
  const columns = fields.map(({ path, field }) => ({ name: path[0] ?? '', decoder: decoderOf(field) }))
  return (row) => {
    const made: Record<string, unknown> = {}
    for (let index = 0; index < columns.length; index += 1) {
      const { name, decoder } = columns[index] ?? unknownColumn
      const value = row[index]
      made[name] = decoder === null || value === null ? value : decoder.mapFromDriverValue(value)
    }
    return made
  }
}

const unknownColumn = { name: '', decoder: null }

function decoderOf(field: SelectedField['field']): { mapFromDriverValue(value: unknown): unknown } | null {
  if (is(field, Column)) return field.mapFromDriverValue === Column.prototype.mapFromDriverValue ? null : field
  // What tells how an expression is read, Drizzle keeps to itself.
  const { decoder } = (is(field, SQL) ? field : field.sql) as unknown as {
    decoder: NonNullable<ReturnType<typeof decoderOf>>
  }
  return decoder
}
