import type { OpenApiDocument, OpenApiOperation } from '../api/openapi-document.ts'
import { fieldHtml, fieldsHtml, typeHtml } from './api-page-schema.ts'
import { apiPageStyle } from './api-page-style.ts'
import { escapeHtml } from './escape-html.ts'

interface Place {
  path: string
  method: string
  operation: OpenApiOperation
}

/** The document as one page to read, without a script: each operation with its fields, its answers and a call to copy. */
export function apiPage(document: OpenApiDocument, { documentUrl }: { documentUrl: string }): string {
  const { title, version, description } = document.info
  const places = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const groups = document.tags
    .map((tag) => ({ ...tag, places: places.filter(({ operation }) => operation.tags.includes(tag.name)) }))
    .filter((group) => group.places.length > 0)
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(title)}</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${apiPageStyle}</style>`,
    '</head>',
    '<body>',
    `<header><h1>${escapeHtml(title)} <small>${escapeHtml(version)}</small></h1><p>${withCode(description)}</p>`,
    '<p>The same as a document for programs, OpenAPI 3.1: <a href="' +
      documentUrl +
      '">openapi.json</a>. In the calls below ',
    '<code>$BASE</code> is the address of this page without <code>/docs/</code>.</p></header>',
    '<nav aria-label="Groups"><ul>',
    ...[...groups.map(({ name }) => name), 'schemas'].map((name) => `<li><a href="#${name}">${name}</a></li>`),
    '</ul></nav>',
    '<main>',
    ...groups.map(
      ({ name, description: about, places: shown }) =>
        `<section id="${name}"><h2>${name}</h2><p>${withCode(about)}</p>${shown.map(operationHtml).join('\n')}</section>`,
    ),
    `<section id="schemas"><h2>schemas</h2>${Object.entries(document.components.schemas)
      .map(([name, schema]) => `<h3 id="schema-${escapeHtml(name)}">${escapeHtml(name)}</h3>${fieldsHtml(schema)}`)
      .join('\n')}</section>`,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

function operationHtml(place: Place): string {
  const { path, method, operation } = place
  const [form] = Object.entries(operation.requestBody?.content ?? {})
  return [
    `<details id="${escapeHtml(operation.operationId)}"><summary><h3>`,
    `<span class="method ${method.toLowerCase()}">${method}</span> <code>${pathHtml(path)}</code></h3>`,
    `<span>${escapeHtml(operation.summary)}</span></summary>`,
    operation.security.length === 0 ? '<p class="note">Nobody has to be signed in.</p>' : '',
    operation.parameters
      ? `<h4>Parameters</h4><ul>${operation.parameters.map(({ name, required, schema }) => fieldHtml(name, schema, { isRequired: required })).join('')}</ul>`
      : '',
    form ? `<h4>Body <span class="type">${escapeHtml(form[0])}</span></h4>${fieldsHtml(form[1].schema)}` : '',
    `<h4>A call</h4><pre><code>${escapeHtml(callOf(place))}</code></pre>`,
    '<h4>Answers</h4><dl>',
    ...Object.entries(operation.responses).map(([status, { description, headers = {}, content = {} }]) => {
      const [schema] = Object.values(content).map((part) => part.schema)
      const named = Object.entries(headers).map(
        ([header, about]) => `<p><code>${escapeHtml(header)}</code>: ${withCode(about.description)}</p>`,
      )
      const shape = schema ? ` <span class="type">${typeHtml(schema)}</span>${fieldsHtml(schema)}` : ''
      return `<dt>${escapeHtml(status)}</dt><dd>${withCode(description)}${shape}${named.join('')}</dd>`
    }),
    '</dl></details>',
  ].join('')
}

/** As a shell would send it, with the fields that have to be there. */
function callOf({ path, method, operation }: Place): string {
  const { parameters = [], requestBody, security } = operation
  const needed = parameters.filter((parameter) => parameter.required && parameter.in === 'query')
  const query = needed.map(({ name }) => `${name}=…`).join('&')
  const [form] = Object.entries(requestBody?.content ?? {})
  const words = [
    'curl',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    ...(security.length === 0 ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(form ? [`-H 'Content-Type: ${form[0]}'`, `-d '${bodyOf(form)}'`] : []),
    `"$BASE${path}${query === '' ? '' : `?${query}`}"`,
  ]
  return words.join(' \\\n  ')
}

function bodyOf([type, { schema }]: [string, { schema: Record<string, unknown> }]): string {
  const names = (schema['required'] ?? []) as string[]
  if (type !== 'application/json') return names.map((name) => `${name}=…`).join('&')
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, '…'])))
}

/** A path may break after each slash, for narrow screens. */
function pathHtml(path: string): string {
  return escapeHtml(path).replaceAll('/', '/<wbr>')
}

/** A text in which what stands between backticks is code. */
function withCode(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]*)`/g, '<code>$1</code>')
}
