import { z } from 'zod'
import { accountErrorSchema, accountSchema, rewardSchema } from '../accounts/contract.ts'
import { changedAccountId, accountId, dayText, nullableText, success, text } from '../contract-parts.ts'
import { textVariants } from '../messages/text-variants.ts'

const textVariant = z.enum(textVariants)
const stateText = text
  .min(16)
  .max(128)
  .meta({
    description: 'The `state` that `connect.start` gave, and that Instagram sends back with the user.',
    examples: ['q3Jc0m5H1uYk8b2Xv7Zt4w'],
  })

export const successResult = z.object({ success }).describe('It is done.')
export type SuccessResult = z.infer<typeof successResult>

export const connectStartInput = z.strictObject({
  accountId: accountId
    .describe('Reconnect this account: only the same Instagram identity is then accepted.')
    .optional(),
  returnTo: text
    .max(2000)
    .describe(
      'Where the host wants the user afterwards: a path, a URL of an allowed origin, or an address of an allowed app.',
    )
    .optional(),
  isFromApp: z
    .boolean()
    .describe(
      'An app on a phone begins it: `<router>/return` leads to `returnTo`, its address, with what Instagram sent back, and ' +
        'the app completes it. Without, the page there completes it, and goes on to `returnTo`.',
    )
    .optional(),
  placement: text
    .max(64)
    .meta({ examples: ['settings'] })
    .describe('Where in the host the button stood, for the funnel.')
    .optional(),
  textVariant: textVariant
    .describe('Which texts the user was shown, from `connect.texts`, for the comparison of texts.')
    .optional(),
  browserChallenge: text
    .regex(/^[\w-]{43}$/)
    .describe(
      'Binds the flow to a browser: the SHA-256, base64url without padding, of a random text that stays there, as ' +
        "PKCE's `code_challenge` (RFC 7636 §4.2). Only who brings that text can complete the flow then.",
    )
    .optional(),
})
export type ConnectStartInput = z.infer<typeof connectStartInput>

export const connectStartResult = z
  .object({
    authorizationUrl: text.meta({
      description: 'Where to send the user: the consent page at Instagram.',
      examples: ['https://www.instagram.com/oauth/authorize?client_id=1&state=q3Jc0m5H1uYk8b2Xv7Zt4w'],
    }),
    state: text.meta({
      description: 'Names the attempt. Instagram sends it back with the user.',
      examples: ['q3Jc0m5H1uYk8b2Xv7Zt4w'],
    }),
    expiresAt: z.date().describe('Until when it can be completed: ten minutes.'),
  })
  .describe('An attempt to connect that has begun.')
export type ConnectStartResult = z.infer<typeof connectStartResult>

export const connectCompleteInput = z.strictObject({
  code: text
    .min(1)
    .max(4096)
    .meta({
      description: 'The `code` with which Instagram sends the user back, without the `#_` at its end.',
      examples: ['AQBx-hBsH3'],
    }),
  state: stateText,
  browserVerifier: text
    .regex(/^[\w.~-]{43,128}$/)
    .describe('The text whose hash `connect.start` was given: 43 to 128 letters, digits, `-`, `.`, `_` and `~`.')
    .optional(),
})
export type ConnectCompleteInput = z.infer<typeof connectCompleteInput>

const rewardWithheld = z.literal('given_before').nullable()

export const connectCompleteResult = z.object({
  success,
  account: accountSchema,
  isFirstConnection: z.boolean().describe('Whether the user had never connected an account before.'),
  reward: rewardSchema.nullable().describe('What the first connection brought; `null` for any other.'),
  rewardWithheld: rewardWithheld.describe(
    '`given_before`: this user or Instagram account was rewarded once already; `null` when nothing is held back.',
  ),
  returnTo: nullableText.describe('What `connect.start` was given.'),
})
export type ConnectCompleteResult = z.infer<typeof connectCompleteResult>

export const connectCancelInput = z.strictObject({
  state: stateText,
  error: text
    .min(1)
    .max(200)
    .meta({ description: 'The `error` of the address.', examples: ['access_denied'] }),
  errorReason: text.max(200).describe('The `error_reason` of the address.').optional(),
  errorDescription: text.max(1000).describe('The `error_description` of the address.').optional(),
})
export type ConnectCancelInput = z.infer<typeof connectCancelInput>

export const connectRedirectedInput = z.strictObject({ state: stateText })
export type ConnectRedirectedInput = z.infer<typeof connectRedirectedInput>

export const connectTextsSchema = z
  .object({
    variant: textVariant.describe('The same for a user each time; give it to `connect.start`.'),
    title: text.describe('The headline.'),
    body: text.describe('What it is good for.'),
    button: text.describe('The words of the button.'),
  })
  .describe("The texts of a connect screen, in the user's language.")
export type ConnectTexts = z.infer<typeof connectTextsSchema>

export const connectAttemptInput = z.strictObject({ state: stateText })
export type ConnectAttemptInput = z.infer<typeof connectAttemptInput>

export const connectAttemptStatus = z
  .enum(['pending', 'connected', 'cancelled', 'failed', 'expired'])
  .describe('`pending`: the user has not come back yet. `cancelled`: they said no. `expired`: they took too long.')
export type ConnectAttemptStatus = z.infer<typeof connectAttemptStatus>

export const connectAttemptResult = z.object({
  status: connectAttemptStatus,
  account: accountSchema.describe('With `connected`: the account.').optional(),
  error: accountErrorSchema.describe('With `failed`: why.').optional(),
  isFirstConnection: z.boolean().describe('With `connected`, as `connect.complete` answered.').optional(),
  reward: rewardSchema.nullable().describe('With `connected`: what it brought.').optional(),
  rewardWithheld: rewardWithheld.describe('With `connected`: why it brought nothing.').optional(),
  returnTo: nullableText.describe('What `connect.start` was given.').optional(),
})
export type ConnectAttemptResult = z.infer<typeof connectAttemptResult>

export const connectStatusResult = z.object({
  connected: z.boolean().describe('At least one account is active.'),
  account: accountSchema
    .nullable()
    .describe(
      'The account that was synced last. A read without `accountId` means another: the one that was connected first.',
    ),
  accounts: z.array(accountSchema).describe('All of them, also those whose connection has ended.'),
  today: dayText.describe("Instagram's day, `YYYY-MM-DD` in Los Angeles, by the server's clock."),
})
export type ConnectStatusResult = z.infer<typeof connectStatusResult>

export const disconnectInput = z.strictObject({
  accountId: changedAccountId.optional(),
  eraseData: z.boolean().describe("Also deletes the account's numbers for good.").optional(),
})
export type DisconnectInput = z.infer<typeof disconnectInput>
