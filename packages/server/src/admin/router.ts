import type { TRPCRouterRecord } from '@trpc/server'
import { listForAdmin } from '../achievements/list-for-admin.ts'
import { reverseAchievement } from '../achievements/reverse-achievement.ts'
import { tryRule } from '../achievements/try-rule.ts'
import { adminProcedure } from '../procedures/procedures.ts'
import {
  adminAccountsInput,
  adminAccountsResult,
  bulkInput,
  bulkResult,
  bulkSyncInput,
} from '../accounts/admin-contract.ts'
import {
  adminAchievementsInput,
  adminAchievementsResult,
  reverseAchievementInput,
  tryRuleInput,
  tryRuleResult,
} from '../achievements/contract.ts'
import { successResult } from '../connect/contract.ts'
import { funnelInput, funnelResult } from '../connect/funnel-contract.ts'
import { doctorReport } from '../doctor/contract.ts'
import {
  auditExportResult,
  auditFilter,
  auditListInput,
  auditListResult,
  auditVerifyResult,
} from '../events/audit-contract.ts'
import {
  deliveriesListInput,
  deliveriesListResult,
  deliveriesResendInput,
  deliveriesResendResult,
} from '../events/deliveries-contract.ts'
import { jobsListInput, jobsListResult, jobsRetryInput, jobsRetryResult } from '../jobs/contract.ts'
import { healthResult } from '../monitoring/contract.ts'
import { adminNotificationsInput, adminNotificationsResult } from '../notifications/contract.ts'
import {
  adminSupportListInput,
  adminSupportListResult,
  adminSupportTicket,
  supportAnswerInput,
  supportCloseInput,
} from '../support/contract.ts'
import { adminRunsInput, adminRunsResult } from '../sync/admin-contract.ts'
import { adminAccountInput, adminAccountPage } from './account-page-contract.ts'
import { examine } from '../doctor/examine.ts'
import { verifyChain } from '../events/verify-chain.ts'
import { actOnAccounts } from './act-on-accounts.ts'
import { exportAudit, listAudit } from './list-audit.ts'
import { listAllRuns } from './list-runs.ts'
import { listAccounts } from './list-accounts.ts'
import { listAllNotifications } from './list-notifications.ts'
import { listDeliveries, resendDeliveries } from './manage-deliveries.ts'
import { listJobs, retryJobs } from './manage-jobs.ts'
import { answerTicket, closeTicket, listAllTickets } from './manage-tickets.ts'
import { readAccount } from './read-account.ts'
import { readFunnel } from './read-funnel.ts'
import { readHealth } from '../monitoring/read-health.ts'

export const adminRouter = {
  health: adminProcedure
    .meta({ rest: { method: 'GET', path: '/api/v1/social/instagram/health/', summary: 'Health, for admins' } })
    .output(healthResult)
    .query(({ ctx }) => readHealth(ctx.deps)),
  funnel: adminProcedure
    .input(funnelInput.prefault({}))
    .output(funnelResult)
    .query(({ ctx, input }) => readFunnel(ctx.deps, input)),
  audit: {
    list: adminProcedure
      .input(auditListInput.prefault({}))
      .output(auditListResult)
      .query(({ ctx, input }) => listAudit(ctx.deps, input)),
    export: adminProcedure
      .input(auditFilter.prefault({}))
      .output(auditExportResult)
      .query(({ ctx, input }) => exportAudit(ctx.deps, input)),
    verify: adminProcedure.output(auditVerifyResult).query(({ ctx }) => verifyChain(ctx.deps.db, ctx.deps)),
  },
  runs: adminProcedure
    .input(adminRunsInput.prefault({}))
    .output(adminRunsResult)
    .query(({ ctx, input }) => listAllRuns(ctx.deps, ctx.caller, input)),
  accounts: {
    get: adminProcedure
      .input(adminAccountInput)
      .output(adminAccountPage)
      .query(({ ctx, input }) => readAccount(ctx.deps, ctx.caller, input)),
    list: adminProcedure
      .input(adminAccountsInput.prefault({}))
      .output(adminAccountsResult)
      .query(({ ctx, input }) => listAccounts(ctx.deps, ctx.caller, input)),
    refreshTokens: adminProcedure
      .meta({ cost: 10, perHour: 1_000 })
      .input(bulkInput)
      .output(bulkResult)
      .mutation(({ ctx, input }) => actOnAccounts(ctx.deps, { ...ctx, action: 'refresh_tokens' }, input)),
    sync: adminProcedure
      .meta({ cost: 10, perHour: 1_000 })
      .input(bulkSyncInput)
      .output(bulkResult)
      .mutation(({ ctx, input }) => actOnAccounts(ctx.deps, { ...ctx, action: 'sync' }, input)),
    deactivate: adminProcedure
      .meta({ cost: 10, perHour: 1_000 })
      .input(bulkInput)
      .output(bulkResult)
      .mutation(({ ctx, input }) => actOnAccounts(ctx.deps, { ...ctx, action: 'deactivate' }, input)),
    reactivate: adminProcedure
      .meta({ cost: 10, perHour: 1_000 })
      .input(bulkInput)
      .output(bulkResult)
      .mutation(({ ctx, input }) => actOnAccounts(ctx.deps, { ...ctx, action: 'reactivate' }, input)),
  },
  support: {
    list: adminProcedure
      .input(adminSupportListInput.prefault({}))
      .output(adminSupportListResult)
      .query(({ ctx, input }) => listAllTickets(ctx.deps, input)),
    answer: adminProcedure
      .meta({ perHour: 500 })
      .input(supportAnswerInput)
      .output(adminSupportTicket)
      .mutation(({ ctx, input }) => answerTicket(ctx.deps, ctx.caller, input)),
    close: adminProcedure
      .meta({ perHour: 500 })
      .input(supportCloseInput)
      .output(adminSupportTicket)
      .mutation(({ ctx, input }) => closeTicket(ctx.deps, ctx.caller, input)),
  },
  doctor: adminProcedure
    .meta({ cost: 10 })
    .output(doctorReport)
    .query(({ ctx }) => examine(ctx.deps, ctx.caller)),
  notifications: {
    list: adminProcedure
      .input(adminNotificationsInput.prefault({}))
      .output(adminNotificationsResult)
      .query(({ ctx, input }) => listAllNotifications(ctx.deps, ctx.caller, input)),
  },
  deliveries: {
    list: adminProcedure
      .input(deliveriesListInput.prefault({}))
      .output(deliveriesListResult)
      .query(({ ctx, input }) => listDeliveries(ctx.deps, input)),
    resend: adminProcedure
      .meta({ perHour: 100 })
      .input(deliveriesResendInput)
      .output(deliveriesResendResult)
      .mutation(({ ctx, input }) => resendDeliveries(ctx.deps, ctx.caller, input)),
  },
  jobs: {
    list: adminProcedure
      .input(jobsListInput.prefault({}))
      .output(jobsListResult)
      .query(({ ctx, input }) => listJobs(ctx.deps, input)),
    retry: adminProcedure
      .meta({ cost: 10, perHour: 100 })
      .input(jobsRetryInput)
      .output(jobsRetryResult)
      .mutation(({ ctx, input }) => retryJobs(ctx.deps, ctx.caller, input)),
  },
  achievements: {
    list: adminProcedure
      .input(adminAchievementsInput)
      .output(adminAchievementsResult)
      .query(({ ctx, input }) => listForAdmin(ctx.deps, input)),
    reverse: adminProcedure
      .meta({ perHour: 500 })
      .input(reverseAchievementInput)
      .output(successResult)
      .mutation(({ ctx, input }) => reverseAchievement(ctx.deps, ctx.caller, input)),
    tryRule: adminProcedure
      .input(tryRuleInput)
      .output(tryRuleResult)
      .query(({ ctx, input }) => tryRule(ctx.deps, input)),
  },
} satisfies TRPCRouterRecord
