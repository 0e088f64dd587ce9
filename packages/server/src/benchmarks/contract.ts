import { z } from 'zod'
import {
  count,
  dayText,
  measured,
  nullableCount,
  nullableInstant,
  nullableNumber,
  nullableWhole,
  readAccountId,
  success,
} from '../contract-parts.ts'
import { benchmarkMetricNames } from './grids.ts'

export const benchmarkMetricName = z.enum(benchmarkMetricNames).describe(
  `What accounts are compared by, over four weeks.
\`engagementRate\`: interactions as percent of the daily reach. \`reachPerFollower\`: the average daily reach as percent of the
followers. \`followersGrowthPercent\`: how much the followers grew. \`postsPerWeek\`: posts and reels a week.`,
)
export type BenchmarkMetricName = z.infer<typeof benchmarkMetricName>

export const benchmarkStatus = z.enum(['ready', 'off', 'opted_out', 'unknown_size', 'too_few_accounts']).describe(
  `Whether there is a comparison.
\`off\`: this installation makes none. \`opted_out\`: the user is not counted and is told nothing. \`unknown_size\`: nobody
counted the followers of these weeks. \`too_few_accounts\`: of like size there are too few, they were not counted yet, or one of them was taken out in the last week.`,
)
export type BenchmarkStatus = z.infer<typeof benchmarkStatus>

export const benchmarkItem = z
  .object({
    metric: benchmarkMetricName,
    value: nullableNumber.describe("The account's own, over the same days; `null` when too few of them are known."),
    percentile: nullableWhole.meta(
      measured('percent', 'How many percent of the accounts are below it, 1 to 99; `null` without `value`.'),
    ),
    margin: count.meta(
      measured(
        'percent',
        'By how many percent `percentile` is off at most in 9 of 10 answers: noise keeps others unknown.',
      ),
    ),
    p10: z.number().describe('A tenth of the accounts is below it.'),
    p25: z.number().describe('A quarter is below it.'),
    p50: z.number().describe('One half is below it.'),
    p75: z.number().describe('Three quarters are below it.'),
    p90: z.number().describe('Nine tenths are below it.'),
  })
  .describe('A metric among the accounts of like size. All numbers of others have noise and are rounded.')
export type BenchmarkItem = z.infer<typeof benchmarkItem>

export const benchmarkInput = z.strictObject({
  accountId: readAccountId.optional(),
  metric: benchmarkMetricName.describe('Only this one.').optional(),
})
export type BenchmarkInput = z.infer<typeof benchmarkInput>

export const benchmarkResult = z
  .object({
    status: benchmarkStatus,
    fewestFollowers: nullableCount.describe('Accounts are compared that have so many followers or more.'),
    mostFollowers: nullableCount.describe('And so many at most; `null` for no end.'),
    accounts: nullableCount.meta(measured('accounts', 'About how many there are.')),
    startDate: dayText.nullable().describe('The first day that was looked at.'),
    endDate: dayText.nullable().describe('The last day.'),
    computedAt: nullableInstant.describe('When it was worked out.'),
    items: z.array(benchmarkItem).describe('Empty unless `ready`.'),
  })
  .describe('An account among those of like size in this installation.')
export type BenchmarkResult = z.infer<typeof benchmarkResult>

export const benchmarkChoice = z
  .object({
    isOn: z.boolean().describe('Whether this installation compares accounts at all.'),
    isOptedOut: z.boolean().describe('Whether the accounts of the user are left out, who is then told nothing.'),
  })
  .describe("Whether the user's accounts are counted in comparisons with others.")
export type BenchmarkChoice = z.infer<typeof benchmarkChoice>

export const setBenchmarkInput = z.strictObject({
  isOptedOut: z
    .boolean()
    .describe('`true` leaves all accounts of the user out, at once; `false` counts them in with the next four weeks.'),
})
export type SetBenchmarkInput = z.infer<typeof setBenchmarkInput>
export const setBenchmarkResult = z.object({ success })
export type SetBenchmarkResult = z.infer<typeof setBenchmarkResult>
