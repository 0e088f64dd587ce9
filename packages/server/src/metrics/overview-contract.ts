import { z } from 'zod'
import { accountSchema } from '../accounts/contract.ts'
import { count, cursorOf, day, dayText, measured, nullableWhole, pageLimit, pageOf } from '../contract-parts.ts'
import { metricSummary, rangeStart, rateBasis } from './contract.ts'

export const overviewMetrics = ['followersCount', 'reach', 'impressions', 'engagement', 'engagementRate'] as const

const sorts = overviewMetrics.flatMap((name) => [name, `${name}Change`, `${name}ChangePercent`] as const)
export const overviewSort = z
  .enum(['username', 'numbersReadAt', ...sorts])
  .describe(
    'By what the accounts are ordered; those without it come last. `reachChange`: by how much the reach changed.',
  )
export type OverviewSort = z.infer<typeof overviewSort>

export const overviewInput = z.strictObject({
  startDate: rangeStart
    .describe(
      'First day, `YYYY-MM-DD`, or `beginning`: the first day of which anything is stored of any account. Default: 29 ' +
        'days before `endDate`.',
    )
    .optional(),
  endDate: day.describe('Last day, `YYYY-MM-DD`. Default: yesterday in Los Angeles, the last whole day.').optional(),
  sort: overviewSort.describe('By what; default `followersCount`.').optional(),
  order: z.enum(['asc', 'desc']).describe('Default `desc`, of names `asc`.').optional(),
  cursor: cursorOf(/^[^~]{1,200}~[\w-]{1,64}$/, '10500~0f9d7c1e-6a55-4d0c-9a53-1f2b3c4d5e6f'),
  limit: pageLimit(50),
})
export type OverviewInput = z.infer<typeof overviewInput>

export const overviewItem = z
  .object({
    account: accountSchema,
    followersNow: nullableWhole.meta(measured('people', 'How many follow by the newest count.')),
    followersCount: metricSummary,
    reach: metricSummary,
    impressions: metricSummary,
    engagement: metricSummary,
    engagementRate: metricSummary,
  })
  .describe('An account and what `metrics.summary` says of it.')
export type OverviewItem = z.infer<typeof overviewItem>

export const overviewResult = pageOf(overviewItem, 'As `sort` says; equal ones by their id.')
  .extend({
    accounts: count.meta(measured('accounts', 'How many there are in all.')),
    startDate: dayText.describe('The first day of the period.'),
    endDate: dayText.describe('Its last day.'),
    engagementRateBasis: rateBasis.describe(
      'What all engagement rates were divided by: the reach of the period only where that of each account with a rate is ' +
        'known, else the daily reach added up. `metrics.summary` of one account may have the other.',
    ),
  })
  .describe('All accounts of the user over a period, each against the period of equal length before.')
export type OverviewResult = z.infer<typeof overviewResult>
