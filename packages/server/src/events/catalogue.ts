import type { AchievementKey } from '../achievements/rules.ts'
import type { TextVariant } from '../messages/text-variants.ts'
import type { ChainFaultKind, ChainResult } from './chain-results.ts'

/** What a run of an account showed, as far as achievements are about it. */
export interface SyncMeasures {
  followers: number | null
  /** Days in a row, up to the newest final one, that gained more followers than they lost. */
  growthStreakDays: number
  /** The newest final day reached more people than each of the 28 before it. */
  isBestDay: boolean
}

/** Who or what ended a connection or had data erased. */
export const disconnectCauses = ['person', 'deauthorized', 'data_deletion', 'retention', 'restored_backup'] as const
export type DisconnectCause = (typeof disconnectCauses)[number]

/** What an admin can have done to many accounts at once. */
export type BulkAction = 'refresh_tokens' | 'sync' | 'deactivate' | 'reactivate'

/**
 * Everything that can happen, with its plain facts. Never a token, a code, a state or a message of Instagram's; what
 * tells who somebody is belongs into `PersonalData`.
 */
export interface EventData {
  'connection.started': { textVariant: TextVariant | null }
  'connection.completed': { isFirstConnection: boolean; isReconnect: boolean; followers: number | null }
  'connection.cancelled': { reason: string }
  'connection.failed': { code: string }
  'connection.state_misused': { reason: string }
  'connection.lost': { code: string }
  'account.disconnected': { erasedData: boolean; cause: DisconnectCause }
  'account.deactivated': Record<never, never>
  'account.reactivated': { status: string }
  'account.renamed': Record<never, never>
  'sync.completed': {
    runId: string
    trigger: string
    status: string
    daysWritten: number
    followersChange: number | null
    /** Why something is missing; `null` when nothing is, or when the rest comes by itself. */
    code: string | null
    reason: string | null
  } & SyncMeasures
  'sync.failed': { runId: string; trigger: string; code: string; reason: string | null }
  'metric.unsupported': { metrics: string[] }
  /** By names such as `me.account_type`. */
  'field.refused': { fields: string[] }
  /** Instagram answered for another account than the one that was asked about; nothing of it was saved. */
  'identity.mismatch': { seenIn: 'sync' | 'refresh' }
  /** Somebody wanted these days read again, `YYYY-MM-DD`, both included. */
  'days.reread': { from: string; to: string }
  'token.refreshed': { expiresInSeconds: number }
  'token.refresh_failed': { code: string }
  /** `days`: the stage, 7, 3 or 1 days before the end. */
  'token.expiring': { days: number; expiresAt: string }
  'keys.rotated': { rewrapped: number; left: number }
  'keys.lost': Record<never, never>
  /** The log was checked as a whole; `sequence` is the first event that is not as it was written. */
  'audit.checked': { result: ChainResult; events: number; sequence: number | null }
  /** The log is not as it was written from event `sequence` on, or `triggers` that refuse its change were gone. */
  'audit.broken': { kind: ChainFaultKind | 'unguarded'; sequence: number | null; triggers: string[] }
  'achievement.unlocked': { achievementId: string; key: AchievementKey; credits: number; isTold: boolean }
  'achievement.reversed': { achievementId: string; key: string; credits: number }
  'delivery.revived': { deliveries: number }
  'job.revived': { jobs: number }
  'person.erased': { accounts: number; cause: DisconnectCause }
  'support.created': { ticketId: string }
  'support.answered': { ticketId: string }
  'support.closed': { ticketId: string }
  /** `done` of `accounts` went well; each of them has an event of its own where something changed. */
  'admin.acted': { action: BulkAction; accounts: number; done: number }
}

/** Kept under the person's own key, and readable as long as that is there. */
export interface PersonalData {
  /** The host's own words for where the person was. */
  'connection.started': { placement: string | null }
  'connection.completed': { username: string }
  'connection.lost': { username: string }
  'account.disconnected': { username: string }
  'account.renamed': { from: string; to: string }
  'achievement.reversed': { why: string }
}

export type EventType = keyof EventData

/** Ids of whom it is about: `null` where it is about nobody, or about no account. */
interface Subject {
  userId: string | null
  accountId: string | null
}

export type EventOf<Type extends EventType> = Subject & {
  type: Type
  data: EventData[Type]
} & (Type extends keyof PersonalData ? { personal: PersonalData[Type] } : { personal?: undefined })

export type DomainEvent = { [Type in EventType]: EventOf<Type> }[EventType]

/** For filters: every type, checked against the union. */
export const eventTypes = Object.keys({
  'connection.started': true,
  'connection.completed': true,
  'connection.cancelled': true,
  'connection.failed': true,
  'connection.state_misused': true,
  'connection.lost': true,
  'account.disconnected': true,
  'account.deactivated': true,
  'account.reactivated': true,
  'account.renamed': true,
  'sync.completed': true,
  'sync.failed': true,
  'metric.unsupported': true,
  'field.refused': true,
  'days.reread': true,
  'identity.mismatch': true,
  'token.refreshed': true,
  'token.refresh_failed': true,
  'token.expiring': true,
  'keys.rotated': true,
  'keys.lost': true,
  'audit.checked': true,
  'audit.broken': true,
  'achievement.unlocked': true,
  'achievement.reversed': true,
  'delivery.revived': true,
  'job.revived': true,
  'person.erased': true,
  'support.created': true,
  'support.answered': true,
  'support.closed': true,
  'admin.acted': true,
} satisfies Record<EventType, true>) as [EventType, ...EventType[]]
