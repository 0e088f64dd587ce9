// Writes the contract's types out, for hosts: `dist/contract.d.ts` names no schema and needs no zod. Run by the build.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { namedSchemas } from '../src/api/named-schemas.ts'

const source = join(import.meta.dirname, '..', 'src', 'api')
const lineWidth = 120

type Names = ReadonlyMap<z.core.$ZodType, string>

/** The name of a schema or of the one that it was made of by a description or a check. */
function nameOf(schema: z.core.$ZodType, names: Names): string | undefined {
  const { parent } = schema._zod
  return names.get(schema) ?? (parent === undefined ? undefined : nameOf(parent, names))
}

function comment(text: string | undefined, indent: string): string {
  if (text === undefined) return ''
  const oneLine = `${indent}/** ${text} */\n`
  if (oneLine.length <= lineWidth && !text.includes('\n')) return oneLine
  const lines = text.split('\n').flatMap((line) => wrap(line, lineWidth - indent.length - 3))
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`, ''].join('\n')
}

function wrap(line: string, width: number): string[] {
  const lines = ['']
  for (const word of line.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}

const quoted = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value))
const inBrackets = (type: string) => (/^\w+$|[}>]$/.test(type) ? type : `(${type})`)

function printer(names: Names) {
  function members(shape: Readonly<Record<string, z.core.$ZodType>>, indent: string): string {
    const inner = `${indent}  `
    const lines = Object.entries(shape).map(([key, field]) => {
      const schema = field instanceof z.ZodOptional ? field.unwrap() : field
      // What is said of a named type stands at the type.
      const text = names.has(schema) ? undefined : z.globalRegistry.get(schema)?.description
      const isOptional = field._zod.optin === 'optional'
      const type = typeOf(schema, inner)
      return `${comment(text, inner)}${inner}${key}${isOptional ? '?' : ''}: ${type}${isOptional ? ' | undefined' : ''}\n`
    })
    return `{\n${lines.join('')}${indent}}`
  }

  const typeOf = (schema: z.core.$ZodType, indent: string): string =>
    nameOf(schema, names) ?? writtenOut(schema, indent)

  function writtenOut(schema: z.core.$ZodType, indent: string): string {
    const { def } = (schema as z.core.$ZodTypes)._zod
    const inner = (type: z.core.$ZodType) => typeOf(type, indent)
    switch (def.type) {
      case 'null':
        return 'null'
      case 'string':
      case 'number':
      case 'boolean':
      case 'unknown':
        return def.type
      case 'date':
        return 'Date'
      case 'literal':
        return def.values.map(quoted).join(' | ')
      case 'enum':
        return Object.values(def.entries).map(quoted).join(' | ')
      case 'array':
        return `${inBrackets(inner(def.element))}[]`
      case 'object':
        return members(def.shape, indent)
      case 'record': {
        const record = `Record<${inner(def.keyType)}, ${inner(def.valueType)}>`
        return def.partial ? `Partial<${record}>` : record
      }
      case 'union':
        return def.options.map(inner).join(' | ')
      case 'nullable':
        return `${inner(def.innerType)} | null`
      case 'optional':
        return `${inner(def.innerType)} | undefined`
      case 'pipe':
        return inner(def.out)
      default:
        throw new Error(`How is a ${def.type} written?`)
    }
  }

  return (name: string, schema: z.core.$ZodType): string => {
    const text = comment(z.globalRegistry.get(schema)?.description, '')
    const type = writtenOut(schema, '')
    return schema instanceof z.ZodObject
      ? `${text}export interface ${name} ${type}\n`
      : `${text}export type ${name} = ${type}\n`
  }
}

/** The declarations of everything that `src/api/contract.ts` gathers. */
export function declarations(): string {
  const gathered = readFileSync(join(source, 'contract.ts'), 'utf8')
  const passedOn = Array.from(gathered.matchAll(/^export type \{.+$/gm), ([line]) => line.replace("'../", "'./"))
  const print = printer(namedSchemas)
  const sorted = [...namedSchemas].toSorted(([, one], [, other]) => (one < other ? -1 : 1))
  return [passedOn.join('\n') + '\n', ...sorted.map(([schema, name]) => print(name, schema))].join('\n')
}

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, '..', 'dist', 'contract.d.ts'), declarations())
}
