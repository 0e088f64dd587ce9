import type { TRPCRouterRecord } from '@trpc/server'
import * as accounts from '../accounts/admin-contract.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import * as achievements from '../achievements/contract.ts'
import { listForAdmin } from '../achievements/list-for-admin.ts'
import { reverseAchievement } from '../achievements/reverse-achievement.ts'
import { tryRule } from '../achievements/try-rule.ts'
import { successResult } from '../connect/contract.ts'
import { funnelInput, funnelResult } from '../connect/funnel-contract.ts'
import { readFunnel } from '../connect/read-funnel.ts'
import { doctorReport } from '../doctor/contract.ts'
import { examine } from '../doctor/examine.ts'
import * as audit from '../events/audit-contract.ts'
import * as deliveries from '../events/deliveries-contract.ts'
import { exportAudit, listAudit } from '../events/list-audit.ts'
import { listDeliveries, resendDeliveries } from '../events/manage-deliveries.ts'
import { verifyChain } from '../events/verify-chain.ts'
import * as jobs from '../jobs/contract.ts'
import { listJobs, retryJobs } from '../jobs/manage-jobs.ts'
import { healthResult } from '../monitoring/contract.ts'
import { readHealth } from '../monitoring/read-health.ts'
import { adminNotificationsInput, adminNotificationsResult } from '../notifications/contract.ts'
import { listAllNotifications } from '../notifications/list-notifications.ts'
import { adminProcedure } from '../procedures/procedures.ts'
import * as support from '../support/contract.ts'
import { answerTicket, closeTicket, listAllTickets } from '../support/tickets.ts'
import { adminRunsInput, adminRunsResult } from '../sync/admin-contract.ts'
import { listAllRuns } from '../sync/list-all-runs.ts'
import { adminAccountInput, adminAccountPage } from './account-page-contract.ts'
import { actOnAccounts } from './act-on-accounts.ts'
import { readAccount } from './read-account.ts'

const bulkProcedure = adminProcedure.meta({ cost: 10, perHour: 1_000 }).output(accounts.bulkResult)

export const adminRouter = {
  health: adminProcedure.output(healthResult).query(({ ctx }) => readHealth(ctx.deps)),
  funnel: adminProcedure
    .input(funnelInput.prefault({}))
    .output(funnelResult)
    .query(({ ctx, input }) => readFunnel(ctx.deps, ctx.caller, input)),
  audit: {
    list: adminProcedure
      .input(audit.auditListInput.prefault({}))
      .output(audit.auditListResult)
      .query(({ ctx, input }) => listAudit(ctx.deps, input)),
    export: adminProcedure
      .input(audit.auditFilter.prefault({}))
      .output(audit.auditExportResult)
      .query(({ ctx, input }) => exportAudit(ctx.deps, input)),
    verify: adminProcedure.output(audit.auditVerifyResult).query(({ ctx }) => verifyChain(ctx.deps.db, ctx.deps)),
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
      .input(accounts.adminAccountsInput.prefault({}))
      .output(accounts.adminAccountsResult)
      .query(({ ctx, input }) => listAccounts(ctx.deps, ctx.caller, input)),
    refreshTokens: bulkProcedure
      .input(accounts.bulkInput)
      .mutation(({ ctx, input }) => actOnAccounts(ctx.deps, { ...ctx, action: 'refresh_tokens' }, input)),
    sync: bulkProcedure
      .input(accounts.bulkSyncInput)
      .mutation(({ ctx, input }) => actOnAccounts(ctx.deps, { ...ctx, action: 'sync' }, input)),
    deactivate: bulkProcedure
      .input(accounts.bulkInput)
      .mutation(({ ctx, input }) => actOnAccounts(ctx.deps, { ...ctx, action: 'deactivate' }, input)),
    reactivate: bulkProcedure
      .input(accounts.bulkInput)
      .mutation(({ ctx, input }) => actOnAccounts(ctx.deps, { ...ctx, action: 'reactivate' }, input)),
  },
  support: {
    list: adminProcedure
      .input(support.adminSupportListInput.prefault({}))
      .output(support.adminSupportListResult)
      .query(({ ctx, input }) => listAllTickets(ctx.deps, input)),
    answer: adminProcedure
      .meta({ perHour: 500 })
      .input(support.supportAnswerInput)
      .output(support.adminSupportTicket)
      .mutation(({ ctx, input }) => answerTicket(ctx.deps, ctx.caller, input)),
    close: adminProcedure
      .meta({ perHour: 500 })
      .input(support.supportCloseInput)
      .output(support.adminSupportTicket)
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
      .input(deliveries.deliveriesListInput.prefault({}))
      .output(deliveries.deliveriesListResult)
      .query(({ ctx, input }) => listDeliveries(ctx.deps, input)),
    resend: adminProcedure
      .meta({ perHour: 100 })
      .input(deliveries.deliveriesResendInput)
      .output(deliveries.deliveriesResendResult)
      .mutation(({ ctx, input }) => resendDeliveries(ctx.deps, ctx.caller, input)),
  },
  jobs: {
    list: adminProcedure
      .input(jobs.jobsListInput.prefault({}))
      .output(jobs.jobsListResult)
      .query(({ ctx, input }) => listJobs(ctx.deps, input)),
    retry: adminProcedure
      .meta({ cost: 10, perHour: 100 })
      .input(jobs.jobsRetryInput)
      .output(jobs.jobsRetryResult)
      .mutation(({ ctx, input }) => retryJobs(ctx.deps, ctx.caller, input)),
  },
  achievements: {
    list: adminProcedure
      .input(achievements.adminAchievementsInput)
      .output(achievements.adminAchievementsResult)
      .query(({ ctx, input }) => listForAdmin(ctx.deps, input)),
    reverse: adminProcedure
      .meta({ perHour: 500 })
      .input(achievements.reverseAchievementInput)
      .output(successResult)
      .mutation(({ ctx, input }) => reverseAchievement(ctx.deps, ctx.caller, input)),
    tryRule: adminProcedure
      .input(achievements.tryRuleInput)
      .output(achievements.tryRuleResult)
      .query(({ ctx, input }) => tryRule(ctx.deps, input)),
  },
} satisfies TRPCRouterRecord
