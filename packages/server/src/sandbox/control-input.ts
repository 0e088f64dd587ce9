import { isDay } from './days.ts'

/** The JSON body of a control. */
export type Input = Readonly<Record<string, unknown>>

export function text(input: Input, name: string): string {
  const value = input[name]
  if (typeof value !== 'string') throw new TypeError(`${name} must be text`)
  return value
}

export function numberOrNull(input: Input, name: string): number | null {
  const value = input[name]
  if (value !== null && typeof value !== 'number') throw new TypeError(`${name} must be a number or null`)
  return value
}

export function texts(input: Input, name: string): string[] {
  const value = input[name]
  if (!Array.isArray(value)) throw new TypeError(`${name} must be a list`)
  return value.map(String)
}

export function oneOf<Value extends string>(input: Input, name: string, allowed: readonly Value[]): Value {
  const found = allowed.find((value) => value === input[name])
  if (found === undefined) throw new TypeError(`${name} must be one of ${allowed.join(', ')}`)
  return found
}

export function day(input: Input): string {
  return dayText(text(input, 'day'))
}

export function dayText(value: string): string {
  if (!isDay(value)) throw new TypeError('day must be YYYY-MM-DD')
  return value
}

export function instant(value: string): Date {
  const parsed = new Date(value)
  if (Number.isNaN(parsed.getTime())) throw new TypeError('now must be an ISO instant')
  return parsed
}
