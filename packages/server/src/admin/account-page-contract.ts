import { z } from 'zod'
import { adminAccount } from '../accounts/admin-contract.ts'
import { accountStatus } from '../accounts/contract.ts'
import { count, nullableCount, nullableInstant, text } from '../contract-parts.ts'
import { appErrorCode } from '../errors-contract.ts'
import { callHolders } from '../instagram/index.ts'
import { accountNight } from '../monitoring/contract.ts'
import { notificationItem } from '../notifications/contract.ts'
import { adminRun, instagramError } from '../sync/admin-contract.ts'
import { accountFindingCodes } from './account-findings.ts'

const name = text.trim().min(1).max(128)

export const adminAccountInput = z
  .strictObject({
    accountId: name.max(64).optional(),
    username: name.optional(),
    userId: name.describe("The host's id of the user, or the pseudonym that the log has of them.").optional(),
  })
  .refine((input) => Object.values(input).filter((given) => given !== undefined).length === 1, { path: ['accountId'] })
  .describe('Exactly one of these.')
export type AdminAccountInput = z.infer<typeof adminAccountInput>

const instagramSaid = instagramError.nullable()

export const accountFindingCode = z.enum(accountFindingCodes)
export type { AccountFindingCode } from './account-findings.ts'
export const accountFinding = z
  .object({
    code: accountFindingCode,
    message: text.describe("The cause, in the reader's language."),
    next: text.describe('What to do.'),
    instagram: instagramSaid.describe("Instagram's codes, trace id and words; `null` where Instagram said nothing."),
  })
  .describe('Why numbers do not come, or what else wants to be known, the gravest first.')
export type AccountFinding = z.infer<typeof accountFinding>

export const accountHold = z.object({ by: z.enum(callHolders), until: z.date() }).describe('What calls wait for.')
export type AccountHold = z.infer<typeof accountHold>

export const adminAccountPage = z.object({
  account: adminAccount,
  userReference: text.describe('By which the log names the user.'),
  others: z
    .array(z.object({ id: text, username: text, userId: text, status: accountStatus }))
    .describe('Other accounts that the same words name.'),
  findings: z.array(accountFinding),
  numbers: z.object({
    failingSince: nullableInstant.describe('Since when the runs bring no daily numbers; `null` while they do.'),
    refused: z
      .record(text, text)
      .describe('Metrics and fields that Instagram refuses, with the day from which each is asked for again.'),
  }),
  refresh: z.object({
    issuedAt: nullableInstant,
    failures: count,
    lastFailure: z.object({ at: z.date(), code: appErrorCode, message: text, instagram: instagramSaid }).nullable(),
  }),
  budget: z.object({
    used: count.describe('Calls of the last sixty minutes, and how many may be made in them.'),
    limit: count,
    usagePercent: nullableCount.describe(
      'How much of its own limit Instagram said is used up; `null` when it did not lately.',
    ),
    hold: accountHold
      .nullable()
      .describe('What the background waits for, and what a press waits for; `null` for nothing.'),
    pressHold: accountHold.nullable(),
  }),
  lease: z
    .object({ owner: text, until: z.date(), isBackground: z.boolean(), isGone: z.boolean() })
    .nullable()
    .describe('Who has the account in hand; `null` when nobody has.'),
  next: z.object({
    night: nullableInstant.describe('`null` for never: the schedule is off, or the account is not connected.'),
    refresh: nullableInstant,
    catchUp: nullableInstant,
    press: nullableInstant.describe('When the button may be pressed; `null` for now.'),
  }),
  lastNight: accountNight.nullable().describe('`null` where nights are off, or none was due yet.'),
  runs: z.array(adminRun).describe('The ten newest.'),
  notices: z.array(notificationItem).describe('The five newest.'),
})
export type AdminAccountPage = z.infer<typeof adminAccountPage>
