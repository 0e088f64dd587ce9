import { z } from 'zod'
import { accountStatuses, type AccountStatus } from '../connect/contract.ts'
import { appErrorCodes, type AppErrorCode } from '../errors.ts'
import { callHolders, type CallHolder } from '../instagram/failure.ts'
import { notificationItem, type NotificationItem } from '../notifications/contract.ts'
import { accountFindingCodes, type AccountFindingCode } from './account-findings.ts'
import { adminAccountsResult, type AdminAccount } from './accounts-contract.ts'
import { adminRun, instagramError, type AdminRun, type InstagramError } from './runs-contract.ts'

/** Exactly one of these. */
export interface AdminAccountInput {
  accountId?: string | undefined
  username?: string | undefined
  /** The host's id of the person, or the reference that the log has of them. */
  userId?: string | undefined
}

/** Why numbers do not come, or what else wants to be known, the gravest first. */
export interface AccountFinding {
  code: AccountFindingCode
  /** The cause, in the reader's language. */
  message: string
  /** What to do. */
  next: string
  /** Instagram's codes, trace id and words; `null` where Instagram said nothing. */
  instagram: InstagramError | null
}

/** What calls wait for. */
export interface AccountHold {
  by: CallHolder
  until: Date
}

export const nightOutcomes = [
  'succeeded',
  'partial',
  'failed',
  'postponed',
  'under_way',
  'new_enough',
  'left_out',
  'not_connected',
  'connected_later',
  'night_missing',
  'night_under_way',
  'night_broke_off',
  'passed_over',
] as const
/**
 * What the newest night did with the account. `new_enough`: it was synced since the night was due. `left_out`: somebody
 * else had it in hand. `night_…`: it is the night that is missing, is under way or broke off. `passed_over`: the night
 * ended without a run and without a known reason.
 */
export type NightOutcome = (typeof nightOutcomes)[number]

export interface AccountNight {
  dueAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  /** Accounts of the whole night by outcome; with queues how many were put into them. */
  counts: Record<string, number>
  outcome: NightOutcome
}

export interface AdminAccountPage {
  account: AdminAccount
  /** By which the log names the person. */
  userReference: string
  /** Other accounts that the same words name. */
  others: { id: string; username: string; userId: string; status: AccountStatus }[]
  findings: AccountFinding[]
  numbers: {
    /** Since when the runs bring no daily numbers; `null` while they do. */
    failingSince: Date | null
    /** Metrics and fields that Instagram refuses, with the day from which each is asked for again. */
    refused: Record<string, string>
  }
  refresh: {
    issuedAt: Date | null
    failures: number
    lastFailure: { at: Date; code: AppErrorCode; message: string; instagram: InstagramError | null } | null
  }
  budget: {
    /** Calls of the last sixty minutes, and how many may be made in them. */
    used: number
    limit: number
    /** How much of its own limit Instagram said is used up; `null` when it did not lately. */
    usagePercent: number | null
    /** What the background waits for, and what a press waits for; `null` for nothing. */
    hold: AccountHold | null
    pressHold: AccountHold | null
  }
  /** Who has the account in hand; `null` when nobody has. */
  lease: { owner: string; until: Date; isBackground: boolean; isGone: boolean } | null
  next: {
    /** `null` for never: the schedule is off, or the account is not connected. */
    night: Date | null
    refresh: Date | null
    catchUp: Date | null
    /** When the button may be pressed; `null` for now. */
    press: Date | null
  }
  /** `null` where nights are off, or none was due yet. */
  lastNight: AccountNight | null
  /** The ten newest. */
  runs: AdminRun[]
  /** The five newest. */
  notices: NotificationItem[]
}

const name = z.string().trim().min(1).max(128)

export const adminAccountInput = z
  .strictObject({ accountId: name.max(64).optional(), username: name.optional(), userId: name.optional() })
  .refine((input) => Object.values(input).filter((text) => text !== undefined).length === 1, {
    path: ['accountId'],
  }) satisfies z.ZodType<AdminAccountInput>

const hold = z.object({ by: z.enum(callHolders), until: z.date() })

export const adminAccountPage = z.object({
  account: adminAccountsResult.shape.items.element,
  userReference: z.string(),
  others: z.array(
    z.object({ id: z.string(), username: z.string(), userId: z.string(), status: z.enum(accountStatuses) }),
  ),
  findings: z.array(
    z.object({
      code: z.enum(accountFindingCodes),
      message: z.string(),
      next: z.string(),
      instagram: instagramError.nullable(),
    }),
  ),
  numbers: z.object({ failingSince: z.date().nullable(), refused: z.record(z.string(), z.string()) }),
  refresh: z.object({
    issuedAt: z.date().nullable(),
    failures: z.number().int(),
    lastFailure: z
      .object({
        at: z.date(),
        code: z.enum(appErrorCodes),
        message: z.string(),
        instagram: instagramError.nullable(),
      })
      .nullable(),
  }),
  budget: z.object({
    used: z.number().int(),
    limit: z.number().int(),
    usagePercent: z.number().int().nullable(),
    hold: hold.nullable(),
    pressHold: hold.nullable(),
  }),
  lease: z.object({ owner: z.string(), until: z.date(), isBackground: z.boolean(), isGone: z.boolean() }).nullable(),
  next: z.object({
    night: z.date().nullable(),
    refresh: z.date().nullable(),
    catchUp: z.date().nullable(),
    press: z.date().nullable(),
  }),
  lastNight: z
    .object({
      dueAt: z.date(),
      startedAt: z.date().nullable(),
      finishedAt: z.date().nullable(),
      counts: z.record(z.string(), z.number().int()),
      outcome: z.enum(nightOutcomes),
    })
    .nullable(),
  runs: z.array(adminRun),
  notices: z.array(notificationItem),
}) satisfies z.ZodType<AdminAccountPage>
