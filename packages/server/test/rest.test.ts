import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import express from 'express'
import openapiTypeScript, { astToString } from 'openapi-typescript'
import { expect, onTestFinished, test } from 'vitest'
import { describeApi } from '../src/api/openapi.ts'
import { restProcedures } from '../src/api/rest-routes.ts'
import { serveRouter, startBackend } from './start-backend.ts'

const run = promisify(execFile)
const base = '/api/v1/social/instagram'

interface Failure {
  error: { code: string; message: string; detail?: string; issues?: { path: string[]; message: string }[] }
}

/** Here the token is the name of the person, and Carla is an admin. */
async function startApi() {
  const backend = await startBackend({
    dashboard: {
      syncCron: 'off',
      tokenRefreshCron: 'off',
      authenticate: ({ headers }) => {
        const userId = headers.get('authorization')?.replace('Bearer ', '')
        return userId === undefined ? null : { userId, role: userId === 'carla' ? 'admin' : 'user' }
      },
    },
  })
  const url = await serveRouter(express.Router().use('/instagram', backend.dashboard.router))
  const line = new AbortController()
  onTestFinished(() => line.abort())
  const call = (path: string, { who = 'ana', ...init }: RequestInit & { who?: string } = {}) =>
    fetch(`${url}/instagram${path}`, {
      ...init,
      signal: line.signal,
      headers: { authorization: `Bearer ${who}`, 'accept-language': 'en', ...init.headers },
    })
  const failure = async (path: string, init?: RequestInit & { who?: string }) => {
    const response = await call(path, init)
    const { error } = (await response.json()) as Failure
    return { status: response.status, ...error }
  }
  return { ...backend, url: `${url}/instagram`, call, failure }
}

interface Frame {
  event?: string
  id?: string
  data?: unknown
}

/** The events of a stream, without its comments. */
async function* framesOf(response: Response): AsyncGenerator<Frame, undefined> {
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = (text + chunk).split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string])
      const { data, ...frame } = Object.fromEntries(fields.filter(([name]) => name !== '')) as Record<string, string>
      if (data !== undefined) yield { ...frame, data: JSON.parse(data) as unknown }
    }
  }
}

async function allOf(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const all: Frame[] = []
  for await (const frame of frames) all.push(frame)
  return all
}

test('every procedure has a path of its own, in the family of its area', () => {
  const places = restProcedures.map(({ rest }) => `${rest.method} ${rest.path}`)

  expect(new Set(places).size).toBe(places.length)
  for (const { path, rest } of restProcedures) {
    const family = path.startsWith('admin.') && path !== 'admin.health' ? '/api/v1/admin/' : `${base}/`
    expect([path, rest.path.startsWith(family), /^[a-z0-9/-]+[a-z0-9]$/.test(rest.path)]).toEqual([path, true, true])
  }
  expect(places).toEqual(
    expect.arrayContaining([
      `GET ${base}/metrics/best-times`,
      `POST ${base}/notifications/mark-read`,
      `POST ${base}/support`,
      `DELETE ${base}/disconnect`,
      'POST /api/v1/admin/accounts/refresh-tokens',
    ]),
  )
})

test('a list in an address is written in either way, and an instant as ISO 8601', async () => {
  const { call, connect, settled } = await startApi()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const timeline = async (query: string) => (await call(`${base}/metrics/timeline?${query}`)).json()
  const repeated = await timeline('metrics=reach&metrics=likes')

  expect(repeated).toMatchObject({ series: { reach: expect.any(Array), likes: expect.any(Array) } })
  expect(await timeline('metrics=reach,likes')).toEqual(repeated)
  expect(await timeline('metrics=followers_count')).toMatchObject({ series: { followers_count: expect.any(Array) } })
  expect(await timeline('metrics=followersCount')).toMatchObject({ series: { followers_count: expect.any(Array) } })
  const since = async (at: string) =>
    (
      await call(`/api/v1/admin/audit?types=connection.started&since=${encodeURIComponent(at)}`, { who: 'carla' })
    ).json()
  expect(await since('2026-11-16T15:00:00-03:00')).toMatchObject({ items: [{ type: 'connection.started' }] })
  expect(await since('2026-11-17T00:00:00Z')).toMatchObject({ items: [] })
  expect(await since('yesterday')).toMatchObject({ error: { code: 'VALIDATION', issues: [{ path: ['since'] }] } })
})

test('a name that a path does not take is refused and named, in the address and in the body', async () => {
  const { connect, failure } = await startApi()
  await connect('ana', 'loja.da.ana')
  const json = { 'content-type': 'application/json' }

  for (const [path, name, init] of [
    [`${base}/metrics?startDate=2026-11-01`, 'startDate'],
    [`${base}/metrics/?start=2026-11-01`, 'start'],
    [`${base}/status?verbose=1`, 'verbose'],
    [`${base}/sync/start?account_id=x`, 'account_id', { method: 'POST', headers: json, body: '{}' }],
    [`${base}/sync/start`, 'accountId', { method: 'POST', headers: json, body: '{"accountId":"x"}' }],
    [`${base}/notifications/mark-all-read?all=1`, 'all', { method: 'POST', headers: json }],
  ] as [string, string, RequestInit?][]) {
    const refused = await failure(path, init)
    expect([path, refused]).toMatchObject([
      path,
      {
        status: 400,
        code: 'VALIDATION',
        issues: [{ path: [name], message: `There is no field of this name: “${name}”.` }],
      },
    ])
  }
  expect((await failure(`${base}/metrics?startDate=2026-11-01`)).detail).toBe(
    'Names that are taken here: `account_id`, `start_date`, `end_date`, `as_of`.',
  )
})

test('what is wrong with a request is said, to the user and to the developer', async () => {
  const { connect, failure } = await startApi()
  await connect('ana', 'loja.da.ana')
  const [reversed, long] = [
    await failure(`${base}/metrics?start_date=2026-11-10&end_date=2026-11-01`),
    await failure(`${base}/metrics?start_date=2026-11-01&end_date=2029-11-01`),
  ]
  expect(reversed.issues).toEqual([
    { path: ['start_date'], message: 'The last day is before the first. Swap them, or choose other days.' },
  ])
  expect(long.issues?.[0]?.message).toBe('These are too many days at once. Choose a shorter range.')
  const plain = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' }
  expect(await failure(`${base}/sync`, plain)).toMatchObject({
    status: 415,
    message: 'This request has to be sent as JSON (Content-Type: application/json).',
    detail: expect.stringContaining('`Content-Type: application/json`'),
  })
  const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }
  expect(await failure(`${base}/sync`, broken)).toMatchObject({
    status: 400,
    message: 'What was sent can not be read as JSON.',
  })
  expect(await failure('/api/v1/admin/runs')).toMatchObject({
    status: 403,
    detail: 'This is for admins: the login has to say `role: "admin"`.',
  })
})

test('a stream of a run tells each step in snake case, goes on where it was, and says that it has ended', async () => {
  const { call, connect, settled, as, clock } = await startApi()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  clock.advance(20 * 60_000)
  const { id } = await as('ana').instagram.sync.start({})
  const progress = `${base}/sync/progress?sync_run_id=${id}`
  const response = await call(progress)
  const frames = await allOf(framesOf(response))
  const last = frames.at(-2)

  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
  expect(last).toMatchObject({ id: expect.any(String), data: { phase: 'finished', status: 'succeeded' } })
  expect(frames.at(-1)).toEqual({ event: 'end', data: {} })

  // Whoever had it all is told that there is nothing more, by the header or by the address.
  const resumed = await call(progress, { headers: { 'last-event-id': last?.id ?? '' } })
  expect(await allOf(framesOf(resumed))).toEqual([{ event: 'end', data: {} }])
  const asked = await call(`${progress}&last_event_id=${last?.id}`)
  expect(await allOf(framesOf(asked))).toEqual([{ event: 'end', data: {} }])
})

test('a stream that is refused is an answer with a status', async () => {
  const { call, connect, failure, settled, as } = await startApi()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const [run] = (await as('ana').instagram.sync.history({})).items

  expect(await failure(`${base}/sync/progress`)).toMatchObject({ status: 400, issues: [{ path: ['sync_run_id'] }] })
  expect(await failure(`${base}/sync/progress?sync_run_id=${run?.id}`, { who: 'bruno' })).toMatchObject({ status: 404 })
  for (let place = 0; place < 3; place += 1) expect((await call(`${base}/notifications/on-new`)).status).toBe(200)
  const full = await call(`${base}/notifications/on-new`)
  expect([full.status, full.headers.get('retry-after')]).toEqual([429, '5'])
  expect((await call(`${base}/notifications/on-new`, { method: 'HEAD', who: 'bruno' })).status).toBe(200)
})

test('a stream of notifications tells new ones as they come', async () => {
  const { call, as } = await startApi()
  const { id } = await as('ana').instagram.support.create({ message: 'Where is it?' })
  const stream = framesOf(await call(`${base}/notifications/on-new`))
  await as('carla', 'admin').admin.support.answer({ id, answer: 'Here.' })
  const { value: told } = await stream.next()

  expect(told).toMatchObject({
    id: expect.any(String),
    data: { kind: 'support_answered', created_at: expect.any(String) },
  })
  const missed = framesOf(await call(`${base}/notifications/on-new`, { headers: { 'last-event-id': '0' } }))
  expect((await missed.next()).value).toEqual(told)
})

test('streams and the address of the document are the same for a host that hands over web requests', async () => {
  const { dashboard, connect, settled, as } = await startApi()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const [run] = (await as('ana').instagram.sync.history({})).items
  const ask = (path: string, who = 'ana') =>
    dashboard.fetch(
      new Request(`https://app.acme.dev/instagram${path}`, { headers: { authorization: `Bearer ${who}` } }),
      { basePath: '/instagram' },
    )
  const progress = `${base}/sync/progress?sync_run_id=${run?.id}`

  const frames = await allOf(framesOf(await ask(progress)))
  expect(frames).toMatchObject([{ data: { status: 'succeeded' } }, { event: 'end' }])
  expect((await ask(progress, 'bruno')).status).toBe(404)
  // Whoever hangs up gives the place back: there are three.
  for (let turn = 0; turn < 5; turn += 1) {
    const response = await ask(`${base}/notifications/on-new`)
    expect(response.status).toBe(200)
    await response.body?.cancel()
  }
  expect(await (await ask('/openapi.json')).json()).toMatchObject({
    servers: [{ url: 'https://app.acme.dev/instagram' }],
  })
})

test('a client that openapi-typescript makes compiles and calls', async () => {
  const { url, connect, settled } = await startApi()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const document = describeApi({ version: '1.0.0', url })
  const folder = mkdtempSync(join(import.meta.dirname, 'client-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'api.ts'), astToString(await openapiTypeScript(JSON.stringify(document))))
  writeFileSync(
    join(folder, 'call.ts'),
    `import createClient from 'openapi-fetch'
import type { components, paths } from './api.ts'

const client = createClient<paths>({ baseUrl: process.argv[2] ?? '', headers: { authorization: 'Bearer ana' } })
const status = await client.GET('${base}/status')
const account: components['schemas']['Account'] | undefined = status.data?.accounts[0]
const range = { start_date: '2026-11-01', end_date: '2026-11-16' }
const { data } = await client.GET('${base}/metrics/timeline', { params: { query: { ...range, metrics: ['reach', 'followersCount'] } } })
const reach: (number | null)[] | undefined = data?.series.reach
const { data: days } = await client.GET('${base}/metrics', { params: { query: range } })
const followers: number | null | undefined = days?.items[0]?.followers_count
const { error } = await client.POST('${base}/sync', { body: { account_id: account?.id ?? '' } })
console.log(JSON.stringify([account?.username, reach?.length, typeof followers, error?.error.code]))
`,
  )
  const config = { extends: '../../../../tsconfig.base.json', files: ['call.ts'] }
  const compilerOptions = { noEmit: true, composite: false, skipLibCheck: true, types: ['node'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, compilerOptions }))
  const tsc = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.bin', 'tsc')
  await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => expect.fail(error.stdout))
  const { stdout } = await run(process.execPath, ['--no-warnings', join(folder, 'call.ts'), url])

  expect(JSON.parse(stdout)).toEqual(['loja.da.ana', 16, 'number', 'SYNC_COOLDOWN'])
}, 60_000)
