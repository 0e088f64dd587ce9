import { z } from 'zod'
import { AppError } from '../errors.ts'
import { toCamel, toSnake } from './rest-names.ts'
import type { RestProcedure } from './rest-routes.ts'

/** The fields of an input by their names in the procedures, each with what its text has to become. */
export type InputFields = ReadonlyMap<string, FieldKind>
interface FieldKind {
  type: 'number' | 'boolean' | 'instant' | 'text'
  isList: boolean
  /** Of a choice: what there is to choose from. */
  choices?: ReadonlySet<unknown>
}

/** What a request brings. */
export interface GivenInput {
  query: object
  body: unknown
  lastEventId: string | undefined
}

export function fieldsOf(input: z.ZodType | undefined): InputFields {
  const shape = input instanceof z.ZodObject ? input.shape : unwrapped(input)
  return new Map(Object.entries(shape).map(([name, field]) => [name, kindOf(field)] as const))
}

/** An input that may be left out is an object with a default around it. */
function unwrapped(input: z.ZodType | undefined): Record<string, z.core.$ZodType> {
  const inner = input instanceof z.ZodPrefault || input instanceof z.ZodOptional ? input.unwrap() : undefined
  return inner instanceof z.ZodObject ? inner.shape : {}
}

function kindOf(field: z.core.$ZodType): FieldKind {
  const bare = field instanceof z.ZodOptional ? field.unwrap() : field
  if (bare instanceof z.ZodArray) return { ...kindOf(bare.element), isList: true }
  if (bare instanceof z.ZodNumber) return { type: 'number', isList: false }
  if (bare instanceof z.ZodBoolean) return { type: 'boolean', isList: false }
  if (bare instanceof z.ZodEnum) return { type: 'text', isList: false, choices: new Set(bare.options) }
  return { type: bare instanceof z.ZodDate ? 'instant' : 'text', isList: false }
}

/** A text gets the type that the schema names, or stays a text for zod to refuse. */
function fromText({ type, choices }: FieldKind, text: unknown): unknown {
  if (typeof text !== 'string' || text.trim() === '') return text
  if (type === 'number' && Number.isFinite(Number(text))) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  if (type === 'instant') return instantFrom(text)
  // `followers_count` is as good a name of a metric as `followersCount`.
  return choices?.has(toCamel(text)) ? toCamel(text) : text
}

/** JSON has no instants: in a body they are texts too. */
function instantFrom(text: unknown): unknown {
  const isInstant = typeof text === 'string' && z.iso.datetime({ offset: true }).safeParse(text).success
  return isInstant ? new Date(text) : text
}

/** `?metrics=reach&metrics=likes` and `?metrics=reach,likes` are the same list. */
function fromQuery(kind: FieldKind, value: unknown): unknown {
  if (!kind.isList) return fromText(kind, value)
  const items: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value]
  return items.map((item) => fromText(kind, item))
}

/**
 * A change by POST takes its fields from the body alone: addresses are kept by proxies, browsers and logs.
 * @throws AppError VALIDATION for a name that the path does not take, in the address or in the body
 */
export function inputOf({ rest, type }: RestProcedure, fields: InputFields, given: GivenInput): object {
  const { query, body, lastEventId } = given
  checkNames(rest.method === 'POST' ? noFields : fields, query)
  const asked = Object.entries(query).map(([name, value]) => {
    const field = toCamel(name)
    const kind = fields.get(field)
    return [field, kind ? fromQuery(kind, value) : value] as const
  })
  const input = Object.fromEntries([...asked, ...fieldsIn(rest.method === 'GET' ? undefined : body, fields)])
  // A client that comes back says so in the header (HTML §9.2.2).
  return type === 'subscription' && lastEventId !== undefined ? { lastEventId, ...input } : input
}

function fieldsIn(body: unknown, fields: InputFields): (readonly [string, unknown])[] {
  if (typeof body !== 'object' || body === null) return []
  checkNames(fields, body)
  return Object.entries(body).map(([name, value]: [string, unknown]) => {
    const field = toCamel(name)
    return [field, fields.get(field)?.type === 'instant' ? instantFrom(value) : value] as const
  })
}

const noFields: InputFields = new Map()

/** @throws AppError VALIDATION that names what is not known, as it was written */
export function checkNames(fields: InputFields, given: object): void {
  const unknown = Object.keys(given).filter((name) => name !== toSnake(toCamel(name)) || !fields.has(toCamel(name)))
  if (unknown.length === 0) return
  const known = [...fields.keys()].map((name) => `\`${toSnake(name)}\``)
  const detail = known.length === 0 ? 'No name is taken here.' : `Names that are taken here: ${known.join(', ')}.`
  throw new AppError('VALIDATION', { field: unknown.slice(0, 20), problem: 'unknown', detail })
}
