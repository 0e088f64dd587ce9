import { is, Param, Placeholder } from 'drizzle-orm'

type Values = Record<string, unknown>
type Bind = (values: Values) => unknown

/**
 * Drizzle's `fillPlaceholders` for a statement that is run again and again: what each parameter is, is found out once.
 * @param parameters those of `toSQL()`
 * @returns gives a statement's parameters for some values. @throws Error when a value is missing
 */
export function parameterBinder(parameters: readonly unknown[]): (values: Values) => unknown[] {
  const binds = parameters.map(bindOf)
  return (values) => binds.map((bind) => bind(values))
}

function bindOf(parameter: unknown): Bind {
  if (is(parameter, Placeholder)) {
    const name = String(parameter.name)
    return (values) => valueOf(values, name)
  }
  if (is(parameter, Param) && is(parameter.value, Placeholder)) {
    const name = String(parameter.value.name)
    const { encoder } = parameter
    return (values) => encoder.mapToDriverValue(valueOf(values, name))
  }
  return () => parameter
}

function valueOf(values: Values, name: string): unknown {
  const value = values[name]
  if (value === undefined) throw new Error(`No value for the placeholder ${name}`)
  return value
}
