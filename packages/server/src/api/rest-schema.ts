import { z } from 'zod'
import { snakeCase, toSnake } from './rest.ts'

/** Its keywords are many, and most of them are passed on as they are. */
export type JsonSchema = Record<string, unknown>

/** The JSON schema of what the REST paths take or answer for a type: its keys in snake case, its dates as text. */
export function restSchemaOf(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
      // Says only that a whole number is exact in JavaScript.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return inSnakeCase(schema) as JsonSchema
}

/** The schema of the same value once its keys are renamed. */
function inSnakeCase(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(inSnakeCase)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, keywordInSnakeCase(keyword, value)]),
  )
}

function keywordInSnakeCase(keyword: string, value: unknown): unknown {
  switch (keyword) {
    case 'properties':
      return Object.fromEntries(
        Object.entries(value as JsonSchema).map(([name, field]) => [toSnake(name), inSnakeCase(field)]),
      )
    case 'required':
      return (value as string[]).map(toSnake)
    case 'propertyNames': {
      // The keys of a record are renamed as well when it is written, so the names to choose from are.
      const names = value as JsonSchema
      return Array.isArray(names['enum']) ? { ...names, enum: names['enum'].map(String).map(toSnake) } : names
    }
    case 'description':
      return typeof value === 'string' ? namesInSnakeCase(value) : inSnakeCase(value)
    case 'default':
      return snakeCase(value)
    case 'enum':
    case 'const':
    case 'examples':
      return value
    default:
      return inSnakeCase(value)
  }
}

/** A field that a description names is named there as the REST paths spell it. */
const namesInSnakeCase = (description: string) => description.replaceAll(/`[a-z]+[A-Z]\w*`/g, (name) => toSnake(name))
