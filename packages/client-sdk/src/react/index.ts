export { InstagramProvider, type HostQueryClient, type InstagramProviderProps } from './provider.tsx'
export type { ConnectWith, Theme } from './data/context.ts'
export type { InstagramList, InstagramMutation, InstagramQuery, QueryOptions } from './data/queries.ts'
export { instagramKeys } from './data/query-keys.ts'
export { useInstagramClient, useInvalidateInstagram } from './hooks/client.ts'
export {
  useConnect,
  useConnectReturn,
  useConnectStatus,
  useConnectTexts,
  useDisconnect,
  type ConnectFlow,
  type ConnectReturn,
} from './hooks/connect.ts'
export {
  useAudience,
  useBestTimes,
  useGrowth,
  useMedia,
  useMetrics,
  useMetricsExport,
  useMetricsGaps,
  useMetricsSummary,
  useMetricsTimeline,
} from './hooks/metrics.ts'
export {
  useMarkAllRead,
  useMarkRead,
  useNewNotifications,
  useNotifications,
  useUnreadCount,
} from './hooks/notifications.ts'
export { useAchievements, useCredits } from './hooks/rewards.ts'
export {
  useCreateSupportTicket,
  useErase,
  usePrivacyExport,
  useSupportContext,
  useSupportTickets,
} from './hooks/support.ts'
export { useSync, useSyncHistory, type Sync, type SyncState } from './hooks/sync.ts'
export {
  useAdminAccount,
  useAdminAccounts,
  useAdminAnswer,
  useAdminAudit,
  useAdminAuditExport,
  useAdminAuditVerify,
  useAdminBulk,
  useAdminClose,
  useAdminDeliveries,
  useAdminDoctor,
  useAdminFunnel,
  useAdminHealth,
  useAdminJobs,
  useAdminResend,
  useAdminRetryJobs,
  useAdminRuns,
  useAdminSupport,
  type AdminBulkAction,
} from './hooks/admin.ts'
export { ConnectInstagramButton, type ConnectInstagramButtonProps } from './connect/connect-instagram-button.tsx'
export { ConnectInstagramCard, type ConnectInstagramCardProps } from './connect/connect-card.tsx'
export { InstagramConnectReturn, type InstagramConnectReturnProps } from './connect/connect-return.tsx'
export { InstagramDashboard, type InstagramDashboardProps } from './dashboard/instagram-dashboard.tsx'
export type { DashboardParts } from './dashboard/account-dashboard.tsx'
export { SyncProgress, type SyncProgressProps } from './dashboard/sync-progress.tsx'
export { NotificationsBell } from './notifications/notifications-bell.tsx'
export { NotificationsList } from './notifications/notifications-list.tsx'
export { Achievements } from './achievements/achievements.tsx'
export { InstagramAccountSettings, type InstagramAccountSettingsProps } from './account/account-settings.tsx'
export { InstagramSupport } from './support/instagram-support.tsx'
export { InstagramAdmin, type AdminScreen, type InstagramAdminProps } from './admin/instagram-admin.tsx'
