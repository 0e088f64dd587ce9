export { createInstagramClient, type InstagramClient, type InstagramClientOptions } from './client.ts'
export type { CallOptions } from './transport/calls.ts'
export type { ConnectPopupInput, InstagramConnect } from './connect/connect.ts'
export { holdConnectReturn } from './connect/return-address.ts'
export { detectInAppBrowser, type InAppBrowser } from './connect/in-app-browser.ts'
export {
  InstagramError,
  isInstagramError,
  type InstagramErrorAction,
  type InstagramErrorCode,
  type InstagramErrorOptions,
  type PopupErrorCode,
} from './errors.ts'
export type { InstagramAdmin } from './domains/admin.ts'
export type {
  InstagramAchievements,
  InstagramCredits,
  InstagramNotifications,
  InstagramPrivacy,
  InstagramSupport,
} from './domains/user.ts'
export type { InstagramMetrics } from './domains/metrics.ts'
export type { InstagramSync, SyncProgressInput, SyncRunInput } from './domains/sync.ts'
export type { Timeline, TimelineOf, TimelinePoint } from './domains/timeline.ts'
// What is named above hides what the server calls the same.
export type * from '@instagram-dashboard/server/contract'
