import { z } from 'zod'
import { namedSchemas } from './named-schemas.ts'
import { snakeCase, toSnake } from './rest-names.ts'

/** Its keywords are many, and most of them are passed on as they are. */
export type JsonSchema = Record<string, unknown>
type Direction = 'input' | 'output'

/** What is said of a schema anywhere, with the name that its type has. */
class NamedRegistry extends z.core.$ZodRegistry<Record<string, unknown>> {
  override get(schema: z.core.$ZodType) {
    const id = namedSchemas.get(schema)
    const said = z.globalRegistry.get(schema)
    return id === undefined ? said : { ...said, id }
  }
}
const registry = new NamedRegistry()

const componentOf = (name: string) => `#/components/schemas/${name}`

export interface RestSchemas {
  /**
   * The JSON schema of what the REST paths take or answer for a type; of a named one a reference.
   * @param procedure whose it is: said of a type that says nothing of itself
   */
  of(type: z.ZodType, direction: Direction, procedure: string): JsonSchema
  /** The named schema that a reference leads to, or the schema itself. */
  resolve(schema: JsonSchema): JsonSchema
  /** The named schemas that were referred to, by name. */
  named(): Record<string, JsonSchema>
}

/**
 * Makes the JSON schemas of one document: keys in snake case, dates as text, each named type once.
 * @param spell another spelling of the keys
 */
export function createRestSchemas(spell: Spelling = toSnake): RestSchemas {
  const inForm = (schema: JsonSchema) => respell(schema, spell) as JsonSchema
  const named = new Map<string, JsonSchema>()
  const users = new Map<string, { direction: Direction; procedures: string[] }>()
  function described(name: string, schema: JsonSchema): JsonSchema {
    const { direction, procedures } = users.get(name) ?? { direction: 'output', procedures: [] }
    if (schema['description'] !== undefined || procedures.length === 0) return schema
    const verb = direction === 'input' ? 'takes' : 'answers'
    return { description: `What ${procedures.map((procedure) => `\`${procedure}\``).join(' or ')} ${verb}.`, ...schema }
  }
  return {
    of(type, direction, procedure) {
      const { $schema: _dialect, $defs: definitions = {}, ...schema } = printed(type, direction)
      for (const [name, definition] of Object.entries(definitions)) {
        if (!named.has(name)) named.set(name, inForm(definition))
      }
      const { $ref } = schema as { $ref?: string }
      if ($ref !== undefined) {
        const name = $ref.slice($ref.lastIndexOf('/') + 1)
        users.set(name, { direction, procedures: [...(users.get(name)?.procedures ?? []), procedure] })
      }
      return inForm(schema)
    },
    resolve(schema) {
      const { $ref } = schema as { $ref?: string }
      if ($ref === undefined) return schema
      const name = $ref.slice($ref.lastIndexOf('/') + 1)
      return described(name, named.get(name) ?? {})
    },
    named: () => Object.fromEntries([...named].map(([name, schema]) => [name, described(name, schema)])),
  }
}

/** An input that may be left out is described by what is inside. */
function printed(type: z.ZodType, io: Direction): { $defs?: Record<string, JsonSchema> } & JsonSchema {
  return z.toJSONSchema(type instanceof z.ZodPrefault ? (type.unwrap() as z.ZodType) : type, {
    io,
    metadata: registry,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { type: kind } = zodSchema._zod.def
      if (kind === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      // The pattern says in 200 letters what the format says.
      if (jsonSchema.format === 'date' || jsonSchema.format === 'uuid') delete jsonSchema.pattern
      // An answer may get fields: adding is free.
      if (kind === 'object' && io === 'output') delete jsonSchema.additionalProperties
      // Says only that a whole number is exact in JavaScript.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  }) as JsonSchema
}

/** How names are spelled: as the REST paths do, or as they are. */
export type Spelling = (name: string) => string

/** The printed schema with its names spelled. */
function respell(schema: unknown, spell: Spelling): unknown {
  if (Array.isArray(schema)) return schema.map((part: unknown) => respell(part, spell))
  if (typeof schema !== 'object' || schema === null) return schema
  if ('propertyNames' in schema) return respellRecord(schema as JsonSchema, spell)
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => keyword !== 'id')
      .map(([keyword, value]) => [keyword, respellKeyword(keyword, value, spell)]),
  )
}

function respellKeyword(keyword: string, value: unknown, spell: Spelling): unknown {
  switch (keyword) {
    case '$ref':
      return String(value).replace('#/$defs/', componentOf(''))
    case 'properties':
      return Object.fromEntries(
        Object.entries(value as JsonSchema).map(([name, field]) => [spell(name), respell(field, spell)]),
      )
    case 'required':
      return (value as string[]).map(spell)
    case 'description':
      return typeof value === 'string' ? respellText(value, spell) : respell(value, spell)
    case 'default':
    case 'examples':
      return spell === toSnake ? snakeCase(value) : value
    case 'enum':
    case 'const':
      return value
    default:
      return respell(value, spell)
  }
}

/** Keys of a record are renamed as those of an object are; where they are known, they are its properties. */
function respellRecord({ propertyNames, additionalProperties, ...schema }: JsonSchema, spell: Spelling): unknown {
  const { $ref, enum: choices } = propertyNames as { $ref?: string; enum?: unknown }
  const names = $ref === undefined ? choices : choicesOf($ref)
  const values = respell(additionalProperties, spell) as JsonSchema
  const others = respell(schema, spell) as JsonSchema
  if (!Array.isArray(names)) return { ...others, additionalProperties: values }
  const spelled = names.map((name) => spell(String(name)))
  const properties = Object.fromEntries(spelled.map((name) => [name, { description: `Of \`${name}\`.`, ...values }]))
  return { ...others, properties }
}

/** Of a named choice: as keys its names are spelled in another way than as values. */
function choicesOf(reference: string): unknown {
  const name = reference.slice(reference.lastIndexOf('/') + 1)
  const [schema] = [...namedSchemas].find(([, other]) => other === name) ?? []
  return schema instanceof z.ZodEnum ? schema.options : undefined
}

/** A field that a description names is named there as it is spelled. */
const respellText = (description: string, spell: Spelling) => description.replaceAll(/`[a-z]+[A-Z]\w*`/g, spell)
