import { createHmac } from 'node:crypto'
import { SANDBOX_APP_SECRET } from '../src/sandbox/index.ts'

/** One request and what must come of it in every host. */
export interface HostRequest {
  path: string
  init?: RequestInit
  status: number
  /** The host's own parser of bodies answers it, where it has one. */
  isForOurParser?: true
  /** What it says is of this moment. */
  isAlwaysNew?: true
  /** Nothing of ours: the host's own page, where it has one. */
  isUnknown?: true
}

const rest = '/api/v1/social/instagram'
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const partner = 'https://partner.example'
const range = { startDate: '2026-11-01', endDate: '2026-11-14' }
const days = `start_date=${range.startDate}&end_date=${range.endDate}`

/** @returns the requests by what they show; each may come twice, and after every other one */
export function hostRequests({
  ana,
  bruno,
  carla,
  now,
}: Record<'ana' | 'bruno' | 'carla', string> & { now: Date }): Record<string, HostRequest> {
  const as = (token: string, headers: Record<string, string> = {}): RequestInit => ({
    headers: { authorization: `Bearer ${token}`, ...headers },
  })
  const post = (body: string, headers: Record<string, string> = json): RequestInit => ({
    ...as(ana, headers),
    method: 'POST',
    body,
  })
  const inputOf = (input: unknown) => encodeURIComponent(JSON.stringify({ json: input }))
  const query = (name: string, input?: unknown) =>
    `/trpc/instagram.${name}${input === undefined ? '' : `?input=${inputOf(input)}`}`
  const batch = (names: string, inputs: unknown) =>
    `/trpc/${names}?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`
  const timeline = { ...range, interval: 'day', metrics: ['reach', 'impressions'] }
  const signedRequest = () => {
    const issuedAt = Math.floor(now.getTime() / 1000)
    const payload = { algorithm: 'HMAC-SHA256', expires: issuedAt + 60, issued_at: issuedAt, user_id: '17841400000000' }
    const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
    return `${createHmac('sha256', SANDBOX_APP_SECRET).update(text).digest('base64url')}.${text}`
  }
  const nothing = JSON.stringify({ json: null, meta: { values: ['undefined'] } })
  const tooLong = JSON.stringify({ json: { ids: ['x'.repeat(110_000)] } })
  const signed = { signed_request: signedRequest() }

  return {
    // What needs nobody.
    'the process lives': { path: '/healthz', status: 200 },
    'the process lives, with a slash': { path: '/healthz/', status: 200 },
    'the head of it': { path: '/healthz', init: { method: 'HEAD' }, status: 200 },
    'what may be asked there': { path: '/healthz', init: { method: 'OPTIONS' }, status: 200 },
    'it is ready': { path: '/readyz', status: 200 },
    'the document': { path: '/openapi.json', status: 200 },
    'the head of the document': { path: '/openapi.json', init: { method: 'HEAD' }, status: 200 },
    'the page of the document': { path: '/docs/', status: 200 },
    'the page without its slash': { path: '/docs', status: 200 },
    'the page of a return': { path: '/return?code=abc&state=def', status: 200 },
    'the page of a return, with a slash': { path: '/return/?error=access_denied', status: 200 },
    'the page of a return in English': {
      path: '/return',
      init: { headers: { 'accept-language': 'en-GB, pt;q=0.5' } },
      status: 200,
    },
    'the head of the page of a return': { path: '/return', init: { method: 'HEAD' }, status: 200 },
    'a return by a form': { path: '/return', init: { method: 'POST', body: 'code=abc', headers: form }, status: 404, isUnknown: true },
    'no deletion of this code': { path: `/privacy/deletion/${'0'.repeat(32)}`, status: 404 },
    'the same in English': {
      path: `/privacy/deletion/${'0'.repeat(32)}`,
      init: { headers: { 'accept-language': 'en' } },
      status: 404,
    },
    // Reads by tRPC.
    'a query': { path: query('connect.status'), init: as(ana), status: 200 },
    'a query with a slash at its end': { path: '/trpc/instagram.connect.status/', init: as(ana), status: 200 },
    'a query with an input': { path: query('metrics.timeline', timeline), init: as(ana), status: 200 },
    'a query with a slash and an input': {
      path: query('metrics.timeline', timeline).replace('?', '/?'),
      init: as(ana),
      status: 200,
    },
    'a batch': {
      path: batch('instagram.connect.status,instagram.metrics.summary', { 1: { json: range } }),
      init: as(ana),
      status: 200,
    },
    'a batch in which one is not there': {
      path: batch('instagram.connect.status,instagram.nothing', {}),
      init: as(ana),
      status: 207,
    },
    'a batch, encoded': {
      path: batch('instagram.connect.status%2Cinstagram.credits.balance', { 1: { json: {} } }),
      init: as(ana),
      status: 200,
    },
    'a batch that is too long': {
      path: batch(Array(11).fill('instagram.connect.status').join(','), {}),
      init: as(ana),
      status: 400,
    },
    'a query of nobody': { path: query('connect.status'), status: 401 },
    'a query of nobody in English': {
      path: query('connect.status'),
      init: { headers: { 'accept-language': 'en-US,en;q=0.9' } },
      status: 401,
    },
    'a query with a token that is none': { path: query('connect.status'), init: as('nothing'), status: 401 },
    'a query without an account': { path: query('metrics.timeline', timeline), init: as(bruno), status: 409 },
    'a query with a wrong input': {
      path: query('metrics.timeline', { ...timeline, interval: 'hour' }),
      init: as(ana),
      status: 400,
    },
    'a query whose input is no JSON': { path: '/trpc/instagram.metrics.list?input={', init: as(ana), status: 400 },
    'a query that streams its answers': {
      path: `${batch('instagram.connect.status,instagram.credits.balance', { 1: { json: {} } })}`,
      init: as(ana, { 'trpc-accept': 'application/jsonl' }),
      status: 200,
    },
    'a procedure that is not there': { path: query('nothing'), init: as(ana), status: 404 },
    'an admin’s query': { path: '/trpc/admin.audit.list?input=%7B%22json%22%3A%7B%7D%7D', init: as(ana), status: 403 },
    'a query by POST': { path: '/trpc/instagram.connect.status', init: post('{}'), status: 405 },
    'the head of a query': {
      path: query('connect.status'),
      init: { ...as(ana), method: 'HEAD' },
      status: 204,
    },
    // Changes by tRPC.
    'a change': { path: '/trpc/instagram.notifications.markAllRead', init: post(nothing), status: 200 },
    'a change with a slash at its end': {
      path: '/trpc/instagram.notifications.markAllRead/',
      init: post(nothing),
      status: 200,
    },
    'a change without a body': {
      path: '/trpc/instagram.notifications.markAllRead',
      init: { ...as(ana, json), method: 'POST' },
      status: 200,
    },
    'a change with an input': {
      path: '/trpc/instagram.notifications.markRead',
      init: post(JSON.stringify({ json: { ids: ['999999'] } })),
      status: 200,
    },
    'a change with signs of every kind': {
      path: '/trpc/instagram.connect.cancel',
      init: post(JSON.stringify({ json: { state: 'ação 😀', error: 'ü' } })),
      status: 400,
    },
    'a change with a wrong input': {
      path: '/trpc/instagram.notifications.markRead',
      init: post(JSON.stringify({ json: { ids: 7 } })),
      status: 400,
    },
    'a change whose body is no JSON': {
      path: '/trpc/instagram.notifications.markRead',
      init: post('{'),
      status: 400,
      isForOurParser: true,
    },
    'a change whose body is a form': {
      path: '/trpc/instagram.notifications.markAllRead',
      init: post('a=1', form),
      status: 415,
    },
    'a change whose body is too long': {
      path: '/trpc/instagram.notifications.markRead',
      init: post(tooLong, { ...json, 'content-length': String(tooLong.length) }),
      status: 413,
      isForOurParser: true,
    },
    'a change from a page of another site': {
      path: '/trpc/instagram.notifications.markAllRead',
      init: post('{}', { ...json, 'sec-fetch-site': 'cross-site' }),
      status: 403,
    },
    'a change of nobody': {
      path: '/trpc/instagram.notifications.markAllRead',
      init: { method: 'POST', body: '{}', headers: json },
      status: 401,
    },
    'a change by GET': { path: query('notifications.markAllRead'), init: as(ana), status: 405 },
    // REST.
    'a read by REST': { path: `${rest}/status/`, init: as(ana), status: 200 },
    'a read without its slash': { path: `${rest}/status`, init: as(ana), status: 200 },
    'days by REST': { path: `${rest}/metrics/?${days}`, init: as(ana), status: 200 },
    'days without the slash': { path: `${rest}/metrics?${days}`, init: as(ana), status: 200 },
    'the head of days': { path: `${rest}/metrics/?${days}`, init: { ...as(ana), method: 'HEAD' }, status: 200 },
    'days that are none': { path: `${rest}/metrics/?start_date=monday`, init: as(ana), status: 400 },
    'what may be asked by REST': { path: `${rest}/metrics/`, init: { method: 'OPTIONS' }, status: 200 },
    'notifications, a few': { path: `${rest}/notifications/?limit=1`, init: as(ana), status: 200 },
    'everything about a user, in pieces': { path: `${rest}/export/`, init: as(bruno), status: 200 },
    'health for an admin': { path: `${rest}/health/`, init: as(carla), status: 200, isAlwaysNew: true },
    'health for a user': { path: `${rest}/health/`, init: as(ana), status: 403 },
    'a read of nobody': { path: `${rest}/status/`, status: 401 },
    'a return with a state that nobody began': {
      path: `${rest}/callback/`,
      init: post(JSON.stringify({ code: 'a', state: 'b' })),
      status: 400,
    },
    'a return without a body': { path: `${rest}/callback/`, init: post('{}'), status: 400 },
    'a return whose body is a list': { path: `${rest}/callback/`, init: post('[]'), status: 400 },
    'a return whose body is no JSON': {
      path: `${rest}/callback/`,
      init: post('{"code":'),
      status: 400,
      isForOurParser: true,
    },
    'a return whose body is a text': {
      path: `${rest}/callback/`,
      init: post('code', { 'content-type': 'text/plain' }),
      status: 415,
    },
    'a sync within the cooldown': { path: `${rest}/sync/`, init: post('{}'), status: 429 },
    'a sync without a slash or a body': { path: `${rest}/sync`, init: { ...as(ana), method: 'POST' }, status: 429 },
    'an end of what is not there': {
      path: `${rest}/disconnect/?account_id=11111111-1111-4111-8111-111111111111`,
      init: { ...as(ana), method: 'DELETE' },
      status: 404,
    },
    'a REST path that is not there': { path: '/api/v1/nothing', init: as(ana), status: 404 },
    'a REST path by a wrong method': { path: `${rest}/status/`, init: { ...as(ana), method: 'PUT' }, status: 404 },
    // What Meta sends.
    'a form of Meta’s': {
      path: '/webhooks/instagram/deauthorize',
      init: { method: 'POST', body: new URLSearchParams(signed).toString(), headers: form },
      status: 200,
    },
    'a form of Meta’s with a slash': {
      path: '/webhooks/instagram/deauthorize/',
      init: { method: 'POST', body: new URLSearchParams(signed).toString(), headers: form },
      status: 200,
    },
    'a form that nobody signed': {
      path: '/webhooks/instagram/data-deletion',
      init: { method: 'POST', body: 'signed_request=a.b', headers: form },
      status: 400,
    },
    'a form without the field': {
      path: '/webhooks/instagram/data-deletion',
      init: { method: 'POST', body: 'other=1', headers: form },
      status: 400,
    },
    // Pages of other sites.
    'a preflight of a partner': {
      path: query('connect.status'),
      init: { method: 'OPTIONS', headers: { origin: partner, 'access-control-request-method': 'GET' } },
      status: 204,
    },
    'a read of a partner’s page': { path: query('connect.status'), init: as(ana, { origin: partner }), status: 200 },
    'a read of any other page': {
      path: query('connect.status'),
      init: as(ana, { origin: 'https://other.example' }),
      status: 200,
    },
    // Nothing of ours.
    'a path that nobody has': { path: '/nothing', status: 404, isUnknown: true },
    'a path below the tRPC of nobody': { path: '/nothing/at/all', status: 404, isUnknown: true },
  }
}
