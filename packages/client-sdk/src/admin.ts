import type {
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
  ReverseAchievementInput,
  SuccessResult,
  TryRuleInput,
  TryRuleResult,
} from '@instagram-dashboard/server/contract'
import type { CallOptions } from './calls.ts'

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
  achievements: {
    /** What a person has reached, also what was taken back. */
    list: (input: AdminAchievementsInput, options?: CallOptions) => Promise<AdminAchievementsResult>
    /** Takes an achievement and its credits back. Rejects with `NOT_FOUND`, and `CONFLICT` the second time. */
    reverse: (input: ReverseAchievementInput, options?: CallOptions) => Promise<SuccessResult>
    /** What a new rule would have given by all past events; changes nothing. */
    tryRule: (input: TryRuleInput, options?: CallOptions) => Promise<TryRuleResult>
  }
}
