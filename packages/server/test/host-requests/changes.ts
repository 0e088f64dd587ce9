import { as, form, json, nobody, nothing, post, query, write, type Callers, type HostRequests } from './request.ts'

/** Changes by tRPC, and bodies in every form that a host may hand over. */
export function changeRequests({ ana, dora, stranger }: Callers): HostRequests {
  const markAllRead = '/trpc/instagram.notifications.markAllRead'
  const markRead = '/trpc/instagram.notifications.markRead'
  const tooLong = write({ ids: ['x'.repeat(110_000)] })
  const nearlyTooLong = write({ ids: ['9'.repeat(90_000)] })
  const nested = `${'['.repeat(40)}${']'.repeat(40)}`

  return {
    'a change': { path: markAllRead, init: post(ana, nothing), status: 200 },
    'a change with a slash at its end': { path: `${markAllRead}/`, init: post(ana, nothing), status: 200 },
    'a change without a body': { path: markAllRead, init: as(ana, json, 'POST'), status: 200 },
    'a change without a body or a type': { path: markAllRead, init: as(ana, {}, 'POST'), status: 415 },
    'a change with an empty body': { path: markAllRead, init: post(ana, ''), status: 200 },
    'a change with an empty object': { path: markAllRead, init: post(ana, '{}'), status: 200 },
    'a change with white space': { path: markAllRead, init: post(ana, `  ${nothing}\n`), status: 200 },
    'a change in UTF-8, said so': {
      path: markAllRead,
      init: post(ana, nothing, { 'content-type': 'application/json; charset=utf-8' }),
      status: 200,
    },
    'a change in capitals': {
      path: markAllRead,
      init: post(ana, nothing, { 'content-type': 'Application/JSON' }),
      status: 200,
    },
    'a change as bytes': { path: markAllRead, init: post(ana, new TextEncoder().encode(nothing)), status: 200 },
    'a change with an input': { path: markRead, init: post(ana, write({ ids: ['999999'] })), status: 200 },
    'a change in a batch': {
      path: `${markAllRead},instagram.notifications.markRead?batch=1`,
      init: post(ana, JSON.stringify({ 0: JSON.parse(nothing), 1: { json: { ids: ['999999'] } } })),
      status: 200,
    },
    'a change in a batch, with a slash': {
      path: `${markAllRead},instagram.notifications.markRead/?batch=1`,
      init: post(ana, JSON.stringify({ 0: JSON.parse(nothing), 1: { json: { ids: ['999999'] } } })),
      status: 200,
    },
    'a change in a batch with a query': {
      path: `${markAllRead},instagram.credits.balance?batch=1`,
      init: post(ana, '{}'),
      status: 405,
    },
    'a change that streams its answers': {
      path: `${markAllRead}?batch=1`,
      init: post(ana, '{}', { ...json, 'trpc-accept': 'application/jsonl' }),
      status: 200,
    },
    'a change with signs of every kind': {
      path: '/trpc/instagram.connect.cancel',
      init: post(ana, write({ state: 'ação 😀', error: 'ü' })),
      status: 400,
    },
    'a beginning of a connection': {
      path: '/trpc/instagram.connect.start',
      init: post(dora, write({ placement: 'ação 😀' })),
      status: 200,
      isAlwaysNew: true,
    },
    'a change with a wrong input': { path: markRead, init: post(ana, write({ ids: 7 })), status: 400 },
    'a change without its input': { path: markRead, init: post(ana, '{}'), status: 400 },
    'a change with a field that there is not': {
      path: markRead,
      init: post(ana, write({ ids: ['1'], other: 1 })),
      status: 400,
    },
    'a change whose body is a list': { path: markRead, init: post(ana, '[]'), status: 400 },
    'a change that is nested too deeply': { path: markRead, init: post(ana, `{"json":${nested}}`), status: 400 },
    'a change with a name that objects have': {
      path: markRead,
      init: post(ana, '{"json":{"__proto__":{"ids":["1"]}}}'),
      status: 400,
    },
    'a change whose body is no JSON': { path: markRead, init: post(ana, '{'), status: 400, isForOurParser: true },
    'a change whose body is a word': { path: markRead, init: post(ana, 'nothing'), status: 400, isForOurParser: true },
    'a change whose body is a number': { path: markRead, init: post(ana, '7'), status: 400, isForOurParser: true },
    'a change whose body is a form': { path: markAllRead, init: post(ana, 'a=1', form), status: 415 },
    'a change whose body is a text': {
      path: markAllRead,
      init: post(ana, '{}', { 'content-type': 'text/plain' }),
      status: 415,
    },
    'a change whose body has no type': {
      path: markAllRead,
      init: post(ana, new TextEncoder().encode('{}'), {}),
      status: 415,
    },
    'a change whose body is a file': {
      path: markAllRead,
      init: post(ana, '--a--', { 'content-type': 'multipart/form-data; boundary=a' }),
      status: 415,
    },
    'a change whose body is nearly too long': { path: markRead, init: post(ana, nearlyTooLong), status: 400 },
    'a change whose body is too long': {
      path: markRead,
      init: post(ana, tooLong, { ...json, 'content-length': String(tooLong.length) }),
      status: 413,
      isForOurParser: true,
    },
    'a change from a page of another site': {
      path: markAllRead,
      init: post(ana, '{}', { ...json, 'sec-fetch-site': 'cross-site' }),
      status: 403,
    },
    'a change from a neighbour’s page': {
      path: markAllRead,
      init: post(ana, '{}', { ...json, 'sec-fetch-site': 'same-site' }),
      status: 403,
    },
    'a change from the host’s own page': {
      path: markAllRead,
      init: post(ana, nothing, { ...json, 'sec-fetch-site': 'same-origin' }),
      status: 200,
    },
    'a change from a page of another origin': {
      path: markAllRead,
      init: post(ana, nothing, { ...json, origin: 'https://other.example' }),
      status: 403,
    },
    'a change from a partner’s page': {
      path: markAllRead,
      init: post(ana, nothing, { ...json, origin: 'https://partner.example' }),
      status: 200,
    },
    'a change of nobody': { path: markAllRead, init: { method: 'POST', body: '{}', headers: json }, status: 401 },
    'a change of nobody in English': {
      path: markAllRead,
      init: { method: 'POST', body: '{}', headers: { ...json, 'accept-language': 'en' } },
      status: 401,
    },
    'a change of a stranger': { path: markAllRead, init: post(stranger, '{}'), status: 401 },
    'a change by PUT': { path: markAllRead, init: { ...as(ana, json, 'PUT'), body: nothing }, status: 405 },
    'a change that is not there': { path: '/trpc/instagram.nothing', init: post(ana, '{}'), status: 404 },
    'a change of an account that is not there': {
      path: '/trpc/instagram.connect.disconnect',
      init: post(ana, write({ accountId: nobody })),
      status: 404,
    },
    'an admin’s change': {
      path: '/trpc/admin.accounts.sync',
      init: post(ana, write({ accountIds: [nobody] })),
      status: 403,
    },
    'a stream of nobody': {
      path: query('instagram.notifications.onNew', {}),
      init: { headers: { accept: 'text/event-stream' } },
      status: 200,
    },
    'a stream of a run that is not there': {
      path: query('instagram.sync.progress', { syncRunId: nobody }),
      init: as(ana, { accept: 'text/event-stream' }),
      status: 200,
    },
    'a stream by POST': { path: '/trpc/instagram.notifications.onNew', init: post(ana, '{}'), status: 405 },
  }
}
