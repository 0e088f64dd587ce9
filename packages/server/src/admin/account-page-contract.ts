import { z } from 'zod'
import { adminAccount } from '../accounts/admin-contract.ts'
import { accountStatus } from '../accounts/contract.ts'
import { count, id, measured, nullableCount, nullableInstant, text, username } from '../contract-parts.ts'
import { appErrorCode } from '../errors-contract.ts'
import { callHolders } from '../instagram/index.ts'
import { accountNight } from '../monitoring/contract.ts'
import { notificationItem } from '../notifications/contract.ts'
import { adminRun, instagramError } from '../sync/admin-contract.ts'
import { accountFindingCodes } from './account-findings.ts'

const name = text.trim().min(1).max(128)

export const adminAccountInput = z
  .strictObject({
    accountId: name.max(64).describe('The `id` of an account.').optional(),
    username: name.describe('Its name at Instagram.').optional(),
    userId: name.describe("The host's id of the user, or the pseudonym that the log has of them.").optional(),
  })
  .refine((input) => Object.values(input).filter((given) => given !== undefined).length === 1, { path: ['accountId'] })
  .describe('Exactly one of these.')
export type AdminAccountInput = z.infer<typeof adminAccountInput>

const instagramSaid = instagramError.nullable()

export const accountFindingCode = z
  .enum(accountFindingCodes)
  .describe('What stands in the way of numbers, or wants to be known.')
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

export const accountHold = z
  .object({
    by: z.enum(callHolders).describe('What makes them wait.'),
    until: z.date().describe('Until when they wait.'),
  })
  .describe('What calls wait for.')
export type AccountHold = z.infer<typeof accountHold>

export const adminAccountPage = z
  .object({
    account: adminAccount.describe('The account.'),
    userReference: text.describe('By which the log names the user.'),
    others: z
      .array(
        z.object({
          id,
          username: username.describe('Its name at Instagram.'),
          userId: text.describe("The host's id of whom it belongs to."),
          status: accountStatus,
        }),
      )
      .describe('Other accounts that the same words name.'),
    findings: z.array(accountFinding).describe('What stands in the way, the gravest first.'),
    numbers: z
      .object({
        failingSince: nullableInstant.describe('Since when the runs bring no daily numbers; `null` while they do.'),
        refused: z
          .record(text, text)
          .describe('Metrics and fields that Instagram refuses, with the day from which each is asked for again.'),
      })
      .describe('Whether daily numbers come.'),
    refresh: z
      .object({
        issuedAt: nullableInstant.describe('When the token was made.'),
        failures: count.meta(measured('nights', 'How many refreshes failed, one after another.')),
        lastFailure: z
          .object({
            at: z.date().describe('When it failed.'),
            code: appErrorCode,
            message: text.describe("A sentence, in the reader's language."),
            instagram: instagramSaid.describe('What Instagram said.'),
          })
          .nullable()
          .describe('Why the newest refresh failed; `null` when it did not.'),
      })
      .describe('How the token is kept alive.'),
    budget: z
      .object({
        used: count.meta(measured('calls', 'Calls of the last sixty minutes.')),
        limit: count.meta(measured('calls', 'How many may be made in sixty minutes.')),
        usagePercent: nullableCount.describe(
          'How much of its own limit Instagram said is used up; `null` when it did not lately.',
        ),
        hold: accountHold.nullable().describe('What the background waits for; `null` for nothing.'),
        pressHold: accountHold.nullable().describe('What a sync that somebody starts waits for.'),
      })
      .describe('How many calls Instagram may be asked.'),
    lease: z
      .object({
        owner: text.describe('The process that has it.'),
        until: z.date().describe('When it is free again by itself.'),
        isBackground: z.boolean().describe('Whether nobody waits for it.'),
        isGone: z.boolean().describe('Whether that process is known to have ended.'),
      })
      .nullable()
      .describe('Who has the account in hand; `null` when nobody has.'),
    next: z
      .object({
        night: nullableInstant.describe('`null` for never: the schedule is off, or the account is not connected.'),
        refresh: nullableInstant.describe('When the token is refreshed next; `null` for never.'),
        catchUp: nullableInstant.describe('When the background goes on with the history; `null` when it has all.'),
        press: nullableInstant.describe('When the button may be pressed; `null` for now.'),
      })
      .describe('When something happens by itself.'),
    lastNight: accountNight.nullable().describe('`null` where nights are off, or none was due yet.'),
    runs: z.array(adminRun).describe('The ten newest.'),
    notices: z.array(notificationItem).describe('The five newest.'),
  })
  .describe('One account with all that is known of it.')
export type AdminAccountPage = z.infer<typeof adminAccountPage>
