import { admin, as, form, json, nobody, post, rest, twoWeeks, type Callers, type HostRequests } from './request.ts'

/** What is asked by REST, of users and of admins. */
export function restRequests({ ana, bruno, carla, dora, stranger }: Callers, now: Date): HostRequests {
  const { startDate, endDate } = twoWeeks(now)
  const days = `start_date=${startDate}&end_date=${endDate}`
  const read = (path: string) => ({ path: `${rest}${path}`, init: as(ana), status: 200 })

  return {
    'a read by REST': read('/status/'),
    'a read without its slash': read('/status'),
    'a read that is known already': { ...read(`/metrics?${days}`), status: 304, isConditional: true },
    'days by REST': read(`/metrics/?${days}`),
    'days without the slash': read(`/metrics?${days}`),
    'days with encoded signs': read(`/metrics?start_date=${startDate.replaceAll('-', '%2D')}&end_date=${endDate}`),
    'a part of the days': { ...read(`/metrics?${days}`), init: as(ana, { range: 'bytes=0-9' }) },
    'a summary by REST': read(`/metrics/summary?${days}`),
    'lines by REST': read(`/metrics/timeline?${days}&metrics=reach,impressions&interval=day`),
    'lines with a slash': read(`/metrics/timeline/?${days}&metrics=reach&interval=week`),
    'what is missing by REST': read(`/metrics/gaps?${days}`),
    'growth by REST': read(`/metrics/growth?${days}`),
    'posts by REST': read('/metrics/media?limit=5'),
    'who follows by REST': read('/metrics/audience'),
    'the best times by REST': read('/metrics/best-times/'),
    'a table of days by REST': read(`/metrics/export?${days}&format=csv`),
    'notifications, a few': read('/notifications/?limit=1'),
    'how many are unread by REST': read('/notifications/unread-count'),
    'achievements by REST': read('/achievements'),
    'credits by REST': read('/credits/balance/'),
    'texts by REST': read('/connect/texts'),
    'runs by REST': read('/sync/history?limit=2'),
    'what was asked of support': read('/support'),
    'everything about a user, in pieces': { path: `${rest}/export/`, init: as(bruno), status: 200 },
    'the head of days': { path: `${rest}/metrics/?${days}`, init: as(ana, {}, 'HEAD'), status: 200 },
    'the head of a read': { path: `${rest}/status`, init: as(ana, {}, 'HEAD'), status: 200 },
    'the head of a read of nobody': { path: `${rest}/status`, init: { method: 'HEAD' }, status: 401 },
    'what may be asked by REST': { path: `${rest}/metrics/`, init: { method: 'OPTIONS' }, status: 200 },
    'what may be asked without a slash': { path: `${rest}/sync`, init: { method: 'OPTIONS' }, status: 200 },
    'days that are none': { path: `${rest}/metrics/?start_date=monday`, init: as(ana), status: 400 },
    'days that are none, in English': {
      path: `${rest}/metrics/?start_date=monday`,
      init: as(ana, { 'accept-language': 'en' }),
      status: 400,
    },
    'a name that the path does not take': {
      path: `${rest}/metrics?startDate=${startDate}`,
      init: as(ana),
      status: 400,
    },
    'a name that stands twice': {
      path: `${rest}/notifications?limit=1&limit=2`,
      init: as(ana),
      status: 400,
    },
    'a number that is none': { path: `${rest}/notifications?limit=many`, init: as(ana), status: 400 },
    'a sign that is cut off': { path: `${rest}/notifications?cursor=%C3`, init: as(ana), status: 400 },
    'days without an account': { path: `${rest}/metrics?${days}`, init: as(bruno), status: 409 },
    'days of another’s account': { path: `${rest}/metrics?account_id=${nobody}&${days}`, init: as(ana), status: 404 },
    'a read of nobody': { path: `${rest}/status/`, status: 401 },
    'a read of nobody, said in two headers': {
      path: `${rest}/status`,
      init: {
        headers: [
          ['accept-language', 'en'],
          ['accept-language', 'pt-BR'],
        ],
      },
      status: 401,
    },
    'a read of a stranger': { path: `${rest}/status`, init: as(stranger), status: 401 },
    // Admins.
    'health for an admin': { path: `${rest}/health/`, init: as(carla), status: 200, isAlwaysNew: true },
    'health for a user': { path: `${rest}/health/`, init: as(ana), status: 403 },
    'health for nobody': { path: `${rest}/health`, status: 401 },
    'accounts for an admin': { path: `${admin}/accounts?limit=1`, init: as(carla), status: 200 },
    'accounts for a user': { path: `${admin}/accounts`, init: as(ana), status: 403 },
    'the log for an admin': { path: `${admin}/audit?limit=1`, init: as(carla), status: 200, isAlwaysNew: true },
    'an admin’s change for a user': {
      path: `${admin}/accounts/sync`,
      init: post(ana, JSON.stringify({ account_ids: [nobody] })),
      status: 403,
    },
    'an admin’s path that is not there': { path: `${admin}/nothing`, init: as(carla), status: 404 },
    // Changes.
    'all read by REST': { path: `${rest}/notifications/mark-all-read`, init: as(ana, json, 'POST'), status: 200 },
    'all read, with a slash and a body': {
      path: `${rest}/notifications/mark-all-read/`,
      init: post(ana, '{}'),
      status: 200,
    },
    'some read by REST': {
      path: `${rest}/notifications/mark-read`,
      init: post(ana, JSON.stringify({ ids: ['999999'] })),
      status: 200,
    },
    'some read, with a field that there is not': {
      path: `${rest}/notifications/mark-read`,
      init: post(ana, JSON.stringify({ ids: ['1'], accountId: 'a' })),
      status: 400,
    },
    'a beginning by REST': {
      path: `${rest}/connect?placement=header`,
      init: as(dora),
      status: 200,
      isAlwaysNew: true,
    },
    'a beginning from a page of another site': {
      path: `${rest}/connect/`,
      init: as(dora, { 'sec-fetch-site': 'cross-site' }),
      status: 403,
    },
    'a return with a state that nobody began': {
      path: `${rest}/callback/`,
      init: post(ana, JSON.stringify({ code: 'a', state: 'b' })),
      status: 400,
    },
    'a return with signs of every kind': {
      path: `${rest}/callback`,
      init: post(ana, JSON.stringify({ code: 'ação', state: '😀' })),
      status: 400,
    },
    'a return without a body': { path: `${rest}/callback/`, init: post(ana, '{}'), status: 400 },
    'a return with nothing at all': { path: `${rest}/callback/`, init: as(ana, {}, 'POST'), status: 400 },
    'a return whose body is a list': { path: `${rest}/callback/`, init: post(ana, '[]'), status: 400 },
    'a return whose body is nothing': {
      path: `${rest}/callback`,
      init: post(ana, 'null'),
      status: 400,
      isForOurParser: true,
    },
    'a return whose body is no JSON': {
      path: `${rest}/callback/`,
      init: post(ana, '{"code":'),
      status: 400,
      isForOurParser: true,
    },
    'a return whose body is a text': {
      path: `${rest}/callback/`,
      init: post(ana, 'code', { 'content-type': 'text/plain' }),
      status: 415,
    },
    'a return whose body is a form': {
      path: `${rest}/callback/`,
      init: post(ana, 'code=a&state=b', form),
      status: 415,
    },
    'a return that is too long': {
      path: `${rest}/callback`,
      init: post(ana, JSON.stringify({ code: 'x'.repeat(110_000), state: 'b' })),
      status: 413,
      isForOurParser: true,
    },
    'a return of nobody': {
      path: `${rest}/callback/`,
      init: { method: 'POST', headers: json, body: JSON.stringify({ code: 'a', state: 'b' }) },
      status: 401,
    },
    'a return by GET': { path: `${rest}/callback/?code=a&state=b`, init: as(ana), status: 404 },
    'a sync within the cooldown': { path: `${rest}/sync/`, init: post(ana, '{}'), status: 429, isAlwaysNew: true },
    'a sync without a slash or a body': {
      path: `${rest}/sync`,
      init: as(ana, {}, 'POST'),
      status: 429,
      isAlwaysNew: true,
    },
    'a question to support that says nothing': { path: `${rest}/support`, init: post(ana, '{}'), status: 400 },
    'an end of what is not there': {
      path: `${rest}/disconnect/?account_id=${nobody}`,
      init: as(ana, {}, 'DELETE'),
      status: 404,
    },
    'an end of what is no account': {
      path: `${rest}/disconnect?account_id=a%C3%A7%C3%A3o`,
      init: as(ana, {}, 'DELETE'),
      status: 404,
    },
    'an end without an account': { path: `${rest}/disconnect`, init: as(bruno, {}, 'DELETE'), status: 409 },
    'an end from a page of another site': {
      path: `${rest}/disconnect/?account_id=${nobody}`,
      init: as(ana, { 'sec-fetch-site': 'cross-site' }, 'DELETE'),
      status: 403,
    },
    // Not there.
    'a REST path that is not there': { path: '/api/v1/nothing', init: as(ana), status: 404 },
    'a REST path that is not there, of nobody': { path: `${rest}/nothing/`, status: 404 },
    'a REST path by a wrong method': { path: `${rest}/status/`, init: as(ana, {}, 'PUT'), status: 404 },
    'a REST path by PATCH': { path: `${rest}/status`, init: as(ana, {}, 'PATCH'), status: 404 },
    'a REST path below another one': { path: `${rest}/status/more`, init: as(ana), status: 404 },
    'the API itself': { path: '/api/v1/', init: as(ana), status: 404 },
  }
}
