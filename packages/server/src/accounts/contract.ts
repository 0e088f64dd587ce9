import { accountStatuses } from '@instagram-dashboard/db'
import { z } from 'zod'
import { count, id, nullableInstant, nullableText, nullableWhole, measured, text, username } from '../contract-parts.ts'
import { appErrorAction, appErrorCode } from '../errors-contract.ts'

export const accountStatus = z
  .enum(accountStatuses)
  .describe(
    '`active`: its numbers are read. `reconnect_required`: Instagram ended the connection. `disconnected`: the user did.',
  )
export type AccountStatus = z.infer<typeof accountStatus>

export const accountErrorSchema = z
  .object({
    code: appErrorCode.describe('What happened.'),
    message: text.describe('A sentence for the user, in their language.'),
    action: appErrorAction.describe('What the user can do about it.'),
    at: z.date().describe('When it happened.'),
  })
  .describe('The newest failure of an account, kept until a sync succeeds.')
export type AccountError = z.infer<typeof accountErrorSchema>

export const accountSchema = z
  .object({
    id,
    instagramUserId: text.describe(
      "Instagram's stable id of the professional account (1784…), as text: it exceeds 2^53.",
    ),
    username: username.describe('Can change at any time; never a key.'),
    name: nullableText.describe('The display name.'),
    accountType: nullableText.meta({
      description: 'As Instagram says it, for example `BUSINESS` or `MEDIA_CREATOR`.',
      examples: ['BUSINESS'],
    }),
    profilePictureUrl: nullableText.describe('Signed and short-lived: show it, do not store it.'),
    followersCount: nullableWhole.meta(measured('people', 'Who follows the account, at the newest sync.')),
    followsCount: nullableWhole.meta(measured('accounts', 'Whom the account follows.')),
    mediaCount: nullableWhole.meta(measured('posts', 'Posts and reels on the profile.')),
    status: accountStatus,
    connectedAt: z.date().describe('When it was connected, the newest time.'),
    token: z
      .object({
        expiresAt: nullableInstant.describe('When the token ends; `null` without one.'),
        daysUntilExpiration: count
          .nullable()
          .describe('Whole days, rounded down; negative once expired; `null` without a token.'),
        isExpiringSoon: z.boolean().describe('Seven days or fewer are left.'),
      })
      .describe('How long the connection lasts. It is refreshed by itself.'),
    grantedScopes: z.array(text).describe('Permissions that the user gave at Instagram.'),
    missingScopes: z.array(text).describe('Permissions that are needed and were not given.'),
    lastSyncedAt: nullableInstant.describe('When a sync last ran; `numbersReadAt` says how fresh the numbers are.'),
    numbersReadAt: nullableInstant.describe('When daily numbers last came.'),
    nextSyncAllowedAt: nullableInstant.describe('When the user may start a sync again; `null` for now.'),
    lastError: accountErrorSchema.nullable(),
  })
  .describe('A connected Instagram professional account. Never carries a token.')
export type Account = z.infer<typeof accountSchema>

export const rewardSchema = z
  .object({
    achievement: text.meta({
      description: 'The key of the achievement that was reached.',
      examples: ['first_connection'],
    }),
    credits: count.meta(measured('credits', 'Whole credits that were given for it.')),
  })
  .describe('What a first connection brought.')
export type Reward = z.infer<typeof rewardSchema>
