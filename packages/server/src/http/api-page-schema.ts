import type { JsonSchema } from '../api/rest-schema.ts'
import { escapeHtml } from './escape-html.ts'

/** A field as the page shows it: its name, its type in words, what is said of it, and the fields inside. */
export function fieldHtml(name: string, schema: JsonSchema, { isRequired }: { isRequired: boolean }): string {
  const { description } = schema
  return [
    `<li><code>${escapeHtml(name)}</code> <span class="type">${typeHtml(schema)}</span>`,
    isRequired ? '' : ' <span class="note">optional</span>',
    typeof description === 'string' ? `<p>${escapeHtml(description)}</p>` : '',
    fieldsHtml(schema),
    '</li>',
  ].join('')
}

/** The fields of an object, of the items of a list, or of each form that a value can have; empty where there are none. */
export function fieldsHtml(schema: JsonSchema): string {
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  const fields = Object.entries(schemaIn(schema, 'properties') ?? {}).map(([name, field]) =>
    fieldHtml(name, field as JsonSchema, { isRequired: required.includes(name) }),
  )
  const own = fields.length === 0 ? '' : `<ul>${fields.join('')}</ul>`
  const inside = [schemaIn(schema, 'items'), schemaIn(schema, 'additionalProperties'), ...forms(schema)]
  return own + inside.map((part) => (part === undefined ? '' : fieldsHtml(part))).join('')
}

/** What a value is, in words: `list of string (date)`, `integer or null`. */
export function typeHtml(schema: JsonSchema): string {
  const { $ref, const: only, enum: choices, format } = schema
  if (typeof $ref === 'string') {
    const name = escapeHtml($ref.slice($ref.lastIndexOf('/') + 1))
    return `<a href="#schema-${name}">${name}</a>`
  }
  if (only !== undefined) return escapeHtml(JSON.stringify(only))
  if (Array.isArray(choices)) return choices.map((choice) => escapeHtml(JSON.stringify(choice))).join(' or ')
  if (forms(schema).length > 0) return [...new Set(forms(schema).map(typeHtml))].join(' or ')
  const items = schemaIn(schema, 'items')
  if (items !== undefined) return `list of ${typeHtml(items)}`
  const values = schemaIn(schema, 'additionalProperties')
  if (values !== undefined && Object.keys(values).length > 0) {
    const names = schemaIn(schema, 'propertyNames')?.['enum']
    return `object of ${typeHtml(values)} by ${Array.isArray(names) ? escapeHtml(names.join(', ')) : 'name'}`
  }
  const types = [schema['type']].flat().filter((type) => typeof type === 'string')
  const words = types.length === 0 ? 'anything' : types.join(' or ')
  return escapeHtml(typeof format === 'string' ? `${words} (${format})` : words)
}

function forms(schema: JsonSchema): JsonSchema[] {
  return ['anyOf', 'oneOf', 'allOf'].flatMap((keyword) => (schema[keyword] ?? []) as JsonSchema[])
}

function schemaIn(schema: JsonSchema, keyword: string): JsonSchema | undefined {
  const part = schema[keyword]
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? (part as JsonSchema) : undefined
}
