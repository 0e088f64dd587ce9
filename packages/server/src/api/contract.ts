// The types of the public surface, gathered for the SDK. Types only: nothing here exists at run time.
export type { AccountChoice, AppErrorAction, AppErrorCode, InputIssue } from '../errors.ts'
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
  ConnectRedirectedInput,
  ConnectStartInput,
  ConnectStartResult,
  ConnectStatusResult,
  ConnectTexts,
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
  GrowthPoint,
  GrowthResult,
  MetricName,
  MetricsListResult,
  MetricsRangeInput,
  MetricsSummaryResult,
  MetricSummary,
  MissingReason,
  PeriodReach,
  TimelineInput,
  TimelineInterval,
  TimelineResult,
} from '../metrics/contract.ts'
export type {
  AudienceDimension,
  AudienceGroup,
  AudienceGroups,
  AudienceInput,
  AudienceResult,
  BestTimesInput,
  BestTimesResult,
  BestTimeSlot,
  MetricsExportInput,
  MetricsExportResult,
} from '../metrics/audience-contract.ts'
export type { MetricsGap, MetricsGapsResult } from '../metrics/gaps-contract.ts'
export type {
  MediaItem,
  MediaListInput,
  MediaListResult,
  MediaMissingReason,
  MediaSort,
  MediaType,
} from '../metrics/media-contract.ts'
export type {
  MarkReadInput,
  MarkReadResult,
  NotificationItem,
  NotificationKind,
  NotificationsListInput,
  NotificationsListResult,
  UnreadCountResult,
} from '../notifications/contract.ts'
export type {
  AdminRun,
  AdminRunError,
  AdminRunsInput,
  AdminRunsResult,
  InstagramError,
} from '../admin/runs-contract.ts'
export type {
  AccountFinding,
  AccountHold,
  AccountNight,
  AdminAccountInput,
  AdminAccountPage,
  NightOutcome,
} from '../admin/account-page-contract.ts'
export type { AccountFindingCode } from '../admin/account-findings.ts'
export type { HealthProblem, HealthResult, RefreshRun } from '../admin/contract.ts'
export type {
  AdminNotification,
  AdminNotificationsInput,
  AdminNotificationsResult,
} from '../admin/notifications-contract.ts'
export type {
  AdminAchievement,
  AdminAchievementsInput,
  AdminAchievementsResult,
  ReverseAchievementInput,
  TryRuleInput,
  TryRuleResult,
} from '../admin/achievements-contract.ts'
export type {
  AuditEvent,
  AuditExportResult,
  AuditFilter,
  AuditListInput,
  AuditListResult,
  AuditVerifyResult,
} from '../admin/audit-contract.ts'
export type {
  DeliveriesListInput,
  DeliveriesListResult,
  DeliveriesResendInput,
  DeliveriesResendResult,
  Delivery,
} from '../admin/deliveries-contract.ts'
export type {
  DeadJob,
  JobQueueCounts,
  JobsListInput,
  JobsListResult,
  JobsRetryInput,
  JobsRetryResult,
} from '../admin/jobs-contract.ts'
export type {
  FunnelComparison,
  FunnelInput,
  FunnelReconnects,
  FunnelResult,
  FunnelStep,
  FunnelStepName,
  FunnelVariant,
} from '../admin/funnel-contract.ts'
export type {
  Achievement,
  AchievementsResult,
  CreditEntry,
  CreditsBalanceInput,
  CreditsBalanceResult,
} from '../achievements/contract.ts'
export type { EraseResult, ExportResult } from '../privacy/contract.ts'
export type {
  SupportContext,
  SupportCreateInput,
  SupportListInput,
  SupportListResult,
  SupportTicket,
} from '../support/contract.ts'
export type {
  AdminSupportListInput,
  AdminSupportListResult,
  AdminSupportTicket,
  SupportAnswerInput,
  SupportCloseInput,
} from '../admin/support-contract.ts'
export type {
  AccountBadge,
  AdminAccount,
  AdminAccountsInput,
  AdminAccountsResult,
  BulkInput,
  BulkOutcome,
  BulkResult,
  BulkSyncInput,
} from '../admin/accounts-contract.ts'
export type { DoctorCheck, DoctorReport } from '../doctor/contract.ts'
export type { EventType } from '../events/catalogue.ts'
export type { HostEvent, HostEventData, HostEventType } from '../events/host-events.ts'
