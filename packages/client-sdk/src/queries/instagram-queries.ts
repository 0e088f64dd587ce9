import type * as contract from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../client.ts'
import type { TimelineOf } from '../domains/timeline.ts'
import type { CallOptions } from '../transport/calls.ts'
import { toLocale } from '../locale.ts'
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

interface List<Input, Page> {
  key: readonly unknown[]
  input: Input
  read: (input: Input & { cursor: string | undefined }, options: CallOptions) => Promise<Page>
}

/** The answers are worded in a language, so it is part of the key. */
const keyIn = ({ locale }: Pick<Client, 'locale'>, key: readonly unknown[]) => [...key, toLocale(locale)]

export function one<Data>(
  client: Pick<Client, 'locale'>,
  key: readonly unknown[],
  read: (options: CallOptions) => Promise<Data>,
): InstagramQueryOptions<Data> {
  return { queryKey: keyIn(client, key), queryFn: ({ signal }) => read({ signal }) }
}

function list<Input, Page extends { nextCursor: string | null }>(
  client: Client,
  { key, input, read }: List<Input, Page>,
): InstagramListOptions<Page> {
  return {
    queryKey: keyIn(client, key),
    queryFn: ({ signal, pageParam }) => read({ ...input, cursor: pageParam }, { signal }),
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
  connectStatus: (client: Client) => one(client, instagramKeys.status, client.connect.status),
  connectTexts: (client: Client) => one(client, instagramKeys.texts, client.connect.texts),
  syncHistory: (client: Client, input: ListInput<contract.SyncHistoryInput> = {}) =>
    list(client, { key: instagramKeys.syncHistory(input), input, read: client.sync.history }),

  metrics: (client: Client, input: contract.MetricsReadInput = {}) =>
    one(client, metric('list', input), (call) => client.metrics.list(input, call)),
  metricsSummary: (client: Client, input: contract.MetricsReadInput = {}) =>
    one(client, metric('summary', input), (call) => client.metrics.summary(input, call)),
  metricsTimeline: <const M extends readonly contract.MetricName[]>(client: Client, input: TimelineOf<M>) =>
    one(client, metric('timeline', input), (call) => client.metrics.timeline(input, call)),
  metricsBreakdown: (client: Client, input: contract.BreakdownInput) =>
    one(client, metric('breakdown', input), (call) => client.metrics.breakdown(input, call)),
  metricsGaps: (client: Client, input: contract.MetricsRangeInput = {}) =>
    one(client, metric('gaps', input), (call) => client.metrics.gaps(input, call)),
  explain: (client: Client, input: contract.MetricsExplainInput) =>
    one(client, metric('explain', input), (call) => client.metrics.explain(input, call)),
  growth: (client: Client, input: contract.MetricsReadInput = {}) =>
    one(client, metric('growth', input), (call) => client.metrics.growth(input, call)),
  media: (client: Client, input: ListInput<contract.MediaListInput> = {}) =>
    list(client, { key: metric('media', input), input, read: client.metrics.media }),
  stories: (client: Client, input: ListInput<contract.StoriesInput> = {}) =>
    list(client, { key: metric('stories', input), input, read: client.metrics.stories }),
  mediaHistory: (client: Client, input: contract.MediaHistoryInput) =>
    one(client, metric('mediaHistory', input), (call) => client.metrics.mediaHistory(input, call)),
  mediaTags: (client: Client, input: contract.TagsListInput = {}) =>
    one(client, metric('tags', input), (call) => client.media.tags(input, call)),
  audience: (client: Client, input: contract.AudienceInput = {}) =>
    one(client, metric('audience', input), (call) => client.metrics.audience(input, call)),
  compare: (client: Client, input: contract.CompareInput) =>
    one(client, metric('compare', input), (call) => client.metrics.compare(input, call)),
  overview: (client: Client, input: ListInput<contract.OverviewInput> = {}) =>
    list(client, { key: metric('overview', input), input, read: client.metrics.overview }),
  benchmark: (client: Client, input: contract.BenchmarkInput = {}) =>
    one(client, metric('benchmark', input), (call) => client.metrics.benchmark(input, call)),
  benchmarkChoice: (client: Client) => one(client, instagramKeys.benchmarkChoice, client.privacy.benchmark),
  bestTimes: (client: Client, input: contract.BestTimesInput = {}) =>
    one(client, metric('bestTimes', input), (call) => client.metrics.bestTimes(input, call)),
  insights: (client: Client, input: contract.InsightsInput = {}) =>
    one(client, metric('insights', input), (call) => client.metrics.insights(input, call)),
  forecast: (client: Client, input: contract.ForecastInput) =>
    one(client, metric('forecast', input), (call) => client.metrics.forecast(input, call)),

  goals: (client: Client, input: contract.GoalsListInput = {}) =>
    one(client, instagramKeys.goalList(input), (call) => client.goals.list(input, call)),

  notifications: (client: Client, input: ListInput<contract.NotificationsListInput> = {}) =>
    list(client, { key: instagramKeys.notificationList(input), input, read: client.notifications.list }),
  unreadCount: (client: Client) => one(client, instagramKeys.unreadCount, client.notifications.unreadCount),
  achievements: (client: Client) => one(client, instagramKeys.achievements, client.achievements.list),
  credits: (client: Client, input: ListInput<contract.CreditsBalanceInput> = {}) =>
    list(client, { key: instagramKeys.credits(input), input, read: client.credits.balance }),
  supportTickets: (client: Client, input: ListInput<contract.SupportListInput> = {}) =>
    list(client, { key: instagramKeys.supportList(input), input, read: client.support.list }),
  supportContext: (client: Client) => one(client, instagramKeys.supportContext, client.support.context),

  adminHealth: (client: Client) => one(client, adminRead('health', {}), client.admin.health),
  adminDoctor: (client: Client) => one(client, adminRead('doctor', {}), client.admin.doctor),
  adminFunnel: (client: Client, input: contract.FunnelInput = {}) =>
    one(client, adminRead('funnel', input), (call) => client.admin.funnel(input, call)),
  adminAccount: (client: Client, input: contract.AdminAccountInput) =>
    one(client, adminRead('account', input), (call) => client.admin.accounts.get(input, call)),
  adminAccounts: (client: Client, input: ListInput<contract.AdminAccountsInput> = {}) =>
    list(client, { key: adminRead('accounts', input), input, read: client.admin.accounts.list }),
  adminRuns: (client: Client, input: ListInput<contract.AdminRunsInput> = {}) =>
    list(client, { key: adminRead('runs', input), input, read: client.admin.runs }),
  adminAudit: (client: Client, input: contract.AuditFilter & { limit?: number } = {}) =>
    list(client, { key: adminRead('audit', input), input, read: client.admin.audit.list }),
  adminSupport: (client: Client, input: ListInput<contract.AdminSupportListInput> = {}) =>
    list(client, { key: adminRead('support', input), input, read: client.admin.support.list }),
  adminNotifications: (client: Client, input: ListInput<contract.AdminNotificationsInput> = {}) =>
    list(client, { key: adminRead('notifications', input), input, read: client.admin.notifications.list }),
  adminAchievements: (client: Client, input: contract.AdminAchievementsInput) =>
    one(client, adminRead('achievements', input), (call) => client.admin.achievements.list(input, call)),
  adminDeliveries: (client: Client, input: ListInput<contract.DeliveriesListInput> = {}) =>
    list(client, { key: adminRead('deliveries', input), input, read: client.admin.deliveries.list }),
  adminJobs: (client: Client, input: ListInput<contract.JobsListInput> = {}) =>
    list(client, { key: adminRead('jobs', input), input, read: client.admin.jobs.list }),
}
