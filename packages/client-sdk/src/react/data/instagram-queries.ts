import type {
  AdminAccountInput,
  AdminAccountsInput,
  AdminRunsInput,
  AdminSupportListInput,
  AudienceInput,
  AuditFilter,
  BestTimesInput,
  CreditsBalanceInput,
  DeliveriesListInput,
  FunnelInput,
  JobsListInput,
  MediaListInput,
  MetricName,
  MetricsRangeInput,
  NotificationsListInput,
  SupportListInput,
  SyncHistoryInput,
} from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../../client.ts'
import type { TimelineOf } from '../../domains/timeline.ts'
import type { CallOptions } from '../../transport/calls.ts'
import { toLocale } from '../texts/format.ts'
import { instagramKeys } from './query-keys.ts'

/** One answer, in the form that TanStack Query 5 takes: `useQuery`, `useSuspenseQuery`, `prefetchQuery` and the like. */
export interface InstagramQueryOptions<Data> {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal }) => Promise<Data>
}

/** A list that grows by pages, in the form that TanStack Query 5 takes: `useInfiniteQuery` and the like. */
export interface InstagramListOptions<Page> {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal; pageParam: string | undefined }) => Promise<Page>
  initialPageParam: string | undefined
  getNextPageParam: (page: Page) => string | undefined
}

type Client = InstagramClient
/** The input of a list without the cursor, which comes from the page before. */
type ListInput<Input> = Omit<Input, 'cursor'>

/** The answers are worded in a language, so it is part of the key. */
export function one<Data>(
  { locale }: Pick<Client, 'locale'>,
  key: readonly unknown[],
  read: (options: CallOptions) => Promise<Data>,
): InstagramQueryOptions<Data> {
  return { queryKey: [...key, toLocale(locale)], queryFn: ({ signal }) => read({ signal }) }
}

function list<Page extends { nextCursor: string | null }>(
  { locale }: Pick<Client, 'locale'>,
  key: readonly unknown[],
  read: (cursor: string | undefined, options: CallOptions) => Promise<Page>,
): InstagramListOptions<Page> {
  return {
    queryKey: [...key, toLocale(locale)],
    queryFn: ({ signal, pageParam }) => read(pageParam, { signal }),
    initialPageParam: undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  }
}

const { metric, adminRead } = instagramKeys

/**
 * What the hooks read, for a `QueryClient` of your own that you also give to the provider: to prefetch, to suspend or to
 * render on the server. Those of lists are for `useInfiniteQuery`, `prefetchInfiniteQuery` and the like.
 */
export const instagramQueries = {
  connectStatus: (client: Client) => one(client, instagramKeys.status, (call) => client.connect.status(call)),
  connectTexts: (client: Client) => one(client, instagramKeys.texts, (call) => client.connect.texts(call)),
  syncHistory: (client: Client, input: ListInput<SyncHistoryInput> = {}) =>
    list(client, instagramKeys.syncHistory(input), (cursor, call) => client.sync.history({ ...input, cursor }, call)),

  metrics: (client: Client, input: MetricsRangeInput = {}) =>
    one(client, metric('list', input), (call) => client.metrics.list(input, call)),
  metricsSummary: (client: Client, input: MetricsRangeInput = {}) =>
    one(client, metric('summary', input), (call) => client.metrics.summary(input, call)),
  metricsTimeline: <const M extends readonly MetricName[]>(client: Client, input: TimelineOf<M>) =>
    one(client, metric('timeline', input), (call) => client.metrics.timeline(input, call)),
  metricsGaps: (client: Client, input: MetricsRangeInput = {}) =>
    one(client, metric('gaps', input), (call) => client.metrics.gaps(input, call)),
  growth: (client: Client, input: MetricsRangeInput = {}) =>
    one(client, metric('growth', input), (call) => client.metrics.growth(input, call)),
  media: (client: Client, input: ListInput<MediaListInput> = {}) =>
    list(client, metric('media', input), (cursor, call) => client.metrics.media({ ...input, cursor }, call)),
  audience: (client: Client, input: AudienceInput = {}) =>
    one(client, metric('audience', input), (call) => client.metrics.audience(input, call)),
  bestTimes: (client: Client, input: BestTimesInput = {}) =>
    one(client, metric('bestTimes', input), (call) => client.metrics.bestTimes(input, call)),

  notifications: (client: Client, input: ListInput<NotificationsListInput> = {}) =>
    list(client, instagramKeys.notificationList(input), (cursor, call) =>
      client.notifications.list({ ...input, cursor }, call),
    ),
  unreadCount: (client: Client) =>
    one(client, instagramKeys.unreadCount, (call) => client.notifications.unreadCount(call)),
  achievements: (client: Client) => one(client, instagramKeys.achievements, (call) => client.achievements.list(call)),
  credits: (client: Client, input: ListInput<CreditsBalanceInput> = {}) =>
    list(client, instagramKeys.credits(input), (cursor, call) => client.credits.balance({ ...input, cursor }, call)),
  supportTickets: (client: Client, input: ListInput<SupportListInput> = {}) =>
    list(client, instagramKeys.supportList(input), (cursor, call) => client.support.list({ ...input, cursor }, call)),
  supportContext: (client: Client) => one(client, instagramKeys.supportContext, (call) => client.support.context(call)),

  adminHealth: (client: Client) => one(client, adminRead('health', {}), (call) => client.admin.health(call)),
  adminDoctor: (client: Client) => one(client, adminRead('doctor', {}), (call) => client.admin.doctor(call)),
  adminFunnel: (client: Client, input: FunnelInput = {}) =>
    one(client, adminRead('funnel', input), (call) => client.admin.funnel(input, call)),
  adminAccount: (client: Client, input: AdminAccountInput) =>
    one(client, adminRead('account', input), (call) => client.admin.accounts.get(input, call)),
  adminAccounts: (client: Client, input: ListInput<AdminAccountsInput> = {}) =>
    list(client, adminRead('accounts', input), (cursor, call) =>
      client.admin.accounts.list({ ...input, cursor }, call),
    ),
  adminRuns: (client: Client, input: ListInput<AdminRunsInput> = {}) =>
    list(client, adminRead('runs', input), (cursor, call) => client.admin.runs({ ...input, cursor }, call)),
  adminAudit: (client: Client, input: AuditFilter & { limit?: number } = {}) =>
    list(client, adminRead('audit', input), (cursor, call) => client.admin.audit.list({ ...input, cursor }, call)),
  adminSupport: (client: Client, input: ListInput<AdminSupportListInput> = {}) =>
    list(client, adminRead('support', input), (cursor, call) => client.admin.support.list({ ...input, cursor }, call)),
  adminDeliveries: (client: Client, input: ListInput<DeliveriesListInput> = {}) =>
    list(client, adminRead('deliveries', input), (cursor, call) =>
      client.admin.deliveries.list({ ...input, cursor }, call),
    ),
  adminJobs: (client: Client, input: ListInput<JobsListInput> = {}) =>
    list(client, adminRead('jobs', input), (cursor, call) => client.admin.jobs.list({ ...input, cursor }, call)),
}
