import { creditReasons } from '@instagram-dashboard/db'
import { z } from 'zod'
import { count, nullableInstant, nullableText, rowId, text, userId } from '../contract-parts.ts'
import { measures } from './rules.ts'

export const achievementSchema = z.object({
  key: text,
  title: text,
  description: text,
  credits: count.describe('Whole credits that it gives.'),
  progress: z.object({ current: z.number(), target: z.number() }).describe('How far the user is, from 0 to `target`.'),
  unlockedAt: nullableInstant.describe('`null` while it is not reached.'),
  rewardWithheld: z
    .literal('given_before')
    .nullable()
    .describe('`given_before`: it was given to this user or Instagram account once, and is not given again.'),
  rewardWithheldMessage: nullableText.describe(
    "Why it is not given, in the reader's language; `null` while it can be reached.",
  ),
})
export type Achievement = z.infer<typeof achievementSchema>
export const achievementsResult = z.object({
  items: z.array(achievementSchema).describe('Reached ones first, then those that are nearest.'),
})
export type AchievementsResult = z.infer<typeof achievementsResult>

export const creditsBalanceInput = z.strictObject({
  cursor: rowId.optional(),
  limit: count.min(1).max(100).describe('1 to 100 entries, default 20.').optional(),
})
export type CreditsBalanceInput = z.infer<typeof creditsBalanceInput>
export const creditEntry = z.object({
  id: text,
  amount: count.describe('Whole credits; negative where they were taken back.'),
  title: text.describe("What they were given for, in the reader's language."),
  reason: z.enum(creditReasons),
  achievement: text,
  createdAt: z.date(),
})
export type CreditEntry = z.infer<typeof creditEntry>
export const creditsBalanceResult = z.object({
  balance: count.describe('Whole credits.'),
  items: z.array(creditEntry).describe('The history, newest first.'),
  nextCursor: nullableText,
})
export type CreditsBalanceResult = z.infer<typeof creditsBalanceResult>

export const adminAchievementsInput = z.strictObject({ userId })
export type AdminAchievementsInput = z.infer<typeof adminAchievementsInput>
export const adminAchievement = z.object({
  id: text,
  key: text,
  credits: count,
  accountId: nullableText,
  unlockedAt: z.date(),
  reversedAt: nullableInstant,
})
export type AdminAchievement = z.infer<typeof adminAchievement>
export const adminAchievementsResult = z.object({ items: z.array(adminAchievement) })
export type AdminAchievementsResult = z.infer<typeof adminAchievementsResult>

export const reverseAchievementInput = z.strictObject({
  achievementId: text.min(1).max(64),
  why: text.trim().min(1).max(500).describe('For the audit log.'),
})
export type ReverseAchievementInput = z.infer<typeof reverseAchievementInput>

export const tryRuleInput = z.strictObject({
  measure: z.enum(measures),
  target: count.min(1).max(1_000_000_000),
  credits: count.min(0).max(1_000_000).describe('Whole credits.'),
})
export type TryRuleInput = z.infer<typeof tryRuleInput>
export const tryRuleResult = z.object({
  unlocks: count,
  credits: count,
  people: count,
  accounts: count,
  firstAt: nullableInstant,
  lastAt: nullableInstant,
  events: count,
})
export type TryRuleResult = z.infer<typeof tryRuleResult>
