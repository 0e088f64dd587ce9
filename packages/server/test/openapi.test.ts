import { createHash } from 'node:crypto'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import express from 'express'
import { beforeAll, expect, test } from 'vitest'
import type { OpenApiDocument, OpenApiOperation } from '../src/api/openapi-document.ts'
import { describeApi } from '../src/api/openapi.ts'
import { procedureList } from '../src/api/procedure-list.ts'
import { snakeCase } from '../src/api/rest-names.ts'
import { restProcedures } from '../src/api/rest-routes.ts'
import { generateEncryptionKey } from '../src/index.ts'
import { redirectUri, serveRouter, startBackend, type Backend } from './start-backend.ts'

const encryptionKey = generateEncryptionKey()

/** Sizes and the like, which are others at each look. */
const timely = new Set(['admin.health', 'admin.doctor'])

type Call = (path: string, who: string, input?: Record<string, unknown>) => Promise<unknown>

let document: OpenApiDocument
beforeAll(() => {
  document = describeApi({ version: '1.2.3', url: 'https://app.acme.dev/instagram' })
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

const ajv = new Ajv2020({ strict: false, validateFormats: false })

/** What is wrong with a value by a schema of the document. */
function faultsOf(schema: object | undefined, value: unknown): unknown {
  if (schema === undefined) return 'The document does not describe it'
  // The references inside are to the document.
  const validate = ajv.compile({ ...schema, components: document.components })
  return validate(value) ? [] : validate.errors
}
const answerSchema = ({ responses }: OpenApiOperation, status: number) =>
  responses[status]?.content?.['application/json']?.schema

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

/** Asks every procedure that is no stream, in the order in which people would. */
async function everyAnswer({ sandbox, settled, clock, as }: Backend, ask: Call): Promise<void> {
  const range = { startDate: '2026-11-01', endDate: '2026-11-16' }
  const { state } = (await ask('instagram.connect.start', 'ana', { placement: 'settings' })) as { state: string }
  await ask('instagram.connect.texts', 'ana')
  await ask('instagram.connect.redirected', 'ana', { state })
  const code = sandbox.control.approve('loja.da.ana', { state, redirectUri })
  const { account } = (await ask('instagram.connect.complete', 'ana', { code, state })) as { account: { id: string } }
  await settled('ana')
  const accountId = account.id
  await ask('instagram.connect.attempt', 'ana', { state })
  const { state: given } = await as('ana').instagram.connect.start({})
  await ask('instagram.connect.cancel', 'ana', { state: given, error: 'access_denied' })
  await ask('instagram.connect.status', 'ana')
  for (const name of ['list', 'summary', 'gaps', 'growth']) await ask(`instagram.metrics.${name}`, 'ana', range)
  await ask('instagram.metrics.timeline', 'ana', { ...range, metrics: ['reach', 'likes'], interval: 'week' })
  await ask('instagram.metrics.breakdown', 'ana', { ...range, metric: 'impressions', by: 'contentType' })
  const posts = (await ask('instagram.metrics.media', 'ana', { sort: 'likes', limit: 5 })) as {
    items: { id: string }[]
  }
  const mediaId = posts.items[0]?.id ?? ''
  await ask('instagram.media.setTags', 'ana', { mediaId, tags: ['verão'] })
  await ask('instagram.media.tags', 'ana')
  await ask('instagram.metrics.mediaHistory', 'ana', { mediaId })
  await ask('instagram.metrics.stories', 'ana', range)
  await ask('instagram.metrics.forecast', 'ana', { accountId, metric: 'reach' })
  for (const name of ['audience', 'bestTimes', 'insights']) await ask(`instagram.metrics.${name}`, 'ana', { accountId })
  await ask('instagram.metrics.compare', 'ana', { of: 'periods', ...range })
  await ask('instagram.metrics.overview', 'ana', { sort: 'reachChange' })
  await ask('instagram.metrics.benchmark', 'ana', { accountId })
  await ask('instagram.privacy.benchmark', 'ana')
  await ask('instagram.privacy.setBenchmark', 'ana', { isOptedOut: false })
  await ask('instagram.metrics.explain', 'ana', { date: '2026-11-14', metric: 'reach' })
  await ask('instagram.metrics.changes', 'ana', { accountId, limit: 5 })
  await ask('instagram.metrics.importFollowers', 'ana', { accountId, content: '2020-01-01;1.200', dryRun: true })
  await ask('instagram.metrics.removeImportedFollowers', 'ana', { accountId })
  await ask('admin.changes', 'carla', { limit: 2 })
  await ask('instagram.metrics.export', 'ana', { ...range, format: 'csv' })
  const wanted = { metric: 'likes', amount: 1_000_000, by: '2026-12-31' }
  const { id: goal } = (await ask('instagram.goals.create', 'ana', { ...wanted, accountId })) as { id: string }
  await ask('instagram.goals.list', 'ana', { accountId })
  await ask('instagram.goals.update', 'ana', { id: goal, amount: 2_000_000 })
  await ask('instagram.goals.remove', 'ana', { id: goal })
  const { items } = (await ask('instagram.notifications.list', 'ana', { limit: 100 })) as { items: { id: string }[] }
  await ask('instagram.notifications.unreadCount', 'ana')
  await ask('instagram.notifications.markRead', 'ana', { ids: items.map(({ id }) => id) })
  await ask('instagram.notifications.markAllRead', 'ana')
  await ask('instagram.achievements.list', 'ana')
  await ask('instagram.credits.balance', 'ana', { limit: 1 })
  await ask('instagram.support.context', 'ana')
  const { id } = (await ask('instagram.support.create', 'ana', { message: 'Where is it?' })) as { id: string }
  await ask('instagram.support.list', 'ana')
  clock.advance(20 * 60_000)
  await ask('instagram.sync.run', 'ana', { accountId })
  clock.advance(20 * 60_000)
  await ask('instagram.sync.start', 'ana', { accountId })
  await settled('ana')
  await ask('instagram.sync.history', 'ana', { limit: 2 })

  for (const name of ['health', 'doctor', 'runs', 'audit.verify', 'notifications.list', 'deliveries.list', 'jobs.list'])
    await ask(`admin.${name}`, 'carla')
  await ask('admin.funnel', 'carla', { ...range, placement: 'settings' })
  const filter = { types: ['connection.started', 'connection.completed'], since: '2026-11-16T00:00:00Z' }
  for (const name of ['list', 'export']) await ask(`admin.audit.${name}`, 'carla', filter)
  await ask('admin.accounts.list', 'carla', { hasError: false, tokenExpiresWithinDays: 60 })
  await ask('admin.accounts.get', 'carla', { accountId })
  for (const name of ['refreshTokens', 'sync', 'deactivate', 'reactivate'])
    await ask(`admin.accounts.${name}`, 'carla', { accountIds: [accountId] })
  await ask('admin.support.list', 'carla', { status: 'open' })
  await ask('admin.support.answer', 'carla', { id, answer: 'Here.' })
  await ask('admin.support.close', 'carla', { id })
  await ask('admin.deliveries.resend', 'carla', { ids: ['msg_none'] })
  await ask('admin.jobs.retry', 'carla', { ids: ['00000000-0000-4000-8000-000000000000'] })
  const reached = (await ask('admin.achievements.list', 'carla', { userId: 'ana' })) as { items: { id: string }[] }
  await ask('admin.achievements.reverse', 'carla', { achievementId: reached.items[0]?.id, why: 'A test.' })
  await ask('admin.achievements.tryRule', 'carla', { measure: 'followers', target: 500, credits: 1 })
  await settled('ana')
  await ask('instagram.privacy.export', 'ana')
  await ask('instagram.connect.disconnect', 'ana', { accountId, eraseData: true })
  await ask('instagram.privacy.erase', 'ana')
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
  ).toEqual(restProcedures.map(({ path, rest }) => [path.replaceAll('.', '_'), rest.method, rest.path]))
  const names = operations().map(({ operation }) => operation.operationId)
  expect(new Set(names).size).toBe(names.length)
})

test('names are in snake case everywhere, what people choose from is as it is', () => {
  const { operation } = operationOf('instagram.metrics.list')

  expect(operation.parameters?.map(({ name }) => name)).toEqual(['account_id', 'start_date', 'end_date', 'as_of'])
  const names = namesIn(document)
  expect(names).toEqual(expect.arrayContaining(['days_until_expiration', 'retry_after_seconds', 'erase_data']))
  expect(names.filter((name) => !/^[a-z0-9_]+$/.test(name))).toEqual([])
  expect(document.components.schemas['AppErrorCode']).toMatchObject({ enum: expect.arrayContaining(['SYNC_COOLDOWN']) })
})

test('an operation names the failures that it can have, and no others', () => {
  const codesOf = (procedure: string) =>
    Object.entries(operationOf(procedure).operation.responses)
      .filter(([status]) => status !== '200')
      .map(([status, { description }]) => `${status} ${description}`)
  const [unavailable, limited] = ['503 INTERNAL', '429 RATE_LIMITED']

  expect(codesOf('instagram.connect.status')).toEqual([
    '400 VALIDATION',
    '401 AUTH_REQUIRED',
    limited,
    '500 INTERNAL',
    unavailable,
  ])
  expect(codesOf('instagram.metrics.list')).toContain('409 NOT_CONNECTED')
  expect(codesOf('instagram.connect.disconnect')).toContain('409 NOT_CONNECTED, CONFLICT')
  expect(codesOf('admin.runs')).toContain('403 FORBIDDEN')
  expect(codesOf('instagram.connect.start')).toContain('403 FORBIDDEN: a page of another site has sent it')
  expect(codesOf('instagram.connect.complete').map((line) => line.slice(0, 3))).toEqual([
    '400',
    '401',
    '403',
    '409',
    '413',
    '415',
    '422',
    '429',
    '500',
    '502',
    '503',
  ])
  for (const { operation } of operations().filter(({ operation: { security } }) => security.length > 0)) {
    for (const status of ['429', '503']) expect(operation.responses[status]?.headers).toHaveProperty('Retry-After')
  }
})

test('every type has one name, and every field says what it is', () => {
  const { schemas } = document.components
  expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['Account', 'DailyMetrics', 'SyncRun', 'Error']))
  const silent: string[] = []
  const look = (part: unknown, place: string): void => {
    if (typeof part !== 'object' || part === null) return
    const { properties = {} } = part as { properties?: Record<string, Record<string, unknown>> }
    for (const [name, field] of Object.entries(properties)) {
      const inner = JSON.stringify(field).match(/"\$ref":"#\/components\/schemas\/(\w+)"/)?.[1]
      if (!field['description'] && !(inner && schemas[inner]?.['description'])) silent.push(`${place}.${name}`)
    }
    for (const [name, value] of Object.entries(part)) look(value, `${place}.${name}`)
  }
  for (const [name, schema] of Object.entries(schemas)) {
    if (!schema['description']) silent.push(name)
    look(schema, name)
  }
  look(document.paths, 'paths')
  const parameters = operations().flatMap(({ operation }) => operation.parameters ?? [])
  expect(silent).toEqual([])
  expect(parameters.filter(({ description }) => description === '')).toEqual([])
})

test('counts are whole, days and instants are said to be some, and answers may get fields', () => {
  const { Account: account, DailyMetrics: day } = document.components.schemas

  expect(account).toMatchObject({
    properties: {
      followers_count: { type: ['integer', 'null'], 'x-unit': 'people' },
      connected_at: { type: 'string', format: 'date-time' },
    },
  })
  expect(day).toMatchObject({
    properties: {
      date: { type: 'string', format: 'date' },
      reach: { type: ['integer', 'null'] },
      engagement_rate: { type: ['number', 'null'], 'x-unit': 'percent' },
      missing: { properties: { reach: { $ref: '#/components/schemas/MissingReason' } } },
    },
  })
  const closed = operations().flatMap(({ operation: { operationId, responses } }) =>
    JSON.stringify(responses).includes('"additionalProperties":false') ? [operationId] : [],
  )
  const closedTypes = Object.entries(document.components.schemas).filter(
    ([name, schema]) => !name.endsWith('Input') && JSON.stringify(schema).includes('"additionalProperties":false'),
  )
  expect([...closed, ...closedTypes]).toEqual([])
})

test('the document is as linters and generators of clients want it, and its examples fit', async () => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: '/openapi.json',
    config,
  })

  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([])
  for (const { operation } of operations()) {
    for (const { content = {} } of Object.values(operation.responses)) {
      const { schema, example } = content['application/json'] ?? {}
      if (example !== undefined)
        expect([operation.operationId, faultsOf(schema, example)]).toEqual([operation.operationId, []])
    }
    const { schema, example } = operation.requestBody?.content['application/json'] ?? {}
    if (schema) expect([operation.operationId, faultsOf(schema, example)]).toEqual([operation.operationId, []])
  }
})

test('every path of the document answers, with and without its trailing slash, as the document says', async () => {
  const { base } = await startApi()
  const answers = operations().flatMap(({ path, method, operation }) =>
    [path, `${path}/`].map(async (spelling) => {
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

test('every procedure answers by REST what it answers the host, and what the document says', async () => {
  const api = await startApi()
  const asked: string[] = []
  await everyAnswer(api, async (path, who, input = {}) => {
    const response = await api.send(path, who, input)
    const answer: unknown = await response.json()
    expect([path, response.status, answer]).toEqual([path, 200, expect.any(Object)])
    const { operation } = operationOf(path)
    expect([path, faultsOf(answerSchema(operation, 200), answer)]).toEqual([path, []])
    expect(faultsOf(answerSchema(operation, 200), { ...(answer as object), nobodyKnows: 1 })).toEqual([])
    asked.push(path)

    const { type } = procedureList.get(path) ?? {}
    if (type !== 'query' || timely.has(path)) return answer
    const caller: unknown = api.as(who, who === 'carla' ? 'admin' : 'user')
    const call = path.split('.').reduce((place, part) => (place as Record<string, unknown>)[part], caller)
    const instants = Object.entries(input).map(([name, value]) => [
      name,
      name === 'since' ? new Date(String(value)) : value,
    ])
    const said = await (call as (value: unknown) => Promise<object>)(Object.fromEntries(instants))
    // The rows of a timeline are made of its columns, for whoever calls from TypeScript.
    const sent = path === 'instagram.metrics.timeline' ? { ...said, points: undefined } : said
    expect([path, answer]).toEqual([path, JSON.parse(JSON.stringify(snakeCase(sent)))])
    return answer
  })

  const streams = restProcedures.filter(({ type }) => type === 'subscription').map(({ path }) => path)
  expect([...asked, ...streams].toSorted()).toEqual([...procedureList.keys()].toSorted())
}, 60_000)

test('a failure looks as the document says, whatever its status', async () => {
  const { send, connect, settled } = await startApi()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const failures: [number, string, string | null, Record<string, unknown>][] = [
    [400, 'instagram.connect.complete', 'ana', { code: 7 }],
    [401, 'instagram.connect.status', null, {}],
    [403, 'admin.health', 'ana', {}],
    [404, 'instagram.connect.disconnect', 'ana', { accountId: 'nobody' }],
    [409, 'instagram.metrics.list', 'bruno', {}],
    [429, 'instagram.sync.run', 'ana', {}],
  ]
  for (const [status, procedure, who, input] of failures) {
    const response = await send(procedure, who, input)
    const { operation } = operationOf(procedure)
    expect([procedure, response.status]).toEqual([procedure, status])
    expect([procedure, faultsOf(answerSchema(operation, status), await response.json())]).toEqual([procedure, []])
    for (const header of Object.keys(operation.responses[status]?.headers ?? {}))
      expect(response.headers.get(header)).toMatch(/^\d+$/)
  }
})

test('the document is served beside the paths that it describes', async () => {
  const { base } = await startApi()
  const response = await fetch(`${base}openapi.json`)
  const served = (await response.json()) as OpenApiDocument

  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  const { info, servers } = served
  expect(served).toEqual(
    JSON.parse(JSON.stringify({ ...document, info: { ...document.info, version: info.version }, servers })),
  )
  expect(`${servers[0]?.url}/`).toBe(base)
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
    const words = shown.replaceAll(/<[^>]+>/g, ' ').replaceAll('&#39;', "'")
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
