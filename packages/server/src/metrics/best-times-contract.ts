import { z } from 'zod'
import { count, measured, nullableNumber, readAccountId, text, wholeNumber } from '../contract-parts.ts'

const hourFields = {
  hour: count.meta({ description: '0 to 23: from that hour on, until the next.', examples: [19] }),
  posts: count.meta(measured('posts', 'How many were published then.')),
  engagement: z.number().meta(measured('interactions', 'Engagement of a post, on average.')),
  expected: z
    .number()
    .meta(
      measured(
        'interactions',
        "What a post can be expected to get: drawn toward the account's usual, the more so the fewer posts there are.",
      ),
    ),
}
export const bestTimeHour = z
  .object(hourFields)
  .describe('An hour of any weekday, with how the posts that were published then did.')
export type BestTimeHour = z.infer<typeof bestTimeHour>

export const bestTimeSlot = z
  .object({
    weekday: count.meta({ description: '1 Monday to 7 Sunday (ISO 8601).', examples: [3] }),
    ...hourFields,
  })
  .describe('A weekday and hour, with how the posts that were published then did.')
export type BestTimeSlot = z.infer<typeof bestTimeSlot>

export const onlineHour = z
  .object({
    weekday: count.meta({ description: '1 Monday to 7 Sunday (ISO 8601).', examples: [3] }),
    hour: count.meta({ description: '0 to 23: from that hour on, until the next.', examples: [19] }),
    people: wholeNumber.meta(measured('people', 'Followers online in that hour, on average of about a month.')),
  })
  .describe('How many followers are online in an hour of the week, by Instagram.')
export type OnlineHour = z.infer<typeof onlineHour>

const isTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

export const bestTimesInput = z.strictObject({
  accountId: readAccountId.optional(),
  timeZone: text
    .max(64)
    .meta({ examples: ['America/Sao_Paulo'] })
    .refine(isTimeZone)
    .describe('Default: the zone of the schedule (`SCHEDULE_TIME_ZONE`).')
    .optional(),
})
export type BestTimesInput = z.infer<typeof bestTimesInput>
export const bestTimesResult = z
  .object({
    timeZone: text.meta({ description: 'The zone of the hours.', examples: ['America/Sao_Paulo'] }),
    slots: z
      .array(bestTimeSlot)
      .describe(
        'Hours at which something was published, Monday first. The others are not known, which is not the same as bad.',
      ),
    hours: z.array(bestTimeHour).describe('The same without the weekday, earliest first.'),
    best: z
      .array(bestTimeSlot)
      .describe(
        'Up to three, what can be expected most of first, of hours with at least five posts that stay among the best whichever of the posts had happened to be there; empty where none stands out.',
      ),
    bestHours: z.array(bestTimeHour).describe('The same of hours without the weekday.'),
    usual: nullableNumber.meta(
      measured('interactions', 'What a post can be expected to get at any hour; `null` without posts.'),
    ),
    online: z
      .array(onlineHour)
      .nullable()
      .describe(
        'When followers are online, Monday first; read about once a week. `null` where Instagram does not say, as it often does not, and below a hundred followers.',
      ),
    posts: count.describe(
      'How many posts and reels are counted: those of the last 180 days that are 48 hours old and still there.',
    ),
  })
  .describe('When posts did well.')
export type BestTimesResult = z.infer<typeof bestTimesResult>
