export type { InstagramList, InstagramMutation, InstagramQuery, QueryOptions, ReadOptions } from './answers.ts'
export {
  type ConnectFlow,
  type ConnectReturn,
  type ConnectState,
  createConnectFlow,
  createReturnFlow,
  notConnecting,
  returning,
  type ReturnState,
} from './connect-flow.ts'
export { type Failure, isUnreachable, storedFailure, toFailure } from './failure.ts'
export { type ConnectWith, createCaches, type HostQueryClient } from './host.ts'
export { type InstagramListOptions, instagramQueries, type InstagramQueryOptions, one } from './instagram-queries.ts'
export { followNotifications } from './notification-flow.ts'
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
export { createSyncFlow, type Sync, type SyncState } from './sync-flow.ts'
