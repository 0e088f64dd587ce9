import { z } from 'zod'
import {
  changedAccountId,
  count,
  day,
  dayText,
  id,
  measured,
  nullableInstant,
  nullableNumber,
  nullableWhole,
  readAccountId,
  success,
  text,
} from '../contract-parts.ts'
import { goalMetricNames } from './goal-metrics.ts'

export const goalMetricName = z.enum(goalMetricNames).describe('What a goal can be about.')
export type GoalMetricName = z.infer<typeof goalMetricName>

export const goalKind = z.enum(['level', 'sum', 'daily_average']).describe(
  `How a goal is measured.
\`level\`: the number of followers is to be that high once. \`sum\`: the days from the first to the last are added up.
\`daily_average\`: people are counted once a day and not added up, so it is the average of the days, known at the end.`,
)
export type GoalKind = z.infer<typeof goalKind>

export const goalState = z.enum(['on_track', 'behind', 'reached', 'missed', 'unknown']).describe(
  `How a goal stands.
\`on_track\` and \`behind\`: where the pace of the last 28 days leads by the last day. \`reached\`: by counted followers, or
by days that Instagram does not correct any more. \`missed\`: the last day is settled. \`unknown\`: fewer than 14 of the
last 28 days are known.`,
)
export type GoalState = z.infer<typeof goalState>

export const goalPace = z
  .object({
    perDay: z.number().describe('What the last 28 days brought on an average day.'),
    projected: z.number().describe('What it will be at the end of the last day if it goes on like that.'),
    low: z.number().describe('The lower end of a range in which it will be with 80 %, by how uneven the days were.'),
    high: z.number().describe('Its upper end.'),
    basedOnDays: count.meta(measured('days', 'How many of the last 28 days are known.')),
  })
  .describe('Where it leads at this pace.')
export type GoalPace = z.infer<typeof goalPace>

export const goalSchema = z
  .object({
    id,
    accountId: id.describe('The account.'),
    metric: goalMetricName,
    kind: goalKind,
    amount: count.describe('How much is wanted; of a daily average, a day.'),
    startDate: dayText.describe('The first day that counts.'),
    by: dayText.describe('The last day that counts.'),
    state: goalState,
    value: nullableNumber.describe('What it is now; `null` while nothing is known.'),
    startValue: nullableWhole.describe('How many followers there were when the goal was set; else `null`.'),
    progressPercent: nullableNumber.meta(
      measured('percent', 'How much of the way is done, 0 to 100: of followers, from `startValue`.'),
    ),
    knownDays: count.meta(measured('days', 'Days from the first on that are known.')),
    provisionalDays: count.meta(measured('days', 'Those of them that Instagram may still correct.')),
    daysLeft: count.meta(measured('days', 'Today and the days up to the last; 0 when it is over.')),
    neededPerDay: nullableNumber.describe(
      'What each day left has to bring; `null` when nothing is left to do or no day to do it.',
    ),
    pace: goalPace.nullable().describe('`null` when too few days are known, or the last day is over.'),
    createdAt: z.date().describe('When it was set.'),
    reachedAt: nullableInstant.describe(
      'When it was first seen that it was reached, and told. It stays when Instagram corrects the numbers: `state` then ' +
        'is not `reached` any more.',
    ),
  })
  .describe('What somebody wants of a number by a day, and how far it is.')
export type Goal = z.infer<typeof goalSchema>

const amount = count.min(1).max(1_000_000_000_000)
const by = day.describe('The last day that counts, today in Los Angeles or later, at most two years ahead.')

export const goalsListInput = z.strictObject({ accountId: readAccountId.optional() })
export type GoalsListInput = z.infer<typeof goalsListInput>
export const goalsListResult = z.object({ items: z.array(goalSchema).describe('In the order in which they were set.') })
export type GoalsListResult = z.infer<typeof goalsListResult>

export const goalCreateInput = z.strictObject({
  accountId: changedAccountId.optional(),
  metric: goalMetricName,
  amount: amount.describe('How much is wanted, more than it is now; of a daily average, a day.'),
  by,
  startDate: day.describe('The first day that counts. Default: today in Los Angeles.').optional(),
})
export type GoalCreateInput = z.infer<typeof goalCreateInput>

export const goalUpdateInput = z.strictObject({
  id: text.min(1).max(64).describe('The goal.'),
  amount: amount.describe('How much is wanted from now on.').optional(),
  by: by.optional(),
})
export type GoalUpdateInput = z.infer<typeof goalUpdateInput>

export const goalRemoveInput = z.strictObject({ id: text.min(1).max(64).describe('The goal.') })
export type GoalRemoveInput = z.infer<typeof goalRemoveInput>
export const goalRemoveResult = z.object({ success })
export type GoalRemoveResult = z.infer<typeof goalRemoveResult>
