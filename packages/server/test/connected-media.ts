import { startBackend, type BackendOptions } from './start-backend.ts'

const day = 24 * 3_600_000
export const withoutJobs = { syncCron: 'off', tokenRefreshCron: 'off' }

/** Ana, connected to an account of the sandbox, with what Instagram says of its media. */
export async function connected(username = 'loja.da.ana', options: BackendOptions = {}) {
  const backend = await startBackend({ ...options, connected: { ana: username }, dashboard: withoutJobs })
  const { media } = backend.as('ana').instagram.metrics
  const token = backend.sandbox.control.giveLongToken(username)
  return {
    ...backend,
    ana: backend.as('ana').instagram,
    media,
    insightCalls: () =>
      backend.sandbox.control.requests.filter(({ path }) => /\/\d+\/insights$/.test(path)).map(({ path }) => path),
    /** What Instagram says when somebody else asks. */
    async truth(mediaId: string, metrics: string): Promise<Record<string, number>> {
      const url = `${backend.sandbox.graphBaseUrl}/v25.0/${mediaId}/insights?metric=${metrics}&access_token=${token}`
      const { data } = (await (await fetch(url)).json()) as { data: { name: string; values: { value: number }[] }[] }
      return Object.fromEntries(data.map(({ name, values }) => [name, values[0]?.value ?? -1]))
    },
  }
}

interface ListedPost extends Record<string, unknown> {
  id: string
  timestamp: string
}

export const sorts = ['recent', 'views', 'reach', 'engagement', 'likes', 'comments', 'saves', 'shares'] as const
const listFields =
  'id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,timestamp,like_count,comments_count'

/** Ana, with what her lists of posts say in our hands; each sync is a day after the one before. */
export async function withList(options: BackendOptions = {}) {
  const backend = await connected('loja.da.ana', options)
  const { ana, clock, media, sandbox } = backend
  const token = sandbox.control.giveLongToken('loja.da.ana')
  return {
    ...backend,
    /** The fifty newest as Instagram tells them, with where the next page begins. */
    async firstPage(): Promise<{ data: ListedPost[]; paging: { cursors: { after: string }; next: string } }> {
      const query = new URLSearchParams({ fields: listFields, limit: '50', access_token: token })
      const answer = await fetch(`${sandbox.graphBaseUrl}/v25.0/me/media?${query}`)
      return (await answer.json()) as Awaited<ReturnType<typeof this.firstPage>>
    },
    /** What Instagram answers next when it is asked for posts. */
    answer(body: unknown, times = Infinity) {
      sandbox.control.fault({ kind: 'status', status: 200, body, times, match: { path: '/me/media' } })
    },
    async nextDay() {
      clock.advance(day)
      return ana.sync.run({})
    },
    async idsBy(sort: (typeof sorts)[number]) {
      return new Set((await media({ sort, limit: 100 })).items.map(({ id }) => id))
    },
  }
}
