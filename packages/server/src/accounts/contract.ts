import { accountStatuses } from '@instagram-dashboard/db'
import { z } from 'zod'
import { count, nullableInstant, nullableNumber, nullableText, text } from '../contract-parts.ts'
import { appErrorAction, appErrorCode } from '../errors-contract.ts'

export const accountStatus = z.enum(accountStatuses)
export type AccountStatus = z.infer<typeof accountStatus>

export const accountErrorSchema = z
  .object({
    code: appErrorCode,
    message: text.describe('A sentence for the user, in their language.'),
    action: appErrorAction,
    at: z.date(),
  })
  .describe('The newest failure of an account, kept until a sync succeeds.')
export type AccountError = z.infer<typeof accountErrorSchema>

export const accountSchema = z
  .object({
    id: text,
    instagramUserId: text.describe(
      "Instagram's stable id of the professional account (1784…), as text: it exceeds 2^53.",
    ),
    username: text.describe('Can change at any time; never a key.'),
    name: nullableText,
    accountType: nullableText.describe('As Instagram says it, for example `BUSINESS` or `MEDIA_CREATOR`.'),
    profilePictureUrl: nullableText.describe('Signed and short-lived: show it, do not store it.'),
    followersCount: nullableNumber,
    followsCount: nullableNumber,
    mediaCount: nullableNumber,
    status: accountStatus,
    connectedAt: z.date(),
    token: z.object({
      expiresAt: nullableInstant,
      daysUntilExpiration: count
        .nullable()
        .describe('Whole days, rounded down; negative once expired; `null` without a token.'),
      isExpiringSoon: z.boolean().describe('Seven days or fewer are left.'),
    }),
    grantedScopes: z.array(text),
    missingScopes: z.array(text),
    lastSyncedAt: nullableInstant.describe('When a sync last ran; `numbersReadAt` says how fresh the numbers are.'),
    numbersReadAt: nullableInstant.describe('When daily numbers last came.'),
    nextSyncAllowedAt: nullableInstant,
    lastError: accountErrorSchema.nullable(),
  })
  .describe('A connected Instagram professional account. Never carries a token.')
export type Account = z.infer<typeof accountSchema>

export const rewardSchema = z.object({ achievement: text, credits: count })
export type Reward = z.infer<typeof rewardSchema>
