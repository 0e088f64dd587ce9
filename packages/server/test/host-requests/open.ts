import { as, partner, query, rest, type Callers, type HostRequests } from './request.ts'

/** What needs nobody, pages of other sites, and what is nothing of ours. */
export function openRequests({ ana }: Callers): HostRequests {
  const preflight = (headers: Record<string, string> = {}): RequestInit => ({
    method: 'OPTIONS',
    headers: { origin: partner, 'access-control-request-method': 'GET', ...headers },
  })
  const unknownCode = `/privacy/deletion/${'0'.repeat(32)}`
  const status = query('instagram.connect.status')
  const markAllRead = '/trpc/instagram.notifications.markAllRead'

  return {
    'the process lives': { path: '/healthz', status: 200 },
    'the process lives, with a slash': { path: '/healthz/', status: 200 },
    'the process lives, with a query': { path: '/healthz?probe=1&again=%20', status: 200 },
    'the head of it': { path: '/healthz', init: { method: 'HEAD' }, status: 200 },
    'what may be asked there': { path: '/healthz', init: { method: 'OPTIONS' }, status: 200 },
    'the process lives, by POST': { path: '/healthz', init: { method: 'POST' }, status: 404, isUnknown: true },
    'it is ready': { path: '/readyz', status: 200 },
    'it is ready, with a slash': { path: '/readyz/', status: 200 },
    'the head of being ready': { path: '/readyz', init: { method: 'HEAD' }, status: 200 },
    'figures that nobody opened': { path: '/metrics', status: 404, isUnknown: true },
    'the document': { path: '/openapi.json', status: 200 },
    'the document with a slash': { path: '/openapi.json/', status: 200 },
    'the document that is known already': { path: '/openapi.json', status: 304, isConditional: true },
    'the document for whoever knows another': {
      path: '/openapi.json',
      init: { headers: { 'if-none-match': '"another"' } },
      status: 200,
    },
    'a part of the document': { path: '/openapi.json', init: { headers: { range: 'bytes=0-9' } }, status: 200 },
    'the document, compressed if it may be': {
      path: '/openapi.json',
      init: { headers: { 'accept-encoding': 'identity' } },
      status: 200,
    },
    'the head of the document': { path: '/openapi.json', init: { method: 'HEAD' }, status: 200 },
    'the page of the document': { path: '/docs/', status: 200, isAboutItsSlash: true },
    'the page without its slash': { path: '/docs', status: 200 },
    'the head of the page': { path: '/docs', init: { method: 'HEAD' }, status: 200 },
    'the page of a return': { path: '/return?code=abc&state=def', status: 200 },
    'the page of a return, with a slash': { path: '/return/?error=access_denied', status: 200 },
    'the page of a return in English': {
      path: '/return',
      init: { headers: { 'accept-language': 'en-GB, pt;q=0.5' } },
      status: 200,
    },
    'the head of the page of a return': { path: '/return', init: { method: 'HEAD' }, status: 200 },
    'a return by a form': { path: '/return', init: { method: 'POST' }, status: 404, isUnknown: true },
    'no deletion of this code': { path: unknownCode, status: 404 },
    'no deletion of this code, with a slash': { path: `${unknownCode}/`, status: 404 },
    'the same in English': { path: unknownCode, init: { headers: { 'accept-language': 'en' } }, status: 404 },
    'no deletion of what is no code': { path: '/privacy/deletion/a%C3%A7%C3%A3o', status: 404 },
    'the head of no deletion': { path: unknownCode, init: { method: 'HEAD' }, status: 404 },
    // Pages of other sites.
    'a preflight of a partner': { path: status, init: preflight(), status: 204 },
    'a preflight of a partner for a change': {
      path: markAllRead,
      init: preflight({
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type',
      }),
      status: 204,
    },
    'a preflight of a partner by REST': { path: `${rest}/status`, init: preflight(), status: 204 },
    'a preflight of any other page': {
      path: `${rest}/status`,
      init: preflight({ origin: 'https://other.example' }),
      status: 200,
    },
    'a read of a partner’s page': { path: status, init: as(ana, { origin: partner }), status: 200 },
    'a read of a partner’s page by REST': { path: `${rest}/status`, init: as(ana, { origin: partner }), status: 200 },
    'a failure for a partner’s page': { path: status, init: { headers: { origin: partner } }, status: 401 },
    'a read of any other page': { path: status, init: as(ana, { origin: 'https://other.example' }), status: 200 },
    'a read of a page without an origin': { path: status, init: as(ana, { origin: 'null' }), status: 200 },
    // Nothing of ours.
    'a path that nobody has': { path: '/nothing', status: 404, isUnknown: true },
    'a path below the tRPC of nobody': { path: '/nothing/at/all', status: 404, isUnknown: true },
    'a path with signs of every kind': { path: '/nada/a%C3%A7%C3%A3o%20%F0%9F%98%80', status: 404, isUnknown: true },
    'a path that nobody has, in English': {
      path: '/nothing',
      init: { headers: { 'accept-language': 'en' } },
      status: 404,
      isUnknown: true,
    },
    'a path that nobody has, by POST': {
      path: '/nothing',
      init: { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
      status: 404,
      isUnknown: true,
    },
    'a path that nobody has, by DELETE': {
      path: '/nothing',
      init: { method: 'DELETE' },
      status: 404,
      isUnknown: true,
    },
  }
}
