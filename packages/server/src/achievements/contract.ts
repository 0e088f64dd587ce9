import { z } from 'zod'

export interface Achievement {
  key: string
  title: string
  description: string
  /** Whole credits that it gives. */
  credits: number
  /** How far the person is, from 0 to `target`. */
  progress: { current: number; target: number }
  /** `null` while it is not reached. */
  unlockedAt: Date | null
  /** `given_before`: it was given to this person or Instagram account once, and is not given again. */
  rewardWithheld: 'given_before' | null
  /** Why it is not given, in the reader's language; `null` while it can be reached. */
  rewardWithheldMessage: string | null
}
export interface AchievementsResult {
  /** Reached ones first, then those that are nearest. */
  items: Achievement[]
}
export interface CreditsBalanceInput {
  cursor?: string | undefined
  /** 1 to 100 entries, default 20. */
  limit?: number | undefined
}
export interface CreditEntry {
  id: string
  /** Whole credits; negative where they were taken back. */
  amount: number
  /** What they were given for, in the reader's language. */
  title: string
  reason: 'achievement' | 'reversal'
  achievement: string
  createdAt: Date
}
export interface CreditsBalanceResult {
  /** Whole credits. */
  balance: number
  /** The history, newest first. */
  items: CreditEntry[]
  nextCursor: string | null
}

export const achievementsResult = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      description: z.string(),
      credits: z.number().int(),
      progress: z.object({ current: z.number(), target: z.number() }),
      unlockedAt: z.date().nullable(),
      rewardWithheld: z.literal('given_before').nullable(),
      rewardWithheldMessage: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<AchievementsResult>

export const creditsBalanceInput = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  limit: z.number().int().min(1).max(100).optional(),
}) satisfies z.ZodType<CreditsBalanceInput>

export const creditsBalanceResult = z.object({
  balance: z.number().int(),
  items: z.array(
    z.object({
      id: z.string(),
      amount: z.number().int(),
      title: z.string(),
      reason: z.enum(['achievement', 'reversal']),
      achievement: z.string(),
      createdAt: z.date(),
    }),
  ),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<CreditsBalanceResult>
