import { as, batch, query, twoWeeks, type Callers, type HostRequests } from './request.ts'

/** Reads by tRPC, one at a time, in batches, and what is refused of them. */
export function readRequests({ ana, bruno, carla, stranger }: Callers, now: Date): HostRequests {
  const range = twoWeeks(now)
  const timeline = { ...range, interval: 'day', metrics: ['reach', 'impressions'] }
  const status = query('instagram.connect.status')
  const balance = 'instagram.credits.balance'
  const jsonLines = { 'trpc-accept': 'application/jsonl' }

  return {
    'a query': { path: status, init: as(ana), status: 200 },
    'a query with a slash at its end': { path: `${status}/`, init: as(ana), status: 200 },
    'a query with an input': { path: query('instagram.metrics.timeline', timeline), init: as(ana), status: 200 },
    'a query with a slash and an input': {
      path: query('instagram.metrics.timeline', timeline).replace('?', '/?'),
      init: as(ana),
      status: 200,
    },
    weeks: {
      path: query('instagram.metrics.timeline', { ...timeline, interval: 'week' }),
      init: as(ana),
      status: 200,
    },
    'months of one metric': {
      path: query('instagram.metrics.timeline', { ...timeline, interval: 'month', metrics: ['reach'] }),
      init: as(ana),
      status: 200,
    },
    days: { path: query('instagram.metrics.list', range), init: as(ana), status: 200 },
    'a summary': { path: query('instagram.metrics.summary', range), init: as(ana), status: 200 },
    'what is missing': { path: query('instagram.metrics.gaps', range), init: as(ana), status: 200 },
    growth: { path: query('instagram.metrics.growth', range), init: as(ana), status: 200 },
    posts: { path: query('instagram.metrics.media', { limit: 5 }), init: as(ana), status: 200 },
    'who follows': { path: query('instagram.metrics.audience', {}), init: as(ana), status: 200 },
    'the best times': { path: query('instagram.metrics.bestTimes', {}), init: as(ana), status: 200 },
    'a table of days': {
      path: query('instagram.metrics.export', { ...range, format: 'csv' }),
      init: as(ana),
      status: 200,
    },
    notifications: { path: query('instagram.notifications.list', { limit: 3 }), init: as(ana), status: 200 },
    'how many are unread': { path: query('instagram.notifications.unreadCount'), init: as(ana), status: 200 },
    achievements: { path: query('instagram.achievements.list', {}), init: as(ana), status: 200 },
    credits: { path: query(balance), init: as(ana), status: 200 },
    'texts of a button': { path: query('instagram.connect.texts'), init: as(ana), status: 200 },
    'texts of a button in English': {
      path: query('instagram.connect.texts'),
      init: as(ana, { 'accept-language': 'en-US,en;q=0.9' }),
      status: 200,
    },
    'texts in a language that there is not': {
      path: query('instagram.connect.texts'),
      init: as(ana, { 'accept-language': 'de' }),
      status: 200,
    },
    runs: { path: query('instagram.sync.history', { limit: 2 }), init: as(ana), status: 200 },
    'a query that is known already': {
      path: query('instagram.metrics.list', range),
      init: as(ana),
      status: 304,
      isConditional: true,
    },
    'a query for whoever knows another answer': {
      path: query('instagram.metrics.list', range),
      init: as(ana, { 'if-none-match': 'W/"another"' }),
      status: 200,
    },
    'a query in JSON, said so': { path: status, init: as(ana, { 'content-type': 'application/json' }), status: 200 },
    'a query with an id of its own': { path: status, init: as(ana, { 'x-request-id': 'of-the-host' }), status: 200 },
    'a query with an odd parameter': { path: `${status}?other=1&other=2`, init: as(ana), status: 200 },
    'a query with an encoded name': { path: '/trpc/instagram%2Econnect%2Estatus', init: as(ana), status: 200 },
    'a query of somebody with nothing': { path: status, init: as(bruno), status: 200 },
    // Batches.
    'a batch': {
      path: batch(['instagram.connect.status', 'instagram.metrics.summary'], { 1: range }),
      init: as(ana),
      status: 200,
    },
    'a batch of one': { path: batch([balance]), init: as(ana), status: 200 },
    'a batch of ten': { path: batch(Array<string>(10).fill(balance)), init: as(ana), status: 200 },
    'a batch with a slash': { path: batch([balance, balance]).replace('?', '/?'), init: as(ana), status: 200 },
    'a batch in which one is not there': {
      path: batch(['instagram.connect.status', 'instagram.nothing']),
      init: as(ana),
      status: 207,
    },
    'a batch in which one is refused': {
      path: batch([balance, 'instagram.metrics.summary'], { 1: { startDate: 'monday' } }),
      init: as(ana),
      status: 207,
    },
    'a batch of nobody': { path: batch([balance, 'instagram.connect.status']), status: 401 },
    'a batch, encoded': {
      path: batch([`instagram.connect.status%2C${balance}`], { 1: {} }),
      init: as(ana),
      status: 200,
    },
    'a batch that is too long': {
      path: batch(Array<string>(11).fill('instagram.connect.status')),
      init: as(ana),
      status: 400,
    },
    'a batch whose inputs are no JSON': {
      path: `/trpc/instagram.metrics.list,${balance}?batch=1&input={`,
      init: as(ana),
      status: 400,
    },
    'a query that streams its answers': {
      path: batch(['instagram.connect.status', balance], { 1: {} }),
      init: as(ana, jsonLines),
      status: 200,
    },
    'one that streams a failure': {
      path: batch([balance, 'instagram.nothing']),
      init: as(ana, jsonLines),
      status: 200,
    },
    // Refused.
    'a query of nobody': { path: status, status: 401 },
    'a query of nobody in English': {
      path: status,
      init: { headers: { 'accept-language': 'en-US,en;q=0.9' } },
      status: 401,
    },
    'a query of a stranger': { path: status, init: as(stranger), status: 401 },
    'a query without an account': { path: query('instagram.metrics.timeline', timeline), init: as(bruno), status: 409 },
    'a query with a wrong input': {
      path: query('instagram.metrics.timeline', { ...timeline, interval: 'hour' }),
      init: as(ana),
      status: 400,
    },
    'a query with a wrong input in English': {
      path: query('instagram.metrics.timeline', { ...timeline, interval: 'hour' }),
      init: as(ana, { 'accept-language': 'en' }),
      status: 400,
    },
    'a query whose days end before they begin': {
      path: query('instagram.metrics.list', { startDate: range.endDate, endDate: range.startDate }),
      init: as(ana),
      status: 400,
    },
    'a query whose input is no JSON': { path: '/trpc/instagram.metrics.list?input={', init: as(ana), status: 400 },
    'a query whose input is a text': { path: '/trpc/instagram.metrics.list?input=%22a%22', init: as(ana), status: 400 },
    'a query whose input is cut off in a sign': {
      path: '/trpc/instagram.metrics.list?input=%7B%22json%22%3A%22%C3',
      init: as(ana),
      status: 400,
    },
    'a query for another’s account': {
      path: query('instagram.metrics.list', { ...range, accountId: '11111111-1111-4111-8111-111111111111' }),
      init: as(ana),
      status: 404,
    },
    'a procedure that is not there': { path: query('instagram.nothing'), init: as(ana), status: 404 },
    'a procedure that is not there, for nobody': { path: query('instagram.nothing'), status: 404 },
    'a name with signs of every kind': { path: '/trpc/instagram.a%C3%A7%C3%A3o', init: as(ana), status: 404 },
    'no name at all': { path: '/trpc/', init: as(ana), status: 404 },
    'an admin’s query': { path: query('admin.audit.list', {}), init: as(ana), status: 403 },
    'an admin’s query of nobody': { path: query('admin.audit.list', {}), status: 401 },
    'an admin’s query of an admin': { path: query('admin.support.list', {}), init: as(carla), status: 200 },
    'a query by POST': {
      path: '/trpc/instagram.connect.status',
      init: { ...as(ana, { 'content-type': 'application/json' }, 'POST'), body: '{}' },
      status: 405,
    },
    'a query by DELETE': { path: status, init: as(ana, {}, 'DELETE'), status: 405 },
    'a query by PATCH': { path: status, init: as(ana, {}, 'PATCH'), status: 405 },
    'the head of a query': { path: status, init: as(ana, {}, 'HEAD'), status: 204 },
    'what may be asked of a query': { path: status, init: as(ana, {}, 'OPTIONS'), status: 405 },
    'a change by GET': { path: query('instagram.notifications.markAllRead'), init: as(ana), status: 405 },
  }
}
