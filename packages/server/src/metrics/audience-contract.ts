import { z } from 'zod'

export const audienceDimensions = ['age', 'gender', 'country', 'city'] as const
export type AudienceDimension = (typeof audienceDimensions)[number]

/** One group of people. */
export interface AudienceGroup {
  /** By Instagram's names: `25-34`; `F`, `M` or `U` (not told); `BR` (ISO 3166); `São Paulo, São Paulo`. */
  name: string
  people: number
  /** Percent of the people that Instagram put into a group; it names the 45 largest at most. */
  share: number
}
/** Largest first; `null` when Instagram does not say, as below a hundred people. */
export type AudienceGroups = Record<AudienceDimension, AudienceGroup[] | null>

export interface AudienceInput {
  accountId?: string | undefined
}
export interface AudienceResult {
  /** Everybody who follows the account. */
  followers: AudienceGroups
  /** Who engaged with it within a month. */
  engaged: AudienceGroups
  /** When Instagram was last asked, about once a week; `null` when it was not asked yet. */
  readAt: Date | null
}

/** A weekday and hour, with how the posts that were published then did. */
export interface BestTimeSlot {
  /** 1 Monday to 7 Sunday (ISO 8601). */
  weekday: number
  /** 0 to 23: from that hour on, until the next. */
  hour: number
  posts: number
  /** Engagement of a post, on average. */
  engagement: number
}
export interface BestTimesInput {
  accountId?: string | undefined
  /** Default: the zone of the schedule (`SCHEDULE_TIME_ZONE`). */
  timeZone?: string | undefined
}
export interface BestTimesResult {
  timeZone: string
  /** Hours at which something was published, Monday first. The others are not known, which is not the same as bad. */
  slots: BestTimeSlot[]
  /** Up to three, the best first, of hours with at least two posts; empty while there are too few posts to say. */
  best: BestTimeSlot[]
  /** How many posts and reels are counted: those of the last 180 days that are 48 hours old and still there. */
  posts: number
}

export interface MetricsExportInput {
  format: 'csv' | 'json'
  accountId?: string | undefined
  startDate?: string | undefined
  endDate?: string | undefined
}
export interface MetricsExportResult {
  fileName: string
  contentType: string
  /** The whole file. CSV is UTF-8 with a byte order mark, and holds nothing that a spreadsheet would run. */
  content: string
}

const group = z.object({ name: z.string(), people: z.number(), share: z.number() })
const groups = z.object({
  age: z.array(group).nullable(),
  gender: z.array(group).nullable(),
  country: z.array(group).nullable(),
  city: z.array(group).nullable(),
})

const accountId = z.string().min(1).max(64).optional()

export const audienceInput = z.strictObject({ accountId }) satisfies z.ZodType<AudienceInput>

export const audienceResult = z.object({
  followers: groups,
  engaged: groups,
  readAt: z.date().nullable(),
}) satisfies z.ZodType<AudienceResult>

const slot = z.object({
  weekday: z.number().int(),
  hour: z.number().int(),
  posts: z.number().int(),
  engagement: z.number(),
})

const isTimeZone = (zone: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

export const bestTimesInput = z.strictObject({
  accountId,
  timeZone: z.string().max(64).refine(isTimeZone).optional(),
}) satisfies z.ZodType<BestTimesInput>

export const bestTimesResult = z.object({
  timeZone: z.string(),
  slots: z.array(slot),
  best: z.array(slot),
  posts: z.number().int(),
}) satisfies z.ZodType<BestTimesResult>

export const metricsExportResult = z.object({
  fileName: z.string(),
  contentType: z.string(),
  content: z.string(),
}) satisfies z.ZodType<MetricsExportResult>
