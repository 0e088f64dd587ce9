import type * as contract from '@instagram-dashboard/server/contract'
import { instagramQueries } from '../data/instagram-queries.ts'
import { useChange, useRead, useReadList, type InstagramMutation, type QueryOptions } from '../data/queries.ts'
import { instagramKeys } from '../data/query-keys.ts'

/** How the system is. */
export function useAdminHealth(options?: QueryOptions) {
  return useRead(instagramQueries.adminHealth, undefined, options)
}

/** What is in order and what is not. It asks Instagram, so enable it on demand. */
export function useAdminDoctor(options?: QueryOptions) {
  return useRead(instagramQueries.adminDoctor, undefined, options)
}

/** Everybody's accounts by filter; `fetchNextPage` brings more. Those of the filter before stay until the next are here. */
export function useAdminAccounts(input: Omit<contract.AdminAccountsInput, 'cursor'> = {}, options?: QueryOptions) {
  return useReadList(instagramQueries.adminAccounts, input, { ...options, keepPrevious: true })
}

/** Why one account's numbers come or do not. */
export function useAdminAccount(input: contract.AdminAccountInput, options?: QueryOptions) {
  return useRead(instagramQueries.adminAccount, input, options)
}

/** Everybody's syncs by filter, newest first. */
export function useAdminRuns(input: Omit<contract.AdminRunsInput, 'cursor'> = {}, options?: QueryOptions) {
  return useReadList(instagramQueries.adminRuns, input, { ...options, keepPrevious: true })
}

export type AdminBulkAction = 'refreshTokens' | 'sync' | 'deactivate' | 'reactivate'

/** Does one thing to up to 50 accounts, with an outcome for each. */
export function useAdminBulk(action: AdminBulkAction) {
  return useChange({
    change: ({ admin }, input: contract.BulkInput) => admin.accounts[action](input),
    invalidates: [instagramKeys.admin],
  })
}

/** How people get through connecting. */
export function useAdminFunnel(input: contract.FunnelInput = {}, options?: QueryOptions) {
  return useRead(instagramQueries.adminFunnel, input, { ...options, keepPrevious: true })
}

/** What happened, newest first. */
export function useAdminAudit(input: contract.AuditFilter & { limit?: number } = {}, options?: QueryOptions) {
  return useReadList(instagramQueries.adminAudit, input, options)
}

/** Whether the log is whole, when `run` is called. */
export function useAdminAuditVerify(): InstagramMutation<void, contract.AuditVerifyResult> {
  return useChange({ change: ({ admin }) => admin.audit.verify(), invalidates: [] })
}

/** People's questions. */
export function useAdminSupport(input: Omit<contract.AdminSupportListInput, 'cursor'> = {}, options?: QueryOptions) {
  return useReadList(instagramQueries.adminSupport, input, options)
}

/** Answers a question. */
export function useAdminAnswer() {
  return useChange({
    change: ({ admin }, input: contract.SupportAnswerInput) => admin.support.answer(input),
    invalidates: [instagramKeys.admin],
  })
}

/** Ends a question. */
export function useAdminClose() {
  return useChange({
    change: ({ admin }, input: contract.SupportCloseInput) => admin.support.close(input),
    invalidates: [instagramKeys.admin],
  })
}

/** The log as a CSV file, when `run` is called. */
export function useAdminAuditExport() {
  return useChange({ change: ({ admin }, input: contract.AuditFilter) => admin.audit.export(input), invalidates: [] })
}

/** Messages to the host of one status; without one, those that were given up. */
export function useAdminDeliveries(input: Omit<contract.DeliveriesListInput, 'cursor'> = {}, options?: QueryOptions) {
  return useReadList(instagramQueries.adminDeliveries, input, options)
}

/** Sends messages that were given up again. */
export function useAdminResend() {
  return useChange({
    change: ({ admin }, input: contract.DeliveriesResendInput) => admin.deliveries.resend(input),
    invalidates: [instagramKeys.admin],
  })
}

/** Background work that was given up, oldest first; each page also says how much waits in the queues. */
export function useAdminJobs(input: Omit<contract.JobsListInput, 'cursor'> = {}, options?: QueryOptions) {
  return useReadList(instagramQueries.adminJobs, input, options)
}

/** Puts work that was given up back into its queue. */
export function useAdminRetryJobs() {
  return useChange({
    change: ({ admin }, input: contract.JobsRetryInput) => admin.jobs.retry(input),
    invalidates: [instagramKeys.admin],
  })
}
