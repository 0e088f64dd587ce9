import { createHash } from 'node:crypto'
import { Validator } from '@seriousme/openapi-schema-validator'
import express from 'express'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { OpenApiDocument, OpenApiOperation } from '../src/api/openapi-document.ts'
import { describeApi } from '../src/api/openapi.ts'
import { restProcedures, snakeCase } from '../src/api/rest.ts'
import { generateEncryptionKey } from '../src/index.ts'
import { redirectUri, serveRouter, startBackend, type Backend } from './start-backend.ts'

const encryptionKey = generateEncryptionKey()

type Call = (path: string, who: string, input?: Record<string, unknown>) => Promise<unknown>

let document: OpenApiDocument
beforeAll(() => {
  document = describeApi({ version: '1.2.3' })
})

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )

function operationOf(procedure: string): { path: string; method: string; operation: OpenApiOperation } {
  const found = operations().find(({ operation }) => operation.operationId === procedure.replaceAll('.', '_'))
  if (!found) throw new Error(`The document does not know ${procedure}`)
  return found
}

/** The names of all fields, and the keys that records choose from. */
function namesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  const { properties, required, propertyNames } = part as Record<string, object | undefined>
  const { enum: keys = [] } = (propertyNames ?? {}) as { enum?: string[] }
  return [
    ...Object.keys(properties ?? {}),
    ...(Array.isArray(required) ? (required as string[]) : []),
    ...keys,
    ...Object.values(part).flatMap(namesIn),
  ]
}

/** What the document says about an answer, as a type that can be asked. */
function schemaOf({ responses }: OpenApiOperation, status: number): z.ZodType {
  const schema = responses[status]?.content?.['application/json']?.schema ?? { not: {} }
  const { Error: error } = document.components.schemas
  return z.fromJSONSchema(schema['$ref'] === '#/components/schemas/Error' ? { ...error } : schema)
}

/** Here the token is the name of the person, and Carla is an admin. */
async function startApi() {
  const backend = await startBackend({
    dashboard: {
      syncCron: 'off',
      tokenRefreshCron: 'off',
      instagramTokenEncryptionKey: encryptionKey,
      authenticate: ({ headers }) => {
        const userId = headers.get('authorization')?.replace('Bearer ', '')
        return userId === undefined ? null : { userId, role: userId === 'carla' ? 'admin' : 'user' }
      },
    },
  })
  const url = await serveRouter(express.Router().use('/instagram', backend.dashboard.router))
  const base = `${url}/instagram/`
  const send = async (procedure: string, who: string | null, input: Record<string, unknown> = {}) => {
    const { path, method } = operationOf(procedure)
    const fields = snakeCase(input) as Record<string, string>
    const query = method === 'GET' ? `?${new URLSearchParams(fields).toString()}` : ''
    return fetch(base + path.slice(1) + query, {
      method,
      headers: {
        ...(who === null ? {} : { authorization: `Bearer ${who}` }),
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      },
      ...(method === 'GET' ? {} : { body: JSON.stringify(fields) }),
    })
  }
  return { ...backend, base, send }
}

/** Asks every procedure that has a REST path, in the order in which a person would. */
async function everyAnswer({ sandbox, settled, clock }: Backend, call: Call): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  const ask: Call = async (path, who, input) => (answers[path] = await call(path, who, input))

  const { state } = (await ask('instagram.connect.start', 'ana', { placement: 'settings' })) as { state: string }
  const code = sandbox.control.approve('loja.da.ana', { state, redirectUri })
  const { account } = (await ask('instagram.connect.complete', 'ana', { code, state })) as { account: { id: string } }
  await settled('ana')
  await ask('instagram.connect.status', 'ana')
  await ask('instagram.metrics.list', 'ana', { startDate: '2026-11-01', endDate: '2026-11-16' })
  await ask('instagram.notifications.list', 'ana', { limit: 100 })
  clock.advance(20 * 60_000)
  await ask('instagram.sync.run', 'ana', { accountId: account.id })
  await ask('admin.health', 'carla')
  // Of somebody of whom nothing is known: what is held on a person names the request by which it came.
  await ask('instagram.privacy.export', 'bruno')
  await ask('instagram.connect.disconnect', 'ana', { accountId: account.id, eraseData: true })
  return answers
}

/** Two backends name the same things differently, their sandboxes have other ports, their files other sizes. */
function withoutChance(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      /^(id|account_id|state|authorization_url|profile_picture_url|\w*bytes)$/.test(key) ? `some ${typeof part}` : part,
    ),
  )
}

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone({ ...document }))

  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } })
})

test('every procedure with a REST path is in the document, under its method and path, with its own name', () => {
  expect(
    operations()
      .filter(({ operation }) => operation.security.length > 0)
      .map(({ path, method, operation }) => [operation.operationId, method, path]),
  ).toEqual(restProcedures().map(({ path, rest }) => [path.replaceAll('.', '_'), rest.method, rest.path]))
  const names = operations().map(({ operation }) => operation.operationId)
  expect(new Set(names).size).toBe(names.length)
})

test('names are in snake case everywhere, what people choose from is as it is', () => {
  const { operation } = operationOf('instagram.metrics.list')

  expect(operation.parameters?.map(({ name }) => name)).toEqual(['account_id', 'start_date', 'end_date'])
  const names = namesIn(document)
  expect(names).toEqual(expect.arrayContaining(['days_until_expiration', 'retry_after_seconds', 'erase_data']))
  expect(names.filter((name) => !/^[a-z0-9_]+$/.test(name))).toEqual([])
  expect(document.components.schemas['Error']).toMatchObject({
    properties: { error: { properties: { code: { enum: expect.arrayContaining(['SYNC_COOLDOWN']) } } } },
  })
})

test('only paths for admins and changes can be forbidden, and a wait is in a header', () => {
  const forbidden = operations().filter(({ operation }) => operation.responses['403'] !== undefined)

  expect(forbidden.filter(({ method }) => method === 'GET').map(({ operation }) => operation.operationId)).toEqual([
    'admin_health',
  ])
  for (const { path } of restProcedures()) {
    const { operation, method } = operationOf(path)
    const { responses } = operation
    expect(Object.keys(responses).filter((status) => status !== '403')).toEqual([
      '200',
      '400',
      '401',
      '404',
      '409',
      ...(method === 'GET' ? [] : ['413', '415']),
      '422',
      '429',
      '500',
      '502',
      '503',
    ])
    expect(responses['429']?.headers).toHaveProperty('Retry-After')
  }
})

test('every path of the document answers, with and without its trailing slash, as the document says', async () => {
  const { base } = await startApi()
  const answers = operations().flatMap(({ path, method, operation }) =>
    [path, path.replace(/\/$/, '')].map(async (spelling) => {
      const response = await fetch(base + spelling.slice(1).replace('{code}', 'unknown'), {
        method,
        ...(method === 'POST' && operation.security.length === 0
          ? { body: new URLSearchParams({ signed_request: 'nonsense' }) }
          : {}),
      })
      const { content = {} } = operation.responses[response.status] ?? {}
      const [type = 'none'] = Object.keys(content)
      return {
        path: spelling,
        isDescribed: response.headers.get('content-type')?.startsWith(type) ?? false,
        isOurs: !(await response.text()).includes(`Cannot ${method}`),
      }
    }),
  )

  expect((await Promise.all(answers)).filter(({ isDescribed, isOurs }) => !isDescribed || !isOurs)).toEqual([])
})

test('every REST path answers what its procedure answers, and what the document says', async () => {
  const [api, twin] = await Promise.all([startApi(), startApi()])
  const [answers, expected] = await Promise.all([
    everyAnswer(api, async (path, who, input) => (await api.send(path, who, input)).json()),
    everyAnswer(twin, async (path, who, input) => {
      const caller: unknown = twin.as(who, who === 'carla' ? 'admin' : 'user')
      const call = path.split('.').reduce((place, part) => (place as Record<string, unknown>)[part], caller)
      return JSON.parse(JSON.stringify(snakeCase(await (call as (value: unknown) => Promise<unknown>)(input))))
    }),
  ])

  expect(Object.keys(answers).toSorted()).toEqual(
    restProcedures()
      .map(({ path }) => path)
      .toSorted(),
  )
  expect(withoutChance(answers)).toEqual(withoutChance(expected))
  for (const [path, answer] of Object.entries(answers)) {
    const schema = schemaOf(operationOf(path).operation, 200)
    expect([path, schema.safeParse(answer).error?.issues]).toEqual([path, undefined])
    expect(schema.safeParse({ ...(answer as object), nobodyKnows: 1 }).success).toBe(false)
  }
})

test.each<[number, string, string | null, Record<string, unknown>]>([
  [400, 'instagram.connect.complete', 'ana', { code: 7 }],
  [401, 'instagram.connect.status', null, {}],
  [403, 'admin.health', 'ana', {}],
  [404, 'instagram.connect.disconnect', 'ana', { accountId: 'nobody' }],
  [409, 'instagram.metrics.list', 'bruno', {}],
  [429, 'instagram.sync.run', 'ana', {}],
])('a failure with %i looks as the document says', async (status, procedure, who, input) => {
  const { send, connect, settled } = await startApi()
  if (status === 429) {
    await connect('ana', 'loja.da.ana')
    await settled('ana')
  }
  const response = await send(procedure, who, input)
  const { operation } = operationOf(procedure)
  const body: unknown = await response.json()

  expect(response.status).toBe(status)
  expect(schemaOf(operation, status).safeParse(body).error?.issues).toBeUndefined()
  for (const header of Object.keys(operation.responses[status]?.headers ?? {}))
    expect(response.headers.get(header)).toMatch(/^\d+$/)
})

test('the document is served beside the paths that it describes', async () => {
  const { base } = await startApi()
  const response = await fetch(`${base}openapi.json`)
  const served = (await response.json()) as OpenApiDocument

  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  expect(served).toEqual(
    JSON.parse(JSON.stringify({ ...document, info: { ...document.info, version: served.info.version } })),
  )
  expect(new URL(served.servers[0]?.url ?? '', response.url).href).toBe(base)
})

test('the page of the document is drawn here and needs nothing else, wherever it is mounted', async () => {
  const { base } = await startApi()
  const page = await fetch(`${base}docs/`)
  const html = await page.text()
  const [, style = ''] = /<style>([^<]*)<\/style>/.exec(html) ?? []
  const hash = createHash('sha256').update(style).digest('base64')

  expect(page).toMatchObject({ status: 200, url: `${base}docs/` })
  expect(page.headers.get('content-type')).toMatch(/^text\/html/)
  expect(page.headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  expect(page.headers.get('etag')).not.toBeNull()
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect(html).toContain('<title>Instagram Dashboard API</title>')
  expect(html).not.toMatch(/<script|<iframe|:\/\/|url\(| style=| on\w+=/)
  const addresses = Array.from(html.matchAll(/ (?:src|href)="([^"#]+)"/g), ([, address]) => address)
  expect(addresses).toEqual(['data:,', '../openapi.json'])
  expect((await fetch(new URL('../openapi.json', page.url))).status).toBe(200)
  // Some hosts take the slash off.
  const withoutSlash = await fetch(`${base}docs`, { redirect: 'error' })
  expect(await withoutSlash.text()).toBe(html.replace('"../openapi.json"', '"openapi.json"'))
  for (const [, target = ''] of html.matchAll(/ href="#([^"]+)"/g)) expect(html).toContain(` id="${target}"`)
  expect((await fetch(`${base}healthz`)).headers.get('content-security-policy')).toBe("default-src 'none'")
})

test('the page tells of every operation, every field and every answer of the document', async () => {
  const { base } = await startApi()
  const html = await (await fetch(`${base}docs/`)).text()

  for (const { path, method, operation } of operations()) {
    const [, shown = ''] = new RegExp(`<details id="${operation.operationId}">(.*?)</details>`, 's').exec(html) ?? []
    const words = shown.replaceAll(/<[^>]+>/g, ' ')
    expect([operation.operationId, words.replaceAll(/\s/g, '')]).toEqual([
      operation.operationId,
      expect.stringContaining(`${method}${path}`),
    ])
    expect(words).toContain(operation.summary)
    for (const status of Object.keys(operation.responses)) expect(shown).toContain(`<dt>${status}</dt>`)
    const { description: _description, ...fields } = operation.responses[200] ?? { description: '' }
    for (const name of namesIn([fields, operation.requestBody, operation.parameters?.map(({ schema }) => schema)])) {
      expect([operation.operationId, name, words.includes(name)]).toEqual([operation.operationId, name, true])
    }
    for (const { name } of operation.parameters ?? []) expect(shown).toContain(`<code>${name}</code>`)
  }
})

test('neither the document nor its page is there when it is switched off', async () => {
  const { dashboard } = await startBackend({ dashboard: { apiDocs: 'off' } })
  const url = await serveRouter(dashboard.router)

  for (const path of ['/openapi.json', '/docs', '/docs/']) expect((await fetch(url + path)).status).toBe(404)
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
})
