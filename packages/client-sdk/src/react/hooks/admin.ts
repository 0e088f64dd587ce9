import type {
  AdminAccount,
  AdminAccountInput,
  AdminAccountPage,
  AdminAccountsInput,
  AdminAccountsResult,
  AdminRun,
  AdminRunsInput,
  AdminRunsResult,
  AdminSupportListInput,
  AdminSupportListResult,
  AdminSupportTicket,
  AuditEvent,
  AuditExportResult,
  AuditFilter,
  AuditListResult,
  AuditVerifyResult,
  BulkInput,
  BulkResult,
  DeadJob,
  DeliveriesListInput,
  DeliveriesListResult,
  DeliveriesResendInput,
  DeliveriesResendResult,
  Delivery,
  DoctorReport,
  FunnelInput,
  FunnelResult,
  HealthResult,
  JobsListInput,
  JobsListResult,
  JobsRetryInput,
  JobsRetryResult,
  SupportAnswerInput,
  SupportCloseInput,
} from '@instagram-dashboard/server/contract'
import {
  useChange,
  useRead,
  useReadList,
  type InstagramList,
  type InstagramMutation,
  type InstagramQuery,
  type QueryOptions,
} from '../data/queries.ts'
import { instagramKeys } from '../data/query-keys.ts'

/** How the system is. */
export function useAdminHealth(options?: QueryOptions): InstagramQuery<HealthResult> {
  return useRead({
    ...options,
    key: instagramKeys.adminRead('health', {}),
    read: ({ admin }, call) => admin.health(call),
  })
}

/** What is in order and what is not. It asks Instagram, so enable it on demand. */
export function useAdminDoctor(options?: QueryOptions): InstagramQuery<DoctorReport> {
  return useRead({
    ...options,
    key: instagramKeys.adminRead('doctor', {}),
    read: ({ admin }, call) => admin.doctor(call),
  })
}

/** Everybody's accounts by filter; `fetchNextPage` brings more. Those of the filter before stay until the next are here. */
export function useAdminAccounts(
  input: Omit<AdminAccountsInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<AdminAccount, AdminAccountsResult> {
  return useReadList({
    ...options,
    key: instagramKeys.adminRead('accounts', input),
    read: ({ admin }, cursor, call) => admin.accounts.list({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
    keepPrevious: true,
  })
}

/** Why one account's numbers come or do not. */
export function useAdminAccount(input: AdminAccountInput, options?: QueryOptions): InstagramQuery<AdminAccountPage> {
  return useRead({
    ...options,
    key: instagramKeys.adminRead('account', input),
    read: ({ admin }, call) => admin.accounts.get(input, call),
  })
}

/** Everybody's syncs by filter, newest first. */
export function useAdminRuns(
  input: Omit<AdminRunsInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<AdminRun, AdminRunsResult> {
  return useReadList({
    ...options,
    key: instagramKeys.adminRead('runs', input),
    read: ({ admin }, cursor, call) => admin.runs({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
    keepPrevious: true,
  })
}

export type AdminBulkAction = 'refreshTokens' | 'sync' | 'deactivate' | 'reactivate'

/** Does one thing to up to 50 accounts, with an outcome for each. */
export function useAdminBulk(action: AdminBulkAction): InstagramMutation<BulkInput, BulkResult> {
  return useChange({ change: ({ admin }, input) => admin.accounts[action](input), invalidates: [instagramKeys.admin] })
}

/** How people get through connecting. */
export function useAdminFunnel(input: FunnelInput = {}, options?: QueryOptions): InstagramQuery<FunnelResult> {
  return useRead({
    ...options,
    key: instagramKeys.adminRead('funnel', input),
    read: ({ admin }, call) => admin.funnel(input, call),
    keepPrevious: true,
  })
}

/** What happened, newest first. */
export function useAdminAudit(
  input: AuditFilter & { limit?: number } = {},
  options?: QueryOptions,
): InstagramList<AuditEvent, AuditListResult> {
  return useReadList({
    ...options,
    key: instagramKeys.adminRead('audit', input),
    read: ({ admin }, cursor, call) => admin.audit.list({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
  })
}

/** Whether the log is whole, when `run` is called. */
export function useAdminAuditVerify(): InstagramMutation<void, AuditVerifyResult> {
  return useChange({ change: ({ admin }) => admin.audit.verify(), invalidates: [] })
}

/** People's questions. */
export function useAdminSupport(
  input: Omit<AdminSupportListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<AdminSupportTicket, AdminSupportListResult> {
  return useReadList({
    ...options,
    key: instagramKeys.adminRead('support', input),
    read: ({ admin }, cursor, call) => admin.support.list({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
  })
}

/** Answers a question. */
export function useAdminAnswer(): InstagramMutation<SupportAnswerInput, AdminSupportTicket> {
  return useChange({ change: ({ admin }, input) => admin.support.answer(input), invalidates: [instagramKeys.admin] })
}

/** Ends a question. */
export function useAdminClose(): InstagramMutation<SupportCloseInput, AdminSupportTicket> {
  return useChange({ change: ({ admin }, input) => admin.support.close(input), invalidates: [instagramKeys.admin] })
}

/** The log as a CSV file, when `run` is called. */
export function useAdminAuditExport(): InstagramMutation<AuditFilter, AuditExportResult> {
  return useChange({ change: ({ admin }, input) => admin.audit.export(input), invalidates: [] })
}

/** Messages to the host of one status; without one, those that were given up. */
export function useAdminDeliveries(
  input: Omit<DeliveriesListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<Delivery, DeliveriesListResult> {
  return useReadList({
    ...options,
    key: instagramKeys.adminRead('deliveries', input),
    read: ({ admin }, cursor, call) => admin.deliveries.list({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
  })
}

/** Sends messages that were given up again. */
export function useAdminResend(): InstagramMutation<DeliveriesResendInput, DeliveriesResendResult> {
  return useChange({ change: ({ admin }, input) => admin.deliveries.resend(input), invalidates: [instagramKeys.admin] })
}

/** Background work that was given up, oldest first; each page also says how much waits in the queues. */
export function useAdminJobs(
  input: Omit<JobsListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<DeadJob, JobsListResult> {
  return useReadList({
    ...options,
    key: instagramKeys.adminRead('jobs', input),
    read: ({ admin }, cursor, call) => admin.jobs.list({ ...input, cursor }, call),
    itemsOf: ({ items }) => items,
  })
}

/** Puts work that was given up back into its queue. */
export function useAdminRetryJobs(): InstagramMutation<JobsRetryInput, JobsRetryResult> {
  return useChange({ change: ({ admin }, input) => admin.jobs.retry(input), invalidates: [instagramKeys.admin] })
}
