import type { JsonSchema, RestSchemas } from './rest-schema.ts'

interface Shape {
  $ref?: string
  examples?: unknown[]
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  type?: string | string[]
  format?: string
  minimum?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  additionalProperties?: JsonSchema | boolean
  propertyNames?: { enum?: string[] }
}

const texts: Record<string, string> = {
  date: '2026-11-16',
  'date-time': '2026-11-16T09:30:00.000Z',
  uri: 'https://app.example/instagram',
  uuid: '0f9d7c1e-6a55-4d0c-9a53-1f2b3c4d5e6f',
}

/**
 * A value that fits a schema, made of the examples that its parts have.
 * @param options `isSparse`: with nothing that may be left out
 */
export function exampleOf(
  schema: JsonSchema,
  { resolve }: Pick<RestSchemas, 'resolve'>,
  { isSparse }: { isSparse: boolean },
): unknown {
  const inner = (part: JsonSchema) => exampleOf(part, { resolve }, { isSparse })
  const shape: Shape = schema
  const { $ref, examples, anyOf, oneOf, allOf, properties, required = [], additionalProperties: values } = shape
  if (examples !== undefined) return examples[0]
  if ($ref !== undefined) return inner(resolve(schema))
  if ('const' in shape) return shape.const
  if (shape.enum !== undefined) return shape.enum[0]
  const [form] = anyOf ?? oneOf ?? allOf ?? []
  if (form !== undefined) return inner(form)
  if (properties !== undefined) {
    const shown = Object.entries(properties).filter(([name]) => !isSparse || required.includes(name))
    return Object.fromEntries(shown.map(([name, part]) => [name, inner(part)]))
  }
  if (typeof values === 'object') {
    const names = shape.propertyNames?.enum ?? ['name']
    return Object.fromEntries(names.slice(0, 2).map((name) => [name, inner(values)]))
  }
  return shape.items === undefined ? plainExample(shape) : [inner(shape.items)]
}

function plainExample({ type, format, minimum = 0 }: Shape): unknown {
  const [first] = [type].flat()
  if (first === 'string') return texts[format ?? ''] ?? 'text'
  if (first === 'boolean') return true
  if (first === 'object') return {}
  return first === 'integer' || first === 'number' ? Math.max(1, minimum) : null
}
