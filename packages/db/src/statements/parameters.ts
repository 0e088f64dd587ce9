import { PgColumn } from 'drizzle-orm/pg-core'
import { Column, getTableColumns, is, Param as Bound, Placeholder, sql, SQL, type Table } from 'drizzle-orm'

export type Dialect = 'sqlite' | 'postgres'

declare const given: unique symbol
/** The place of one value in a statement. */
export type Param<Value> = SQL<Value> & Placeholder<string, Value> & { readonly [given]?: Value }
/** The places of the values of an object. */
export type Params<Values> = { readonly [Name in keyof Values]-?: Param<Values[Name]> } & { readonly [given]?: Values }
/** The values that belong in some places. */
export type ValuesOf<Places extends unknown[]> = {
  [Index in keyof Places]: Places[Index] extends { readonly [given]?: infer Value } ? Value : never
}

type Encoder = { mapToDriverValue(value: unknown): unknown }
type Place = SQL & { [nameOf]: string }
const nameOf = Symbol('name')

// As the columns of each engine would: no two of them store the same kind of value in different forms.
const encoders: Record<Dialect, Encoder> = {
  sqlite: {
    mapToDriverValue(value) {
      if (typeof value === 'boolean') return value ? 1 : 0
      if (typeof value !== 'object' || value === null) return value
      return value instanceof Date ? value.getTime() : JSON.stringify(value)
    },
  },
  postgres: {
    mapToDriverValue(value) {
      if (typeof value !== 'object' || value === null) return value
      return value instanceof Date ? value.toISOString() : JSON.stringify(value)
    },
  },
}

/** @param name the number of an argument, or behind a dot of one of its properties, whose place it then is */
export function placeOf(dialect: Dialect, name: string): Place {
  const place = Object.assign(encoded(name, encoders[dialect]), { [nameOf]: name })
  return new Proxy(place, {
    get: (target, property) =>
      typeof property === 'string' && !(property in target)
        ? placeOf(dialect, `${name}.${property}`)
        : Reflect.get(target, property),
  })
}

const encoded = (name: string, encoder: Encoder): SQL => sql`${sql.param(sql.placeholder(name), encoder)}`

/** The places of some columns' values, each stored as its column stores it. */
export function placesOf<Names extends string>(
  columns: Record<Names, Column>,
  values: unknown,
  names: readonly string[] = Object.keys(columns),
): Record<Names, SQL> {
  const { [nameOf]: name } = values as Place
  const places = names.flatMap((key) => {
    const column = (columns as Record<string, Column>)[key]
    return column ? [[key, encoded(`${name}.${key}`, column)]] : []
  })
  // The guarantee: each name has its place.
  return Object.fromEntries(places) as Record<Names, SQL>
}

/** The places of a whole row of a table. */
export function rowOf<T extends Table>(table: T, row: Params<T['$inferSelect']>) {
  return placesOf<keyof T['$inferSelect'] & string>(getTableColumns(table) as Record<string, Column>, row)
}

const arrayOfPostgres: Encoder = {
  mapToDriverValue(values) {
    const items = (values as unknown[]).map((value) => `"${String(value).replaceAll(/["\\]/g, String.raw`\$&`)}"`)
    return `{${items.join(',')}}`
  },
}

/** Whether a column of texts has one of the values of a list, of whatever length; never for an empty one. */
export function isOneOf(column: Column, list: Param<readonly string[]>): SQL<boolean> {
  const { [nameOf]: name } = list as unknown as Place
  return is(column, PgColumn)
    ? sql`${column} = any(${encoded(name, arrayOfPostgres)}::text[])`
    : sql`${column} in (select value from json_each(${list}))`
}

/**
 * Binds the values of a call.
 * @param parameters those of `toSQL()`
 * @returns gives a statement's parameters for some values. @throws Error when a value is missing
 */
export function parameterBinder(parameters: readonly unknown[]): (values: readonly unknown[]) => unknown[] {
  const binds = parameters.map(bindOf)
  return (values) => binds.map((bind) => bind(values))
}

function bindOf(parameter: unknown): (values: readonly unknown[]) => unknown {
  const placeholder = is(parameter, Bound) ? parameter.value : parameter
  if (!is(placeholder, Placeholder)) return () => parameter
  const [index, property] = String(placeholder.name).split('.')
  const isStoredAsIs = !is(parameter, Bound) || parameter.encoder.mapToDriverValue === Column.prototype.mapToDriverValue
  const encoder: Encoder | null = isStoredAsIs ? null : parameter.encoder
  return (values) => {
    const argument = values[Number(index)]
    const value = property === undefined ? argument : (argument as Record<string, unknown>)[property]
    if (value === undefined) throw new Error(`No value for the parameter ${String(placeholder.name)}`)
    return value === null || encoder === null ? value : encoder.mapToDriverValue(value)
  }
}
