// The types of the public surface, gathered for the SDK. Types only: nothing here exists at run time.
export type { AppErrorAction, AppErrorCode, InputIssue } from '../errors.ts'
export type {
  Account,
  AccountError,
  AccountStatus,
  ConnectAttemptInput,
  ConnectAttemptResult,
  ConnectAttemptStatus,
  ConnectCancelInput,
  ConnectCompleteInput,
  ConnectCompleteResult,
  ConnectStartInput,
  ConnectStartResult,
  ConnectStatusResult,
  DisconnectInput,
  Reward,
  SuccessResult,
} from '../connect/contract.ts'
export type {
  SyncHistoryInput,
  SyncHistoryResult,
  SyncInput,
  SyncPhase,
  SyncProgress,
  SyncProgressInput,
  SyncRun,
  SyncRunProgress,
  SyncStatus,
  SyncTrigger,
} from '../sync/contract.ts'
export type {
  Aggregation,
  DailyMetrics,
  GrowthDay,
  GrowthResult,
  MetricName,
  MetricsListResult,
  MetricsRangeInput,
  MetricsSummaryResult,
  MetricSummary,
  MissingReason,
  TimelineInput,
  TimelineInterval,
  TimelineResult,
} from '../metrics/contract.ts'
export type { MetricsGap, MetricsGapsResult } from '../metrics/gaps-contract.ts'
export type {
  MediaItem,
  MediaListInput,
  MediaListResult,
  MediaMissingReason,
  MediaSort,
  MediaType,
} from '../metrics/media-contract.ts'
export type { NotificationItem, NotificationsListInput, NotificationsListResult } from '../notifications/contract.ts'
export type { HealthResult } from '../admin/contract.ts'
