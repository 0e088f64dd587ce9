import type { AchievementKey } from '../achievements/rules.ts'
import type { FindingRule } from '../insights/history.ts'
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

interface Facts<Data extends object> {
  /** Known to the compiler alone. */
  data?: Data
}
const facts = <Data extends object = Record<never, never>>(): Facts<Data> => ({})

/**
 * Everything that can happen, with its plain facts. Never a token, a code, a state or a message of Instagram's; what
 * tells who somebody is belongs into `PersonalData`.
 */
const catalogue = {
  'connection.started': facts<{ textVariant: TextVariant | null }>(),
  'connection.completed': facts<{ isFirstConnection: boolean; isReconnect: boolean; followers: number | null }>(),
  'connection.cancelled': facts<{ reason: string }>(),
  'connection.failed': facts<{ code: string }>(),
  'connection.state_misused': facts<{ reason: string }>(),
  'connection.lost': facts<{ code: string }>(),
  'account.disconnected': facts<{ erasedData: boolean; cause: DisconnectCause }>(),
  'account.deactivated': facts(),
  'account.reactivated': facts<{ status: string }>(),
  'account.renamed': facts(),
  /** Taken over from the app that was there before. */
  'account.imported': facts<{ hasToken: boolean }>(),
  /** How many rows were taken over. */
  'import.completed': facts<{ accounts: number; days: number; notifications: number }>(),
  /** A user brought the followers of past days along; `YYYY-MM-DD`. */
  'followers.imported': facts<{ days: number; firstDay: string; lastDay: string }>(),
  /** And took all of them back. */
  'followers.import_removed': facts<{ days: number }>(),
  'sync.completed': facts<
    {
      runId: string
      trigger: string
      status: string
      daysWritten: number
      followersChange: number | null
      /** Why something is missing; `null` when nothing is, or when the rest comes by itself. */
      code: string | null
      reason: string | null
    } & SyncMeasures
  >(),
  /** Days that Instagram said its last number of, oldest first: all that became final in one run. */
  'day.final': facts<{ days: string[] }>(),
  /** Something that an account's settled numbers say, once; days `YYYY-MM-DD`. */
  'insight.found': facts<{
    rule: FindingRule
    subject: string
    direction: 'up' | 'down'
    metric: string
    startDate: string
    endDate: string
    numbers: Record<string, number>
    strength: number
  }>(),
  /**
   * A week of an account is over, Monday to Sunday in Los Angeles, `YYYY-MM-DD`; told once. `followersChange` is `null`
   * where a day is not known, `reachPerDay` where one of the week has none, `reachChangePercent` where one of both has.
   */
  'week.ended': facts<{
    startDate: string
    endDate: string
    followersChange: number | null
    reachPerDay: number | null
    reachChangePercent: number | null
  }>(),
  'sync.failed': facts<{ runId: string; trigger: string; code: string; reason: string | null }>(),
  'metric.unsupported': facts<{ metrics: string[] }>(),
  /** By names such as `me.account_type`. */
  'field.refused': facts<{ fields: string[] }>(),
  /** Instagram answered for another account than the one that was asked about; nothing of it was saved. */
  'identity.mismatch': facts<{ seenIn: 'sync' | 'refresh' }>(),
  /** Somebody wanted these days read again, `YYYY-MM-DD`, both included. */
  'days.reread': facts<{ from: string; to: string }>(),
  'token.refreshed': facts<{ expiresInSeconds: number }>(),
  'token.refresh_failed': facts<{ code: string }>(),
  /** `days`: the stage, 7, 3 or 1 days before the end. */
  'token.expiring': facts<{ days: number; expiresAt: string }>(),
  'keys.rotated': facts<{ rewrapped: number; left: number }>(),
  'keys.lost': facts(),
  /** The log was checked as a whole; `sequence` is the first event that is not as it was written. */
  'audit.checked': facts<{ result: ChainResult; events: number; sequence: number | null }>(),
  /** The log is not as it was written from event `sequence` on, or `triggers` that refuse its change were gone. */
  'audit.broken': facts<{ kind: ChainFaultKind | 'unguarded'; sequence: number | null; triggers: string[] }>(),
  'achievement.unlocked': facts<{ achievementId: string; key: AchievementKey; credits: number; isTold: boolean }>(),
  'achievement.reversed': facts<{ achievementId: string; key: string; credits: number }>(),
  'delivery.revived': facts<{ deliveries: number }>(),
  'job.revived': facts<{ jobs: number }>(),
  'person.erased': facts<{ accounts: number; cause: DisconnectCause }>(),
  /** `value`: what it was then; `by` and `startDate`: `YYYY-MM-DD`. */
  'goal.reached': facts<{
    goalId: string
    metric: string
    amount: number
    value: number
    startDate: string
    by: string
  }>(),
  'support.created': facts<{ ticketId: string }>(),
  'support.answered': facts<{ ticketId: string }>(),
  'support.closed': facts<{ ticketId: string }>(),
  /** `done` of `accounts` went well; each of them has an event of its own where something changed. */
  'admin.acted': facts<{ action: BulkAction; accounts: number; done: number }>(),
}

export type EventType = keyof typeof catalogue

export type EventData = { [Type in EventType]: NonNullable<(typeof catalogue)[Type]['data']> }

/** For filters. */
export const eventTypes = Object.keys(catalogue) as [EventType, ...EventType[]]

/** Kept under the person's own key, and readable as long as that is there. */
export interface PersonalData {
  /** The host's own words for where the person was. */
  'connection.started': { placement: string | null }
  'connection.completed': { username: string }
  'connection.lost': { username: string }
  'account.disconnected': { username: string }
  'account.renamed': { from: string; to: string }
  'account.imported': { username: string }
  'achievement.reversed': { why: string }
}

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
