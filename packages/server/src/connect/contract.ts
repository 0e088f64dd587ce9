import { z } from 'zod'
import { appErrorActions, appErrorCodes, type AppErrorAction, type AppErrorCode } from '../errors.ts'
import { textVariants } from '../messages/text-variants.ts'

export const accountStatuses = ['active', 'reconnect_required', 'disconnected'] as const
export type AccountStatus = (typeof accountStatuses)[number]

/** The newest failure of an account, kept until a sync succeeds. */
export interface AccountError {
  code: AppErrorCode
  /** A sentence for the person, in their language. */
  message: string
  action: AppErrorAction
  at: Date
}

/** A connected Instagram professional account. Never carries a token. */
export interface Account {
  id: string
  /** Instagram's stable id of the professional account (1784…), as text: it exceeds 2^53. */
  instagramUserId: string
  /** Can change at any time; never a key. */
  username: string
  name: string | null
  /** As Instagram says it, for example `BUSINESS` or `MEDIA_CREATOR`. */
  accountType: string | null
  /** Signed and short-lived: show it, do not store it. */
  profilePictureUrl: string | null
  followersCount: number | null
  followsCount: number | null
  mediaCount: number | null
  status: AccountStatus
  connectedAt: Date
  token: {
    expiresAt: Date | null
    /** Whole days, rounded down; negative once expired; `null` without a token. */
    daysUntilExpiration: number | null
    /** Seven days or fewer are left. */
    isExpiringSoon: boolean
  }
  grantedScopes: string[]
  missingScopes: string[]
  /** When a sync last ran; `numbersReadAt` says how fresh the numbers are. */
  lastSyncedAt: Date | null
  /** When daily numbers last came. */
  numbersReadAt: Date | null
  nextSyncAllowedAt: Date | null
  lastError: AccountError | null
}

export interface Reward {
  achievement: string
  credits: number
}

export interface ConnectStartInput {
  /** Reconnect this account: only the same Instagram identity is then accepted. */
  accountId?: string | undefined
  /** Where the host wants the person afterwards: a path, or a URL of an allowed origin. */
  returnTo?: string | undefined
  /** Where in the host the button stood, for the funnel. */
  placement?: string | undefined
  /** Which texts the person was shown, from `connect.texts`, for the comparison of texts. */
  textVariant?: 'a' | 'b' | undefined
  /**
   * Binds the flow to a browser: the SHA-256, base64url without padding, of a random text that stays there, as PKCE's
   * `code_challenge` (RFC 7636 §4.2). Only who brings that text can complete the flow then.
   */
  browserChallenge?: string | undefined
}
export interface ConnectStartResult {
  authorizationUrl: string
  state: string
  expiresAt: Date
}
export interface ConnectCompleteInput {
  code: string
  state: string
  /** The text whose hash `connect.start` was given: 43 to 128 letters, digits, `-`, `.`, `_` and `~`. */
  browserVerifier?: string | undefined
}
export interface ConnectCompleteResult {
  success: true
  account: Account
  isFirstConnection: boolean
  reward: Reward | null
  /** `given_before`: this person or Instagram account was rewarded once already; `null` when nothing is held back. */
  rewardWithheld: 'given_before' | null
  /** What `connect.start` was given. */
  returnTo: string | null
}
export interface ConnectCancelInput {
  state: string
  error: string
  errorReason?: string | undefined
  errorDescription?: string | undefined
}
export interface ConnectRedirectedInput {
  state: string
}
/** The texts of a connect screen, in the person's language. */
export interface ConnectTexts {
  /** The same for a person each time; give it to `connect.start`. */
  variant: 'a' | 'b'
  title: string
  body: string
  button: string
}
export interface SuccessResult {
  success: true
}
export interface ConnectAttemptInput {
  state: string
}
export type ConnectAttemptStatus = 'pending' | 'connected' | 'cancelled' | 'failed' | 'expired'
export interface ConnectAttemptResult {
  status: ConnectAttemptStatus
  account?: Account | undefined
  error?: AccountError | undefined
  /** With `connected`, as `connect.complete` answered. */
  isFirstConnection?: boolean | undefined
  reward?: Reward | null | undefined
  rewardWithheld?: 'given_before' | null | undefined
  returnTo?: string | null | undefined
}
export interface ConnectStatusResult {
  /** At least one account is active. */
  connected: boolean
  /** The account that was synced last. A read without `accountId` means another: the one that was connected first. */
  account: Account | null
  accounts: Account[]
  /** Instagram's day, `YYYY-MM-DD` in Los Angeles, by the server's clock. */
  today: string
}
export interface DisconnectInput {
  /** May be left out by whoever has one account. */
  accountId?: string | undefined
  /** Also deletes the account's numbers for good. */
  eraseData?: boolean | undefined
}

const opaqueId = z.string().min(1).max(64)
const stateText = z.string().min(16).max(128)

export const accountErrorSchema = z.object({
  code: z.enum(appErrorCodes),
  message: z.string(),
  action: z.enum(appErrorActions),
  at: z.date(),
}) satisfies z.ZodType<AccountError>

export const accountSchema = z.object({
  id: z.string(),
  instagramUserId: z.string(),
  username: z.string(),
  name: z.string().nullable(),
  accountType: z.string().nullable(),
  profilePictureUrl: z.string().nullable(),
  followersCount: z.number().nullable(),
  followsCount: z.number().nullable(),
  mediaCount: z.number().nullable(),
  status: z.enum(['active', 'reconnect_required', 'disconnected']),
  connectedAt: z.date(),
  token: z.object({
    expiresAt: z.date().nullable(),
    daysUntilExpiration: z.number().int().nullable(),
    isExpiringSoon: z.boolean(),
  }),
  grantedScopes: z.array(z.string()),
  missingScopes: z.array(z.string()),
  lastSyncedAt: z.date().nullable(),
  numbersReadAt: z.date().nullable(),
  nextSyncAllowedAt: z.date().nullable(),
  lastError: accountErrorSchema.nullable(),
}) satisfies z.ZodType<Account>

export const rewardSchema = z.object({ achievement: z.string(), credits: z.number().int() }) satisfies z.ZodType<Reward>
export const successSchema = z.object({ success: z.literal(true) }) satisfies z.ZodType<SuccessResult>

export const connectStartInput = z.strictObject({
  accountId: opaqueId.optional(),
  returnTo: z.string().max(2000).optional(),
  placement: z.string().max(64).optional(),
  textVariant: z.enum(textVariants).optional(),
  browserChallenge: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
}) satisfies z.ZodType<ConnectStartInput>
export const connectStartResult = z.object({
  authorizationUrl: z.string(),
  state: z.string(),
  expiresAt: z.date(),
}) satisfies z.ZodType<ConnectStartResult>

export const connectCompleteInput = z.strictObject({
  code: z.string().min(1).max(2048),
  state: stateText,
  browserVerifier: z
    .string()
    .regex(/^[\w.~-]{43,128}$/)
    .optional(),
}) satisfies z.ZodType<ConnectCompleteInput>
export const connectCompleteResult = z.object({
  success: z.literal(true),
  account: accountSchema,
  isFirstConnection: z.boolean(),
  reward: rewardSchema.nullable(),
  rewardWithheld: z.literal('given_before').nullable(),
  returnTo: z.string().nullable(),
}) satisfies z.ZodType<ConnectCompleteResult>

export const connectCancelInput = z.strictObject({
  state: stateText,
  error: z.string().min(1).max(200),
  errorReason: z.string().max(200).optional(),
  errorDescription: z.string().max(1000).optional(),
}) satisfies z.ZodType<ConnectCancelInput>

export const connectRedirectedInput = z.strictObject({ state: stateText }) satisfies z.ZodType<ConnectRedirectedInput>
export const connectTextsResult = z.object({
  variant: z.enum(textVariants),
  title: z.string(),
  body: z.string(),
  button: z.string(),
}) satisfies z.ZodType<ConnectTexts>

export const connectAttemptInput = z.strictObject({ state: stateText }) satisfies z.ZodType<ConnectAttemptInput>
export const connectAttemptResult = z.object({
  status: z.enum(['pending', 'connected', 'cancelled', 'failed', 'expired']),
  account: accountSchema.optional(),
  error: accountErrorSchema.optional(),
  isFirstConnection: z.boolean().optional(),
  reward: connectCompleteResult.shape.reward.optional(),
  rewardWithheld: connectCompleteResult.shape.rewardWithheld.optional(),
  returnTo: z.string().nullable().optional(),
}) satisfies z.ZodType<ConnectAttemptResult>

export const connectStatusResult = z.object({
  connected: z.boolean(),
  account: accountSchema.nullable(),
  accounts: z.array(accountSchema),
  today: z.string(),
}) satisfies z.ZodType<ConnectStatusResult>

export const disconnectInput = z.strictObject({
  accountId: opaqueId.optional(),
  eraseData: z.boolean().optional(),
}) satisfies z.ZodType<DisconnectInput>
