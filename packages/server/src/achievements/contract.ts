import { creditReasons } from '@instagram-dashboard/db'
import { z } from 'zod'
import {
  count,
  id,
  measured,
  nextCursor,
  nullableInstant,
  nullableText,
  pageLimit,
  rowCursor,
  text,
  userId,
} from '../contract-parts.ts'
import { measures } from './rules.ts'

export const achievementSchema = z
  .object({
    key: text.meta({ description: 'Names it, whatever the language.', examples: ['first_connection'] }),
    title: text.describe("Its name in the reader's language."),
    description: text.describe(
      'What has to be done for it and how much of that is left; what was done, once it is reached.',
    ),
    credits: count.meta(measured('credits', 'Whole credits that it gives.')),
    progress: z
      .object({
        current: z.number().describe('How far the user is.'),
        target: z.number().describe('Where it is reached.'),
      })
      .describe('How far the user is, from 0 to `target`.'),
    unlockedAt: nullableInstant.describe('`null` while it is not reached.'),
    rewardWithheld: z
      .literal('given_before')
      .nullable()
      .describe('`given_before`: it was given to this user or Instagram account once, and is not given again.'),
    rewardWithheldMessage: nullableText.describe(
      "Why it is not given, in the reader's language; `null` while it can be reached.",
    ),
  })
  .describe('Something to be reached, with how far the user is.')
export type Achievement = z.infer<typeof achievementSchema>
export const achievementsResult = z.object({
  items: z.array(achievementSchema).describe('Reached ones first, then those that are nearest.'),
})
export type AchievementsResult = z.infer<typeof achievementsResult>

export const creditsBalanceInput = z.strictObject({
  cursor: rowCursor,
  limit: pageLimit(20),
})
export type CreditsBalanceInput = z.infer<typeof creditsBalanceInput>
export const creditEntry = z
  .object({
    id: text.meta({ description: 'The entry.', examples: ['7'] }),
    amount: count.meta(measured('credits', 'Whole credits; negative where they were taken back.')),
    title: text.describe("What they were given for, in the reader's language."),
    reason: z.enum(creditReasons).describe('`reversal`: an admin took the achievement back.'),
    achievement: text.meta({ description: 'The key of the achievement.', examples: ['first_connection'] }),
    createdAt: z.date().describe('When they were given or taken back.'),
  })
  .describe('Credits that were given, or taken back.')
export type CreditEntry = z.infer<typeof creditEntry>
export const creditsBalanceResult = z.object({
  balance: count.meta(measured('credits', 'Whole credits that the user has.')),
  items: z.array(creditEntry).describe('The history, newest first.'),
  nextCursor,
})
export type CreditsBalanceResult = z.infer<typeof creditsBalanceResult>

export const adminAchievementsInput = z.strictObject({ userId })
export type AdminAchievementsInput = z.infer<typeof adminAchievementsInput>
export const adminAchievement = z
  .object({
    id: id.describe('What `achievements.reverse` takes.'),
    key: text.meta({ description: 'What was reached.', examples: ['first_connection'] }),
    credits: count.meta(measured('credits', 'Whole credits that it gave.')),
    accountId: nullableText.describe('By which account; `null` when that is erased.'),
    unlockedAt: z.date().describe('When it was reached.'),
    reversedAt: nullableInstant.describe('When an admin took it back; `null` when none did.'),
  })
  .describe('An achievement that a user has reached.')
export type AdminAchievement = z.infer<typeof adminAchievement>
export const adminAchievementsResult = z.object({ items: z.array(adminAchievement).describe('Newest first.') })
export type AdminAchievementsResult = z.infer<typeof adminAchievementsResult>

export const reverseAchievementInput = z.strictObject({
  achievementId: text.min(1).max(64).describe('The `id` of the achievement.'),
  why: text.trim().min(1).max(500).describe('For the audit log.'),
})
export type ReverseAchievementInput = z.infer<typeof reverseAchievementInput>

export const tryRuleInput = z.strictObject({
  measure: z.enum(measures).describe('What the rule counts.'),
  target: count.min(1).max(1_000_000_000).describe('Where it is reached.'),
  credits: count.min(0).max(1_000_000).describe('Whole credits.'),
})
export type TryRuleInput = z.infer<typeof tryRuleInput>
export const tryRuleResult = z.object({
  unlocks: count.describe('How often it would have been reached.'),
  credits: count.describe('Whole credits that it would have given in all.'),
  people: count.describe('How many users would have reached it.'),
  accounts: count.describe('By how many accounts.'),
  firstAt: nullableInstant.describe('When it would have been reached first; `null` for never.'),
  lastAt: nullableInstant.describe('When it would have been reached last.'),
  events: count.describe('How many events were looked at.'),
})
export type TryRuleResult = z.infer<typeof tryRuleResult>
