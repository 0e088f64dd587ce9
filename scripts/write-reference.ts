// Writes docs/reference.md: every procedure as each kind of client calls it, from the contract and the sources. Run by
// `npm run generate`; a test compares the file with what this writes.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { failureCodes } from '../packages/server/src/api/openapi-answers.ts'
import { restProcedures, type RestProcedure } from '../packages/server/src/api/rest-routes.ts'
import { createRestSchemas, type JsonSchema } from '../packages/server/src/api/rest-schema.ts'
import { partsReference } from './reference-parts.ts'

const root = join(import.meta.dirname, '..')
const sdk = join(root, 'packages', 'client-sdk', 'src')
const hooksFolder = join(sdk, 'react', 'hooks')

interface Shape {
  $ref?: string
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: JsonSchema | boolean
  description?: string
  'x-unit'?: string
}

const nameIn = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1)
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')
const inCell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s*\n/g, ' ')

/** `integer or null`, `list of SyncRun`. */
function typeOf(schema: JsonSchema): string {
  const { $ref, type, format, enum: choices, anyOf, items, additionalProperties, properties, ...rest }: Shape = schema
  if ($ref !== undefined) return `[${nameIn($ref)}](#${anchorOf(nameIn($ref))})`
  if ('const' in rest) return `\`${JSON.stringify(rest.const)}\``
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(', ')
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ')
  if (items !== undefined) return `list of ${typeOf(items)}`
  if (typeof additionalProperties === 'object' && properties === undefined) {
    return `${typeOf(additionalProperties)} by name`
  }
  const words = { date: 'day', 'date-time': 'instant' }[format ?? ''] ?? [type].flat().join(' or ')
  return words === '' ? 'anything' : words
}

/** The parts of a field that have fields themselves, with the words that lead to them. */
function innerOf(name: string, { properties, required, items, anyOf = [], $ref }: Shape): [string, Shape][] {
  if ($ref !== undefined) return []
  const inItems = items === undefined ? [] : innerOf(`${name}[]`, items)
  const inForms = anyOf.flatMap((form) => innerOf(name, form))
  return [
    ...(properties === undefined ? [] : [[name, { properties, ...(required ? { required } : {}) }] as [string, Shape]]),
    ...inItems,
    ...inForms,
  ]
}

function rowsOf({ properties = {}, required = [] }: Shape, prefix = ''): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const { description = '', 'x-unit': unit = '' }: Shape = field
    const isOptional = !required.includes(name)
    const row = `| \`${prefix}${name}\`${isOptional ? ' (optional)' : ''} | ${typeOf(field)} | ${unit} | ${inCell(description)} |`
    return [row, ...innerOf(`${prefix}${name}`, field).flatMap(([place, inner]) => rowsOf(inner, `${place}.`))]
  })
}

const head = ['| field | type | unit | |', '|---|---|---|---|']
const tableOf = (shape: Shape) =>
  Object.keys(shape.properties ?? {}).length === 0 ? [] : ['', ...head, ...rowsOf(shape)]

/** What calls that the SDK puts together are made of. */
const parts: Record<string, readonly string[]> = {
  'connect.popup': ['connect.start', 'connect.redirected', 'connect.attempt', 'connect.complete', 'connect.cancel'],
  'connect.redirect': ['connect.start', 'connect.redirected'],
  'connect.handleReturn': ['connect.complete', 'connect.cancel'],
  'sync.run': ['sync.start', 'sync.progress'],
  'accounts[action]': ['refreshTokens', 'sync', 'deactivate', 'reactivate'].map((name) => `admin.accounts.${name}`),
}

const functionsOf = (text: string) => text.split(/^export (?:async )?function /m).slice(1)
const nameOf = (text: string) => /^\w+/.exec(text)?.[0] ?? ''

/** The hooks of the SDK by the call that they make. Composables and stores have the same names. */
function hooksByCall(calls: readonly string[]): Map<string, string[]> {
  const queries = readFileSync(join(sdk, 'queries', 'instagram-queries.ts'), 'utf8')
  const steps = readdirSync(join(sdk, 'queries'))
    .filter((file) => file.endsWith('-steps.ts'))
    .flatMap((file) => functionsOf(readFileSync(join(sdk, 'queries', file), 'utf8')))
  const found = new Map<string, string[]>()
  for (const file of readdirSync(hooksFolder)) {
    for (const text of functionsOf(readFileSync(join(hooksFolder, file), 'utf8'))) {
      const hook = nameOf(text)
      const taken = steps.filter((step) => text.includes(`${nameOf(step)}(`))
      const used = [...text.matchAll(/instagramQueries\.(\w+)/g)].map(
        ([, query = '']) => new RegExp(`^  ${query}: .*?(?=^  \\w+: |^\\})`, 'ms').exec(queries)?.[0] ?? '',
      )
      const own = [text, ...used, ...taken].join('\n')
      const made = Object.entries(parts).flatMap(([whole, inside]) => (own.includes(whole) ? inside : []))
      const body = [own, ...made.map((call) => `client.${call}`)].join('\n')
      for (const call of calls) {
        if (new RegExp(`(?<![\\w.'])(client\\.)?${call.replaceAll('.', '\\.')}\\b(?!\\.)`).test(body)) {
          found.set(call, [...new Set([...(found.get(call) ?? []), hook])])
        }
      }
    }
  }
  return found
}

/** Where the SDK has it, on a client. */
const callOf = (path: string) => path.replace(/^instagram\./, '')

/** A stream of the SDK goes on by itself where it was. */
function argumentOf({ type }: RestProcedure, { properties = {}, required = [] }: Shape): string {
  const given = Object.keys(properties).filter((name) => type !== 'subscription' || name !== 'lastEventId')
  if (given.length === 0) return ''
  const names = given.map((name) => (required.includes(name) ? name : `${name}?`))
  return `{ ${names.join(', ')} }`
}

/** What the file has to say. */
export function reference(): string {
  const schemas = createRestSchemas((name) => name)
  const hooks = hooksByCall(restProcedures.map(({ path }) => callOf(path)))
  const used = new Set<string>()
  const procedures = restProcedures.flatMap((procedure) => {
    const { path, type, rest, meta, input, output } = procedure
    const taken = input === undefined ? {} : schemas.of(input, 'input', path)
    const given = output === undefined ? {} : schemas.of(output, 'output', path)
    for (const [, name = ''] of JSON.stringify([schemas.resolve(taken), given]).matchAll(
      /"#\/components\/schemas\/(\w+)"/g,
    ))
      used.add(name)
    const cost = meta.cost ?? (type === 'mutation' ? 2 : 1)
    const limits = [`${cost} of the minute`, ...(meta.perHour === undefined ? [] : [`${meta.perHour} per hour`])]
    const react = (hooks.get(callOf(path)) ?? []).map((hook) => `\`${hook}\``)
    return [
      '',
      `### ${path}`,
      '',
      `${rest.summary}.`,
      '',
      '| | |',
      '|---|---|',
      `| tRPC | ${type} \`${path}\` |`,
      `| REST | \`${rest.method} ${rest.path}\`${type === 'subscription' ? ', Server-Sent Events' : ''} |`,
      `| SDK | \`instagram.${callOf(path)}(${argumentOf(procedure, schemas.resolve(taken))})\` |`,
      `| React, Vue, Svelte | ${react.length === 0 ? 'none' : react.join(', ')} |`,
      `| limits | ${limits.join(', ')} |`,
      `| failures | ${[...new Set(failureCodes(procedure))].map((code) => `\`${code}\``).join(' ')} |`,
      ...(input === undefined ? [] : ['', 'Takes:', ...tableOf(schemas.resolve(taken))]),
      '',
      `${type === 'subscription' ? 'Each event is' : 'Answers'} ${typeOf(given)}.`,
    ]
  })
  const all = schemas.named()
  const reach = (name: string): void => {
    for (const [, inner = ''] of JSON.stringify(all[name] ?? {}).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (used.has(inner)) continue
      used.add(inner)
      reach(inner)
    }
  }
  for (const name of used) reach(name)
  const types = [...used].toSorted().flatMap((name) => {
    const shape: Shape = all[name] ?? {}
    const values = shape.properties === undefined ? ['', `${typeOf({ ...shape })}.`] : tableOf(shape)
    return ['', `### ${name}`, ...(shape.description ? ['', shape.description] : []), ...values]
  })
  return `${[
    '# Reference',
    '',
    'Every [procedure](#procedures), as each kind of client calls it; every [component](#components), every\n[part that you can replace](#parts-that-you-can-replace) and [the element](#the-element) with what they take; and the\n[types](#types). Made by `npm run generate` from the contracts and the sources: not to be edited.',
    '',
    '- **tRPC** and the **SDK** have the names below; `instagram` is what `createInstagramClient` gives. An instant is a `Date`.',
    '- **REST** ([rest.md](rest.md)) has the same names in snake case (`account_id`), instants as ISO 8601. A slash at the end of a',
    '  path changes nothing.',
    '- **React, Vue, Svelte**: the hooks of `@instagram-dashboard/client-sdk/react` that make the call, and the composables of',
    '  `/vue` and stores of `/svelte` of the same names.',
    '- A day is `YYYY-MM-DD` in Los Angeles. `null` is unknown, never 0. Answers may get more fields.',
    '- **limits**: what a call costs of the points that a user has for a minute, and how often it may be made in an hour',
    '  ([configuration.md](configuration.md)). **failures**: the codes of [errors.md](errors.md).',
    '',
    '## Procedures',
    ...procedures,
    '',
    ...partsReference(),
    '',
    '## Types',
    ...types,
  ].join('\n')}\n`
}

if (import.meta.main) writeFileSync(join(root, 'docs', 'reference.md'), reference())
