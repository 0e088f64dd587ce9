import { Agent, request as httpRequest } from 'node:http'
import { restProcedures } from '../src/api/rest-routes.ts'
import { dear, makeMarked } from './fuzz-marks.ts'

/** Repeatable chance (mulberry32): a number from 0 up to 1. */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface FuzzRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: Buffer | null
}

const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  9_007_199_254_740_993n,
  '',
  ' ',
  '0',
  'NaN',
  'Infinity',
  'null',
  '__proto__',
  "' OR 1=1 --",
  '=cmd|calc!A1',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'https://evil.example//\\@',
  'a\r\nset-cookie: x=1',
  'nul\u0000byte',
  'lone \ud800 surrogate',
  '👩‍👩‍👧‍👦'.repeat(20),
  'x'.repeat(5_001),
  '2026-02-30',
  '9999-12-31',
  '0000-00-00',
  '2026-11-16',
  [],
  {},
  [[[[]]]],
]
const names = [
  'accountId',
  'state',
  'code',
  'metrics',
  'interval',
  'startDate',
  'endDate',
  'cursor',
  'limit',
  'ids',
  'id',
  'accountIds',
  'search',
  'status',
  'syncRunId',
  'lastEventId',
  'subject',
  'message',
  'confirm',
  'returnTo',
  'placement',
  'timeZone',
  'format',
  'role',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'json',
  'meta',
]
const restPaths = [
  ...restProcedures.filter(({ type }) => type !== 'subscription').map(({ rest }) => rest.path),
  '/api/v1/social/instagram/nothing',
]
const plainPaths = [
  '/healthz',
  '/readyz',
  '/openapi.json',
  '/docs',
  '/metrics',
  '/webhooks/instagram/deauthorize',
  '/webhooks/instagram/data-deletion',
  '/privacy/deletion/00000000000000000000000000000000',
  '/privacy/deletion/%00',
  '/%2e%2e/%2e%2e/etc/passwd',
  '//evil.example',
  '/trpc',
  '/trpc/',
  '/api/v1',
]
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
const contentTypes = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json; charset=utf-7',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  '',
]

/** Requests as nobody sends them who means well; the same seed gives the same ones. */
export function makeFuzzer(
  seed: number,
  { procedures, tokens }: { procedures: readonly string[]; tokens: readonly string[] },
) {
  const random = makeRandom(seed)
  const chance = (share: number) => random() < share
  const whole = (below: number) => Math.floor(random() * below)
  const pick = <Item>(items: readonly Item[]): Item => items[whole(items.length)] as Item

  function value(depth: number): unknown {
    if (depth > 3 || chance(0.6)) return pick(odd)
    if (chance(0.5)) return Array.from({ length: whole(4) }, () => value(depth + 1))
    return object(depth + 1)
  }
  function object(depth: number): Record<string, unknown> {
    const made: Record<string, unknown> = {}
    for (let field = whole(5); field > 0; field -= 1) {
      Object.defineProperty(made, pick(names), { value: value(depth), enumerable: true, configurable: true })
    }
    return made
  }
  function json(input: unknown): string {
    const text =
      JSON.stringify(input, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item)) ?? 'null'
    if (chance(0.04)) return text.slice(0, whole(text.length + 1))
    if (chance(0.01)) return '['.repeat(50_000) + ']'.repeat(50_000)
    if (chance(0.01)) return `{"json":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`
    return text
  }
  const superjson = (): unknown => {
    if (chance(0.15)) return value(0)
    return chance(0.25) ? makeMarked({ chance, whole, pick }, object(0)) : { json: object(0) }
  }

  function bodyText(): string {
    if (chance(0.03)) return '\xff\xfe{'
    return chance(0.02) ? pick(dear)(whole(95_000)) : json(superjson())
  }
  function authorization(): Record<string, string> {
    if (chance(0.7)) return { authorization: `Bearer ${pick(tokens)}` }
    return chance(0.5)
      ? {}
      : {
          authorization: pick([
            'Bearer',
            'Bearer ',
            'Basic x',
            'Bearer a.b.c',
            `Bearer ${'a.'.repeat(3_000)}`,
            `Bearer${' '.repeat(6_000)}.`,
          ]),
        }
  }

  function target(): { path: string; isQuery: boolean } {
    const procedure = () =>
      chance(0.95)
        ? pick(procedures)
        : pick(['', 'x', 'eyJ-'.repeat(1_500), 'instagram', 'constructor', '__proto__.x', 'a,b'])
    if (chance(0.7)) {
      const count = chance(0.1) ? 2 + whole(14) : 1
      const path = `/trpc/${Array.from({ length: count }, procedure).join(',')}`
      return { path: count > 1 ? `${path}?batch=1` : path, isQuery: true }
    }
    if (chance(0.7)) return { path: `${pick(restPaths)}${pick(['', '/', '//', '/%'])}`, isQuery: true }
    return { path: pick(plainPaths), isQuery: chance(0.2) }
  }

  function query(): string {
    if (chance(0.02)) return `input=${encode(pick(dear)(2_500))}`
    const parts = Array.from({ length: 1 + whole(4) }, () =>
      chance(0.5) ? `input=${encode(json(superjson()))}` : `${encode(pick(names))}=${encode(String(pick(odd)))}`,
    )
    return chance(0.05) ? `${parts.join('&')}&%zz=%` : parts.join('&')
  }

  return {
    /** Every procedure with every dear input, as large as it may be, by somebody who may call it. */
    dearest(token: string): FuzzRequest[] {
      const headers = { authorization: `Bearer ${token}` }
      return procedures.flatMap((procedure) =>
        dear.flatMap((make) => {
          const body = Buffer.from(make(95_000))
          const path = `/trpc/${procedure}`
          const asBody = { 'content-length': String(body.length), 'content-type': 'application/json', ...headers }
          return [
            { method: 'POST', path, headers: asBody, body },
            { method: 'GET', path: `${path}?input=${encode(make(4_000)).slice(0, 12_000)}`, headers, body: null },
          ]
        }),
      )
    },
    /** Longer than a header may be is cut, as Node would refuse it before us. */
    next(): FuzzRequest {
      const { path: start, isQuery } = target()
      const method = start.startsWith('/trpc') ? pick(['GET', 'POST', 'POST', ...methods]) : pick(methods)
      const path =
        isQuery && chance(0.7) ? `${start}${start.includes('?') ? '&' : '?'}${query()}`.slice(0, 8_000) : start
      const hasBody = method !== 'GET' && method !== 'HEAD' && chance(0.85)
      const body = hasBody ? Buffer.from(bodyText(), chance(0.03) ? 'latin1' : 'utf8') : null
      const type = pick(contentTypes)
      return {
        method,
        path: path.replace(/[^\x21-\x7e]/g, ''),
        headers: {
          ...authorization(),
          // Node's client names no length for some methods, and the body would pass for a request of its own.
          ...(body ? { 'content-length': String(body.length) } : {}),
          ...(body && (type !== '' || chance(0.5)) ? { 'content-type': chance(0.7) ? 'application/json' : type } : {}),
          ...(chance(0.2) ? { 'accept-language': pick(['en', 'pt', '*;q=0', ';;;', 'x'.repeat(600)]) } : {}),
          ...(chance(0.1) ? { 'x-request-id': pick(['abcdefgh', 'a b', '"', 'x'.repeat(200)]) } : {}),
          ...(chance(0.1) ? { 'last-event-id': pick(['0', 'x', '999999999999999999']) } : {}),
          ...(chance(0.1) ? { 'x-forwarded-for': pick(['1.2.3.4', 'nonsense', '::1']) } : {}),
        },
        body,
      }
    },
  }
}

function encode(text: string): string {
  // A lone surrogate has no percent form.
  return encodeURIComponent(text.toWellFormed())
}

export interface FuzzAnswer {
  status: number
  text: string
}

/** Sends it as it is: `fetch` would put some of these right. @returns `null` when the line was cut */
export function sendRaw(
  url: URL,
  agent: Agent,
  { method, path, headers, body }: FuzzRequest,
): Promise<FuzzAnswer | null> {
  return new Promise((resolve) => {
    const request = httpRequest({ agent, host: url.hostname, port: url.port, method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('latin1')
      response.on('data', (chunk: string) => {
        text += chunk
        // A stream goes on for ever: what it began with is enough.
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          request.destroy()
          resolve({ status: response.statusCode ?? 0, text })
        }
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', () => resolve(null))
    })
    request.on('error', () => resolve(null))
    request.end(body ?? undefined)
  })
}
