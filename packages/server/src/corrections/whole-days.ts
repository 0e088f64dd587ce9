import type { accounts, dailyMetrics, followerDays, Handle } from '@instagram-dashboard/db'
import { endOfDay } from '../instagram/index.ts'
import type { Days } from './readings.ts'
import { followersAt } from './readings-at.ts'

type Read = Pick<dailyMetrics.DailyMetricsRow, 'day' | 'fetchedAt' | 'followsReadAt' | 'importedAt'>

/**
 * Whether a day's row is Instagram's word of the whole day. What was read while it was under way only goes on, and what
 * was imported is replaced: neither is corrected.
 * @param areFollows of who came and went, which is read apart from the rest
 */
export function isOfWholeDay({ day, fetchedAt, followsReadAt, importedAt }: Read, areFollows: boolean): boolean {
  const readAt = areFollows ? followsReadAt : fetchedAt
  return importedAt === null && readAt !== null && readAt >= endOfDay(day)
}

/** The same of its followers: a count of the running day only goes on. @param since when they were first so */
export function areOfWholeDay(
  { day, isFinal }: Pick<followerDays.FollowerDay, 'day' | 'isFinal'>,
  since: Date,
): boolean {
  return isFinal || since >= endOfDay(day)
}

/** The days of a range whose followers were known of the whole day at an instant. */
export async function listWholeFollowers(
  db: Handle,
  account: Pick<accounts.AccountRow, 'id' | 'createdAt'>,
  { asOf, now, ...days }: Days & { asOf: Date; now: Date },
): Promise<Set<string>> {
  const known = await followersAt(db, account, { asOf, now, ...days })
  return new Set(known.flatMap(({ row, since }) => (areOfWholeDay(row, since) ? [row.day] : [])))
}
