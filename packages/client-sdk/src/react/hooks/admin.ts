import type * as contract from '@instagram-dashboard/server/contract'
import {
  instagramKeys,
  type InstagramList,
  type InstagramMutation,
  instagramQueries,
  type InstagramQuery,
  type QueryOptions,
  useChange,
  useRead,
  useReadList,
} from '../data/index.ts'

/** How the system is. */
export function useAdminHealth(options?: QueryOptions): InstagramQuery<contract.HealthResult> {
  return useRead(instagramQueries.adminHealth, undefined, options)
}

/** What is in order and what is not. It asks Instagram, so enable it on demand. */
export function useAdminDoctor(options?: QueryOptions): InstagramQuery<contract.DoctorReport> {
  return useRead(instagramQueries.adminDoctor, undefined, options)
}

/** Everybody's accounts by filter; `fetchNextPage` brings more. Those of the filter before stay until the next are here. */
export function useAdminAccounts(
  input: Omit<contract.AdminAccountsInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<contract.AdminAccount, contract.AdminAccountsResult> {
  return useReadList(instagramQueries.adminAccounts, input, { ...options, keepPrevious: true })
}

/** Why one account's numbers come or do not. */
export function useAdminAccount(
  input: contract.AdminAccountInput,
  options?: QueryOptions,
): InstagramQuery<contract.AdminAccountPage> {
  return useRead(instagramQueries.adminAccount, input, options)
}

/** Everybody's syncs by filter, newest first. */
export function useAdminRuns(
  input: Omit<contract.AdminRunsInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<contract.AdminRun, contract.AdminRunsResult> {
  return useReadList(instagramQueries.adminRuns, input, { ...options, keepPrevious: true })
}

export type AdminBulkAction = 'refreshTokens' | 'sync' | 'deactivate' | 'reactivate'

/** Does one thing to up to 50 accounts, with an outcome for each. */
export function useAdminBulk(action: AdminBulkAction): InstagramMutation<contract.BulkInput, contract.BulkResult> {
  return useChange(({ admin }, input) => admin.accounts[action](input), [instagramKeys.admin])
}

/** How users get through connecting. */
export function useAdminFunnel(
  input: contract.FunnelInput = {},
  options?: QueryOptions,
): InstagramQuery<contract.FunnelResult> {
  return useRead(instagramQueries.adminFunnel, input, { ...options, keepPrevious: true })
}

/** What happened, newest first. */
export function useAdminAudit(
  input: contract.AuditFilter & { limit?: number } = {},
  options?: QueryOptions,
): InstagramList<contract.AuditEvent, contract.AuditListResult> {
  return useReadList(instagramQueries.adminAudit, input, options)
}

/** Whether the log is whole, when `run` is called. */
export function useAdminAuditVerify(): InstagramMutation<void, contract.AuditVerifyResult> {
  return useChange(({ admin }) => admin.audit.verify())
}

/** All users' questions. */
export function useAdminSupport(
  input: Omit<contract.AdminSupportListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<contract.AdminSupportTicket, contract.AdminSupportListResult> {
  return useReadList(instagramQueries.adminSupport, input, options)
}

/** Answers a question. */
export function useAdminAnswer(): InstagramMutation<contract.SupportAnswerInput, contract.AdminSupportTicket> {
  return useChange(({ admin }, input) => admin.support.answer(input), [instagramKeys.admin])
}

/** Ends a question. */
export function useAdminClose(): InstagramMutation<contract.SupportCloseInput, contract.AdminSupportTicket> {
  return useChange(({ admin }, input) => admin.support.close(input), [instagramKeys.admin])
}

/** The log as a CSV file, when `run` is called. */
export function useAdminAuditExport(): InstagramMutation<contract.AuditFilter, contract.AuditExportResult> {
  return useChange(({ admin }, input) => admin.audit.export(input))
}

/** Messages to the host of one status; without one, those that were given up. */
export function useAdminDeliveries(
  input: Omit<contract.DeliveriesListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<contract.Delivery, contract.DeliveriesListResult> {
  return useReadList(instagramQueries.adminDeliveries, input, options)
}

/** Sends messages that were given up again. */
export function useAdminResend(): InstagramMutation<contract.DeliveriesResendInput, contract.DeliveriesResendResult> {
  return useChange(({ admin }, input) => admin.deliveries.resend(input), [instagramKeys.admin])
}

/** Background work that was given up, oldest first; each page also says how much waits in the queues. */
export function useAdminJobs(
  input: Omit<contract.JobsListInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<contract.DeadJob, contract.JobsListResult> {
  return useReadList(instagramQueries.adminJobs, input, options)
}

/** Puts work that was given up back into its queue. */
export function useAdminRetryJobs(): InstagramMutation<contract.JobsRetryInput, contract.JobsRetryResult> {
  return useChange(({ admin }, input) => admin.jobs.retry(input), [instagramKeys.admin])
}

/** Notifications to all users, newest first. */
export function useAdminNotifications(
  input: Omit<contract.AdminNotificationsInput, 'cursor'> = {},
  options?: QueryOptions,
): InstagramList<contract.AdminNotification, contract.AdminNotificationsResult> {
  return useReadList(instagramQueries.adminNotifications, input, options)
}

/** What a user has reached, also what was taken back. */
export function useAdminAchievements(
  input: contract.AdminAchievementsInput,
  options?: QueryOptions,
): InstagramQuery<contract.AdminAchievementsResult> {
  return useRead(instagramQueries.adminAchievements, input, options)
}

/** Takes an achievement and its credits back. */
export function useAdminReverseAchievement(): InstagramMutation<
  contract.ReverseAchievementInput,
  contract.SuccessResult
> {
  return useChange(({ admin }, input) => admin.achievements.reverse(input), [instagramKeys.admin])
}

/** What a new rule would have given by all past events, when `run` is called. */
export function useAdminTryRule(): InstagramMutation<contract.TryRuleInput, contract.TryRuleResult> {
  return useChange(({ admin }, input) => admin.achievements.tryRule(input))
}
