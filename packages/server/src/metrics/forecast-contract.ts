import { z } from 'zod'
import { count, dayText, measured, readAccountId, wholeNumber } from '../contract-parts.ts'

export const forecastMetric = z.enum(['followersCount', 'reach']).describe('What can be forecast.')
export type ForecastMetric = z.infer<typeof forecastMetric>

export const forecastPoint = z
  .object({
    date: dayText.describe('The day; of a week its last one.'),
    low: wholeNumber.meta(measured('people', 'One in ten is below it.')),
    middle: wholeNumber.meta(measured('people', 'As many are above it as below.')),
    high: wholeNumber.meta(measured('people', 'One in ten is above it.')),
  })
  .describe('What is expected of a day, or of a week.')
export type ForecastPoint = z.infer<typeof forecastPoint>

export const forecastInput = z.strictObject({
  accountId: readAccountId.optional(),
  metric: forecastMetric.describe('`followersCount` by day, or `reach` by week.'),
})
export type ForecastInput = z.infer<typeof forecastInput>

export const forecastResult = z
  .object({
    metric: forecastMetric,
    interval: z.enum(['day', 'week']).describe('What a point is of.'),
    aggregation: z
      .enum(['last', 'daily_average'])
      .describe("How the days of a point become one number: `timeline`'s of the same interval says the same."),
    lastDay: dayText.nullable().describe('The last settled day, after which the forecast begins; `null` without one.'),
    points: z
      .array(forecastPoint)
      .nullable()
      .describe('28 days, or four weeks, oldest first; `null` where too little is known.'),
    reason: z
      .enum(['too_little_data'])
      .nullable()
      .describe('Why there are no points: fewer than 56 settled days are known.'),
    rangePercent: count.meta({
      description: 'Of how many in a hundred the truth is to be in the range.',
      examples: [80],
    }),
    knownDays: count.meta(measured('days', 'Settled days that it was made from.')),
    past: z
      .object({
        forecasts: count.describe('How many of our earlier forecasts of this account were held against what came.'),
        points: count.describe('Days, or weeks, of them that have come.'),
        meanAbsolutePercentError: z.number().meta(measured('percent', 'How far the middle was off, on average.')),
        withinPercent: z.number().meta(measured('percent', 'How many of them were in the range.')),
      })
      .nullable()
      .describe('The measured error of our own earlier forecasts of this account; `null` before there is any.'),
    backtest: z
      .object({
        origins: count.describe('From how many past days the same was forecast 28 days ahead.'),
        meanAbsolutePercentError: z.number().meta(measured('percent', 'How far that was off, on average.')),
      })
      .nullable()
      .describe("The same method tried on the account's past: not a forecast that anybody was given."),
  })
  .describe('What is expected of the next 28 days.')
export type ForecastResult = z.infer<typeof forecastResult>
