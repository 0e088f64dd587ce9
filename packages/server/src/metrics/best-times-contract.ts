import { z } from 'zod'
import { accountId, count, text } from '../contract-parts.ts'

export const bestTimeSlot = z
  .object({
    weekday: count.describe('1 Monday to 7 Sunday (ISO 8601).'),
    hour: count.describe('0 to 23: from that hour on, until the next.'),
    posts: count,
    engagement: z.number().describe('Engagement of a post, on average.'),
  })
  .describe('A weekday and hour, with how the posts that were published then did.')
export type BestTimeSlot = z.infer<typeof bestTimeSlot>

const isTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

export const bestTimesInput = z.strictObject({
  accountId: accountId.optional(),
  timeZone: text
    .max(64)
    .refine(isTimeZone)
    .describe('Default: the zone of the schedule (`SCHEDULE_TIME_ZONE`).')
    .optional(),
})
export type BestTimesInput = z.infer<typeof bestTimesInput>
export const bestTimesResult = z.object({
  timeZone: text,
  slots: z
    .array(bestTimeSlot)
    .describe(
      'Hours at which something was published, Monday first. The others are not known, which is not the same as bad.',
    ),
  best: z
    .array(bestTimeSlot)
    .describe(
      'Up to three, the best first, of hours with at least two posts; empty while there are too few posts to say.',
    ),
  posts: count.describe(
    'How many posts and reels are counted: those of the last 180 days that are 48 hours old and still there.',
  ),
})
export type BestTimesResult = z.infer<typeof bestTimesResult>
