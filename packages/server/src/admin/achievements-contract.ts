import { z } from 'zod'
import { measures, type Measure } from '../achievements/rules.ts'

export interface AdminAchievementsInput {
  userId: string
}
export interface AdminAchievement {
  id: string
  key: string
  credits: number
  accountId: string | null
  unlockedAt: Date
  reversedAt: Date | null
}
export interface AdminAchievementsResult {
  items: AdminAchievement[]
}
export interface ReverseAchievementInput {
  achievementId: string
  /** For the audit log. */
  why: string
}
export interface TryRuleInput {
  measure: Measure
  target: number
  /** Whole credits. */
  credits: number
}
export interface TryRuleResult {
  unlocks: number
  credits: number
  people: number
  accounts: number
  firstAt: Date | null
  lastAt: Date | null
  events: number
}

export const adminAchievementsInput = z.strictObject({
  userId: z.string().min(1).max(128),
}) satisfies z.ZodType<AdminAchievementsInput>

export const adminAchievementsResult = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      credits: z.number().int(),
      accountId: z.string().nullable(),
      unlockedAt: z.date(),
      reversedAt: z.date().nullable(),
    }),
  ),
}) satisfies z.ZodType<AdminAchievementsResult>

export const reverseAchievementInput = z.strictObject({
  achievementId: z.string().min(1).max(64),
  why: z.string().trim().min(1).max(500),
}) satisfies z.ZodType<ReverseAchievementInput>

export const tryRuleInput = z.strictObject({
  measure: z.enum(measures),
  target: z.number().int().min(1).max(1_000_000_000),
  credits: z.number().int().min(0).max(1_000_000),
}) satisfies z.ZodType<TryRuleInput>

export const tryRuleResult = z.object({
  unlocks: z.number().int(),
  credits: z.number().int(),
  people: z.number().int(),
  accounts: z.number().int(),
  firstAt: z.date().nullable(),
  lastAt: z.date().nullable(),
  events: z.number().int(),
}) satisfies z.ZodType<TryRuleResult>
