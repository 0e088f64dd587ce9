import { z } from 'zod'
import { count, dayText, measured, nullableText, text } from '../contract-parts.ts'
import { metricsRangeInput } from './contract.ts'
import { mediaType } from './media-contract.ts'

export const insightRule = z
  .enum(['odd_day', 'level_shift', 'content_type', 'followers_day', 'best_hour', 'growth_streak', 'posting_streak'])
  .describe(
    `By which rule something was found; docs/methods.md says how each works.
\`odd_day\`: a day far from what its weekday and the weeks before let expect. \`level_shift\`: a fall or a rise that stayed.
\`content_type\`: a kind of post that does better than the others. \`followers_day\`: a day that brought far more followers than usual.
\`best_hour\`: an hour at which posts do better. \`growth_streak\`, \`posting_streak\`: days that gained followers, or weeks with a
post, in a row, beyond the account's own history.`,
  )
export type InsightRule = z.infer<typeof insightRule>

export const insightPost = z
  .object({
    mediaId: text.describe("Instagram's id."),
    type: mediaType,
    publishedAt: z.date().describe('When it was published.'),
    permalink: nullableText.describe('Where it is at Instagram.'),
    caption: nullableText.describe('The words below it.'),
  })
  .describe('The post that explains a finding.')
export type InsightPost = z.infer<typeof insightPost>

export const insight = z
  .object({
    rule: insightRule,
    title: text.describe('In two to six words.'),
    sentence: text.describe("What was found, in the caller's language."),
    direction: z.enum(['up', 'down']).describe('Whether it is more or less than usual.'),
    metric: text.meta({
      description:
        'In what it was found: `reach`, `impressions`, `engagement`, `profileViews`, `follows`, `followersCount` or `posts`.',
      examples: ['reach'],
    }),
    numbers: z
      .record(text, z.number())
      .describe('The numbers of the sentence and those behind it, by name: docs/methods.md lists them by rule.'),
    days: z.array(dayText).describe('The days that it is about, oldest first; empty where it is about posts.'),
    mediaId: nullableText.describe('The post that explains it; `null` when none does.'),
    post: insightPost.nullable().describe('The same post with what is known of it.'),
    type: mediaType.nullable().describe('The kind of post that it is about.'),
    why: z
      .object({
        sentence: text.describe('Why it is believed, in the same language.'),
        score: z
          .number()
          .describe('How far outside the usual, in standard errors; of streaks the power of ten of its rarity.'),
        threshold: z.number().describe('What the score had to exceed.'),
        sampleSize: count.describe('How many days, weeks or posts it was held against.'),
        baseline: z.number().describe('What is usual.'),
        tests: count.describe('How many questions of this kind were asked at once: the threshold grows with them.'),
      })
      .describe('The rule that found it, with its threshold and the evidence.'),
    strength: z
      .number()
      .meta({ description: '0 to 1: how much it matters. The list is in its order.', examples: [0.62] }),
  })
  .describe('Something that the numbers say.')
export type Insight = z.infer<typeof insight>

export const periodMetric = z
  .enum(['reach', 'impressions', 'engagement'])
  .describe('A metric in which ranges are compared.')
export type PeriodMetric = z.infer<typeof periodMetric>

export const comparedWith = z
  .enum(['previous', 'year'])
  .describe(
    '`previous`: the range of equal length just before. `year`: the same days of the week a year, or as many years as it takes, before.',
  )
export type ComparedWith = z.infer<typeof comparedWith>

export const periodChange = z
  .object({
    metric: periodMetric,
    direction: z.enum(['up', 'down']).describe('Whether it is more or less than in the other period.'),
    perDay: count.describe('Of a settled day of the range, on average.'),
    previousPerDay: count.describe('Of a settled day of the other period, on average.'),
    changePercent: z.number().meta(measured('percent', 'Of the one against the other.')),
    isClear: z
      .boolean()
      .describe('It is more than the ups and downs of the account explain: `score` exceeds `threshold`.'),
    highestOf: count
      .nullable()
      .describe(
        'Of how many periods of this length in a row, this one the last, it is the highest; `null` below four.',
      ),
    why: z
      .object({
        sentence: text.describe("How it was judged, in the caller's language."),
        score: z.number().describe('How far outside the usual ups and downs, in standard errors.'),
        threshold: z.number().describe('What the score has to exceed for the change to be clear.'),
        sampleSize: count.describe('How many days before the range the ups and downs were measured on.'),
        baseline: z.number().describe('What the other period had per day.'),
        tests: count.describe('How many metrics were asked at once.'),
      })
      .describe('The evidence.'),
  })
  .describe('A metric of the range against the same of another period, by settled days alone.')
export type PeriodChange = z.infer<typeof periodChange>

export const insightPeriod = z
  .object({
    comparedWith,
    previousStartDate: dayText.describe('The first day of the other period.'),
    previousEndDate: dayText.describe('Its last day.'),
    changes: z
      .array(periodChange)
      .describe(
        'Reach first; without those of which too little is known: less than seven of ten days of both, and 28 before.',
      ),
    posts: count.meta(measured('posts', 'Posts and reels published in the range.')),
    previousPosts: count
      .nullable()
      .describe('The same of the other period; `null` where it begins before the first post that is known.'),
    nonFollowersPercent: z
      .number()
      .nullable()
      .meta(
        measured(
          'percent',
          'How much of the views came from people who did not follow; `null` where Instagram did not say.',
        ),
      ),
  })
  .describe('The range beside another one.')
export type InsightPeriod = z.infer<typeof insightPeriod>

// A schema of its own, since the types that hosts get are written out by schema.
export const insightsInput = metricsRangeInput.extend({
  compare: comparedWith.describe('What `period` compares the range with; default `previous`.').optional(),
})
export type InsightsInput = z.infer<typeof insightsInput>

export const insightsResult = z
  .object({
    startDate: dayText.describe('The first day that was looked at: of more than 400 days, the newest 400 are.'),
    endDate: dayText.describe('Its last day.'),
    findings: z.array(insight).describe('At most five, what matters most first.'),
    isQuiet: z.boolean().describe('Nothing was found: the range was as usual, or too little is known of it.'),
    reason: z
      .enum(['as_usual', 'too_little_data'])
      .nullable()
      .describe('Why it is quiet. `too_little_data`: fewer than 28 settled days are known.'),
    period: insightPeriod
      .nullable()
      .describe('How the range as a whole stands; `null` where too little is known to say anything of it.'),
    lookedAt: z
      .object({
        days: count.meta(measured('days', 'Days of the range.')),
        knownDays: count.meta(
          measured('days', 'Settled days with a number, in the range and the half year before it.'),
        ),
        provisionalDays: count.meta(
          measured('days', 'Days of the range left out because Instagram may still correct them.'),
        ),
        posts: count.meta(measured('posts', 'Posts and reels of the range and the half year before it.')),
      })
      .describe('How much data was looked at.'),
  })
  .describe('What the numbers of a range say, with the proof of it.')
export type InsightsResult = z.infer<typeof insightsResult>
