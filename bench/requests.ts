import { dayBefore, type Dataset } from './dataset.ts'
import type { Asked } from './programs/load.ts'

/** The reads of a dashboard that shows the last 90 days that have numbers, for everybody. */
export function requestsOf({
  tokens,
  lastDay,
}: Dataset): Record<'timeline' | 'breakdown' | 'dashboard' | 'rest', Asked[]> {
  const range = { startDate: dayBefore(lastDay, 89), endDate: lastDay }
  const metrics = ['reach', 'impressions', 'engagement', 'profileViews', 'engagementRate']
  const timeline = { ...range, interval: 'day', metrics }
  const paths = {
    timeline: batchOf({ 'instagram.metrics.timeline': timeline }),
    breakdown: batchOf({ 'instagram.metrics.breakdown': { ...range, metric: 'impressions', by: 'contentType' } }),
    dashboard: batchOf({
      'instagram.connect.status': null,
      'instagram.metrics.summary': range,
      'instagram.metrics.timeline': timeline,
      'instagram.metrics.growth': range,
      'instagram.notifications.list': {},
    }),
    rest: `/api/v1/social/instagram/metrics/?start_date=${range.startDate}&end_date=${range.endDate}`,
  }
  const everybody = (path: string): Asked[] =>
    tokens.map((token) => ({ path, headers: { authorization: `Bearer ${token}`, 'accept-language': 'pt-BR' } }))
  return {
    timeline: everybody(paths.timeline),
    breakdown: everybody(paths.breakdown),
    dashboard: everybody(paths.dashboard),
    rest: everybody(paths.rest),
  }
}

/** As the SDK asks for several at once. */
function batchOf(queries: Record<string, object | null>): string {
  const inputs = Object.values(queries).map((input, index) => [index, { json: input }] as const)
  const input = Object.fromEntries(inputs.filter(([, { json }]) => json !== null))
  return `/trpc/${Object.keys(queries).join(',')}?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`
}
