export type { InstagramList, InstagramMutation, InstagramQuery, QueryOptions, ReadOptions } from './answers.ts'
export {
  type ConnectFlow,
  type ConnectReturn,
  type ConnectState,
  createConnectSteps,
  createReturnSteps,
  notConnecting,
  returning,
} from './connect-steps.ts'
export { type Failure, isUnreachable, storedFailure, toFailure } from './failure.ts'
export { type ConnectWith, createCaches, type HostQueryClient, type InstagramHostOptions, isInBrowser } from './host.ts'
export { type InstagramListOptions, instagramQueries, type InstagramQueryOptions, one } from './instagram-queries.ts'
export { followNotifications } from './notification-steps.ts'
export { type Asked, type Change, type Observed, observeChange, observeList, observeQuery } from './observe.ts'
export {
  codeOf,
  createPageEvents,
  type HostListeners,
  type InstagramEvent,
  type InstagramEventName,
  type PageEvents,
} from './page-events.ts'
export { instagramKeys } from './query-keys.ts'
export { askAgain } from './retry.ts'
export { createReturnsOf, type Returns, type ReturnState } from './returns.ts'
export { createSyncSteps, type Sync, type SyncState } from './sync-steps.ts'
