import type {
  AdminAccountInput,
  AdminAccountPage,
  AdminAccountsInput,
  AdminAccountsResult,
  AdminRunsInput,
  AdminRunsResult,
  AdminSupportListInput,
  AdminSupportListResult,
  AdminSupportTicket,
  BulkInput,
  BulkResult,
  BulkSyncInput,
  DoctorReport,
  SupportAnswerInput,
  SupportCloseInput,
  AdminAchievementsInput,
  AdminAchievementsResult,
  AdminNotificationsInput,
  AdminNotificationsResult,
  AuditExportResult,
  AuditFilter,
  AuditListInput,
  AuditListResult,
  AuditVerifyResult,
  DeliveriesListInput,
  DeliveriesListResult,
  DeliveriesResendInput,
  DeliveriesResendResult,
  FunnelInput,
  FunnelResult,
  HealthResult,
  JobsListInput,
  JobsListResult,
  JobsRetryInput,
  JobsRetryResult,
  ReverseAchievementInput,
  SuccessResult,
  TryRuleInput,
  TryRuleResult,
} from '@instagram-dashboard/server/contract'
import type { CallOptions } from '../transport/calls.ts'
import type { ProcedureFunctions } from '../transport/procedures.ts'

/** For administrators: everyone else is answered `FORBIDDEN`. */
export interface InstagramAdmin {
  /** Whether accounts, tokens and Instagram are well. */
  health: (options?: CallOptions) => Promise<HealthResult>
  /** How people come through the connection: counts, percent and seconds per step, reasons, days, texts. Days are UTC. */
  funnel: (input?: FunnelInput, options?: CallOptions) => Promise<FunnelResult>
  audit: {
    /** What happened, newest first. Go on with `nextCursor` until it is `null`. */
    list: (input?: AuditListInput, options?: CallOptions) => Promise<AuditListResult>
    /** The same as a CSV file, 10,000 events at most. */
    export: (input?: AuditFilter, options?: CallOptions) => Promise<AuditExportResult>
    /** Whether any event was changed, removed or cut off. */
    verify: (options?: CallOptions) => Promise<AuditVerifyResult>
  }
  /** What is in order and what is not, with the next step for each. Asks Instagram. */
  doctor: (options?: CallOptions) => Promise<DoctorReport>
  /** Everybody's syncs, newest first, with what Instagram said. Go on with `nextCursor` until it is `null`. */
  runs: (input?: AdminRunsInput, options?: CallOptions) => Promise<AdminRunsResult>
  accounts: {
    /** Why an account's numbers come or do not. By one of its id, its username and the user's id. */
    get: (input: AdminAccountInput, options?: CallOptions) => Promise<AdminAccountPage>
    /** Everybody's accounts, the newest connection first. Go on with `nextCursor` until it is `null`. */
    list: (input?: AdminAccountsInput, options?: CallOptions) => Promise<AdminAccountsResult>
    /** Refreshes tokens now, 50 accounts at most. Those younger than a day stay as they are. */
    refreshTokens: (input: BulkInput, options?: CallOptions) => Promise<BulkResult>
    /** Syncs now whatever the cooldown says, 50 accounts at most, and waits for it. With days, reads those again. */
    sync: (input: BulkSyncInput, options?: CallOptions) => Promise<BulkResult>
    /** Stops all work for accounts; their tokens are kept. */
    deactivate: (input: BulkInput, options?: CallOptions) => Promise<BulkResult>
    /** Lets the work go on for accounts that were deactivated. */
    reactivate: (input: BulkInput, options?: CallOptions) => Promise<BulkResult>
  }
  support: {
    /** What people asked, newest first. */
    list: (input?: AdminSupportListInput, options?: CallOptions) => Promise<AdminSupportListResult>
    /** Answers, and notifies the user. Rejects with `CONFLICT` when the question is closed. */
    answer: (input: SupportAnswerInput, options?: CallOptions) => Promise<AdminSupportTicket>
    /** Ends a question. Rejects with `CONFLICT` when it is closed already. */
    close: (input: SupportCloseInput, options?: CallOptions) => Promise<AdminSupportTicket>
  }
  notifications: {
    /** What people were told, newest first. */
    list: (input?: AdminNotificationsInput, options?: CallOptions) => Promise<AdminNotificationsResult>
  }
  deliveries: {
    /** Messages to the host of one status; without one, those that were given up. */
    list: (input?: DeliveriesListInput, options?: CallOptions) => Promise<DeliveriesListResult>
    /** Sends messages that were given up again; answers for each id. */
    resend: (input: DeliveriesResendInput, options?: CallOptions) => Promise<DeliveriesResendResult>
  }
  jobs: {
    /**
     * How much background work waits, and what was given up, oldest first. Empty where each process does its own work,
     * without queues.
     */
    list: (input?: JobsListInput, options?: CallOptions) => Promise<JobsListResult>
    /** Puts work that was given up back into its queue; answers for each id. */
    retry: (input: JobsRetryInput, options?: CallOptions) => Promise<JobsRetryResult>
  }
  achievements: {
    /** What a user has reached, also what was taken back. */
    list: (input: AdminAchievementsInput, options?: CallOptions) => Promise<AdminAchievementsResult>
    /** Takes an achievement and its credits back. Rejects with `NOT_FOUND`, and `CONFLICT` the second time. */
    reverse: (input: ReverseAchievementInput, options?: CallOptions) => Promise<SuccessResult>
    /** What a new rule would have given by all past events; changes nothing. */
    tryRule: (input: TryRuleInput, options?: CallOptions) => Promise<TryRuleResult>
  }
}

/** The administrator's half of the client. */
export function createAdminProcedures(procedures: ProcedureFunctions): InstagramAdmin {
  const { query, mutation, queryWithoutInput } = procedures
  return {
    health: queryWithoutInput('admin.health'),
    funnel: query('admin.funnel'),
    audit: {
      list: query('admin.audit.list'),
      export: query('admin.audit.export'),
      verify: queryWithoutInput('admin.audit.verify'),
    },
    doctor: queryWithoutInput('admin.doctor'),
    runs: query('admin.runs'),
    accounts: {
      get: query('admin.accounts.get'),
      list: query('admin.accounts.list'),
      refreshTokens: mutation('admin.accounts.refreshTokens'),
      // It waits for Instagram, for each of 50 accounts: only the caller can say how long is too long.
      sync: (input, options) => mutation('admin.accounts.sync')(input, { timeoutMs: 0, ...options }),
      deactivate: mutation('admin.accounts.deactivate'),
      reactivate: mutation('admin.accounts.reactivate'),
    },
    support: {
      list: query('admin.support.list'),
      answer: mutation('admin.support.answer'),
      close: mutation('admin.support.close'),
    },
    notifications: { list: query('admin.notifications.list') },
    deliveries: { list: query('admin.deliveries.list'), resend: mutation('admin.deliveries.resend') },
    jobs: { list: query('admin.jobs.list'), retry: mutation('admin.jobs.retry') },
    achievements: {
      list: query('admin.achievements.list'),
      reverse: mutation('admin.achievements.reverse'),
      tryRule: query('admin.achievements.tryRule'),
    },
  }
}
