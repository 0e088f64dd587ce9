export type { InstagramHostOptions } from '../queries/index.ts'
export { type InstagramOptions, provideInstagram } from './context.ts'
export type { Given, InstagramList, InstagramMutation, InstagramQuery, QueryOptions } from './answers.ts'
export type { InstagramDashboardAttributes } from './element.ts'
export * from './steps.ts'
export * from './stores/admin.ts'
export * from './stores/connect.ts'
export * from './stores/goals.ts'
export * from './stores/metrics.ts'
export * from './stores/notifications.ts'
export * from './stores/sync.ts'
export * from './stores/user.ts'
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
