// A file of a host, type-checked and run outside the repository against the packed tarball.
import {
  createInstagramClient,
  InstagramError,
  isInstagramError,
  type Account,
  type InstagramErrorAction,
  type InstagramErrorCode,
  type MetricName,
  type NotificationItem,
  type SyncRun,
  type SyncRunProgress,
  type TimelineInterval,
} from '@instagram-dashboard/client-sdk'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const assert = <T extends true>(): T | void => {}

type ServerCode =
  | 'AUTH_REQUIRED'
  | 'FORBIDDEN'
  | 'VALIDATION'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'INTERNAL'
  | 'STATE_INVALID'
  | 'STATE_EXPIRED'
  | 'OAUTH_DENIED'
  | 'OAUTH_CODE_INVALID'
  | 'OAUTH_MISCONFIGURED'
  | 'SCOPE_MISSING'
  | 'ACCOUNT_NOT_PROFESSIONAL'
  | 'ACCOUNT_LINKED_ELSEWHERE'
  | 'WRONG_ACCOUNT'
  | 'NOT_CONNECTED'
  | 'RECONNECT_REQUIRED'
  | 'SYNC_COOLDOWN'
  | 'SYNC_IN_PROGRESS'
  | 'INSTAGRAM_RATE_LIMITED'
  | 'INSTAGRAM_UNAVAILABLE'
  | 'INSTAGRAM_REJECTED'
assert<Equal<InstagramErrorCode, ServerCode | 'POPUP_BLOCKED' | 'POPUP_CLOSED' | 'POPUP_TIMEOUT'>>()

export async function visit(url: string) {
  const headers = { 'x-host': 'shop' }
  const client = createInstagramClient({ url, token: async () => 'session', locale: 'en', headers })
  const wrong: Promise<unknown>[] = []

  const { connected, account } = await client.connect.status()
  assert<Equal<typeof connected, boolean>>()
  assert<Equal<typeof account, Account | null>>()
  assert<Equal<NonNullable<typeof account>['connectedAt'], Date>>()
  assert<Equal<NonNullable<typeof account>['status'], 'active' | 'reconnect_required' | 'disconnected'>>()

  const timeline = await client.metrics.timeline({ metrics: ['reach', 'engagementRate'], interval: 'day' })
  const [point] = timeline.points
  assert<Equal<NonNullable<typeof point>['reach'], number | null>>()
  assert<Equal<typeof timeline.series, Record<'reach' | 'engagementRate', (number | null)[]>>>()
  // @ts-expect-error likes were not asked for
  const likes: unknown = point?.likes

  const told: string[] = []
  const run = await client.sync.run({
    onProgress: ({ phase, done, total, status }) => {
      assert<Equal<typeof done, number>>()
      told.push(`${status} ${phase} ${done}/${total}`)
    },
  })
  assert<Equal<typeof run, SyncRun>>()
  const live = () => client.sync.progress({ syncRunId: run.id })
  assert<Equal<ReturnType<typeof live>, AsyncIterable<SyncRunProgress>>>()
  const notifications = () => client.notifications.onNew()
  assert<Equal<ReturnType<typeof notifications>, AsyncGenerator<NotificationItem, void, undefined>>>()

  const summary = await client.metrics.summary({ startDate: '2026-01-01', endDate: '2026-01-31' })
  assert<Equal<typeof summary.reach.changePercent, number | null>>()
  assert<Equal<Parameters<typeof client.metrics.timeline<['reach']>>[0]['interval'], TimelineInterval | undefined>>()
  assert<
    Equal<
      Awaited<ReturnType<typeof client.connect.handleReturn>>,
      Awaited<ReturnType<typeof client.connect.complete>> | null
    >
  >()
  const everyMetric: MetricName[] = ['followersCount', 'impressions', 'profileViews']
  const open = () => client.metrics.timeline({ metrics: everyMetric })
  assert<Equal<Awaited<ReturnType<typeof open>>['points'][number]['saves'], number | null>>()

  const health = await client.admin.health().catch((error: unknown) => {
    if (!isInstagramError(error)) throw error
    assert<Equal<typeof error, InstagramError>>()
    assert<Equal<typeof error.action, InstagramErrorAction>>()
    return `${error.code} ${error.action}: ${error.message}`
  })

  const neverCalled = () => {
    // @ts-expect-error no such metric
    wrong.push(client.metrics.timeline({ metrics: ['followers'] }))
    // @ts-expect-error no such procedure
    wrong.push(client.metrics.daily())
    // @ts-expect-error a state is required
    wrong.push(client.connect.complete({ code: 'abc' }))
    // @ts-expect-error no such interval
    wrong.push(client.metrics.timeline({ metrics: ['reach'], interval: 'hour' }))
  }

  return { connected, username: account?.username, point, likes, told, days: run.daysWritten, health, neverCalled }
}
