export type { InstagramHostOptions } from '../queries/index.ts'
export { createInstagram, type InstagramOptions, provideInstagram } from './context.ts'
export type { AsRefs, Given, InstagramList, InstagramMutation, InstagramQuery, QueryOptions } from './answers.ts'
export type { InstagramDashboardProps } from './element.ts'
export * from './steps.ts'
export * from './composables/admin.ts'
export * from './composables/connect.ts'
export * from './composables/goals.ts'
export * from './composables/metrics.ts'
export * from './composables/notifications.ts'
export * from './composables/sync.ts'
export * from './composables/user.ts'
export {
  instagramQueries,
  type InstagramListOptions,
  type InstagramQueryOptions,
} from '../queries/instagram-queries.ts'
export { instagramKeys } from '../queries/query-keys.ts'
export type { ConnectFlow, ConnectReturn } from '../queries/connect-steps.ts'
export type { ConnectWith, HostQueryClient } from '../queries/host.ts'
export type { InstagramEvent, InstagramEventName } from '../queries/page-events.ts'
export type { Sync, SyncState } from '../queries/sync-steps.ts'
