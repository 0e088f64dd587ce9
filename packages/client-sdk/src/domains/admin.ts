import type * as contract from '@instagram-dashboard/server/contract'
import type { CallOptions } from '../transport/calls.ts'
import type { ProcedureFunctions } from '../transport/procedures.ts'

/** For administrators: everyone else is answered `FORBIDDEN`. */
export interface InstagramAdmin {
  /** Whether accounts, tokens and Instagram are well. */
  health: (options?: CallOptions) => Promise<contract.HealthResult>
  /** How users come through the connection: counts, percent and seconds per step, reasons, days, texts. Days are UTC. */
  funnel: (input?: contract.FunnelInput, options?: CallOptions) => Promise<contract.FunnelResult>
  audit: {
    /** What happened, newest first. Go on with `nextCursor` until it is `null`. */
    list: (input?: contract.AuditListInput, options?: CallOptions) => Promise<contract.AuditListResult>
    /** The same as a CSV file, 10,000 events at most. */
    export: (input?: contract.AuditFilter, options?: CallOptions) => Promise<contract.AuditExportResult>
    /** Whether any event was changed, removed or cut off. */
    verify: (options?: CallOptions) => Promise<contract.AuditVerifyResult>
  }
  /** What is in order and what is not, with the next step for each. Asks Instagram. */
  doctor: (options?: CallOptions) => Promise<contract.DoctorReport>
  /** What changed in all accounts since a cursor, as `metrics.changes` tells of a user's: for a warehouse of the host. */
  changes: (input?: contract.AdminChangesInput, options?: CallOptions) => Promise<contract.MetricsChangesResult>
  /** Everybody's syncs, newest first, with what Instagram said. Go on with `nextCursor` until it is `null`. */
  runs: (input?: contract.AdminRunsInput, options?: CallOptions) => Promise<contract.AdminRunsResult>
  accounts: {
    /** Why an account's numbers come or do not. By one of its id, its username and the user's id. */
    get: (input: contract.AdminAccountInput, options?: CallOptions) => Promise<contract.AdminAccountPage>
    /** Everybody's accounts, the newest connection first. Go on with `nextCursor` until it is `null`. */
    list: (input?: contract.AdminAccountsInput, options?: CallOptions) => Promise<contract.AdminAccountsResult>
    /** Refreshes tokens now, 50 accounts at most. Those younger than a day stay as they are. */
    refreshTokens: (input: contract.BulkInput, options?: CallOptions) => Promise<contract.BulkResult>
    /** Syncs now whatever the cooldown says, 50 accounts at most, and waits for it. With days, reads those again. */
    sync: (input: contract.BulkSyncInput, options?: CallOptions) => Promise<contract.BulkResult>
    /** Stops all work for accounts; their tokens are kept. */
    deactivate: (input: contract.BulkInput, options?: CallOptions) => Promise<contract.BulkResult>
    /** Lets the work go on for accounts that were deactivated. */
    reactivate: (input: contract.BulkInput, options?: CallOptions) => Promise<contract.BulkResult>
  }
  support: {
    /** What users asked, newest first. */
    list: (input?: contract.AdminSupportListInput, options?: CallOptions) => Promise<contract.AdminSupportListResult>
    /** Answers, and notifies the user. Rejects with `CONFLICT` when the question is closed. */
    answer: (input: contract.SupportAnswerInput, options?: CallOptions) => Promise<contract.AdminSupportTicket>
    /** Ends a question. Rejects with `CONFLICT` when it is closed already. */
    close: (input: contract.SupportCloseInput, options?: CallOptions) => Promise<contract.AdminSupportTicket>
  }
  notifications: {
    /** Notifications to all users, newest first. */
    list: (
      input?: contract.AdminNotificationsInput,
      options?: CallOptions,
    ) => Promise<contract.AdminNotificationsResult>
  }
  deliveries: {
    /** Messages to the host of one status; without one, those that were given up. */
    list: (input?: contract.DeliveriesListInput, options?: CallOptions) => Promise<contract.DeliveriesListResult>
    /** Sends messages that were given up again; answers for each id. */
    resend: (input: contract.DeliveriesResendInput, options?: CallOptions) => Promise<contract.DeliveriesResendResult>
  }
  jobs: {
    /**
     * How much background work waits, and what was given up, oldest first. Empty where each process does its own work,
     * without queues.
     */
    list: (input?: contract.JobsListInput, options?: CallOptions) => Promise<contract.JobsListResult>
    /** Puts work that was given up back into its queue; answers for each id. */
    retry: (input: contract.JobsRetryInput, options?: CallOptions) => Promise<contract.JobsRetryResult>
  }
  achievements: {
    /** What a user has reached, also what was taken back. */
    list: (input: contract.AdminAchievementsInput, options?: CallOptions) => Promise<contract.AdminAchievementsResult>
    /** Takes an achievement and its credits back. Rejects with `NOT_FOUND`, and `CONFLICT` the second time. */
    reverse: (input: contract.ReverseAchievementInput, options?: CallOptions) => Promise<contract.SuccessResult>
    /** What a new rule would have given by all past events; changes nothing. */
    tryRule: (input: contract.TryRuleInput, options?: CallOptions) => Promise<contract.TryRuleResult>
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
    changes: query('admin.changes'),
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
