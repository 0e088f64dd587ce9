import {
  dailyMetrics,
  earlierReadings,
  followerCounts,
  followerDays,
  type accounts,
  type Handle,
} from '@instagram-dashboard/db'
import { statesOf, type State } from '../corrections/history.ts'
import { beforeOfDay, beforeOfFollowers, likelyBirth } from '../corrections/readings-at.ts'
import { hoursOf } from '../followers/day-of-count.ts'
import { addDays, endOfDay, startOfDay } from '../instagram/index.ts'

type Account = accounts.AccountRow

/** A row with all that it was before, newest first, and when the oldest of it was first there. */
export interface History<Row> {
  states: readonly State<Row>[]
  bornAt: Date
}

/** What is stored of a day, for a receipt of one of its numbers. */
export interface Subject {
  account: Account
  date: string
  now: Date
  row: History<dailyMetrics.DailyMetricsRow> | null
  followers: History<followerDays.FollowerDay> | null
  /** The count that closes the day, or else the newest of the day itself. */
  count: followerCounts.FollowerCountRow | null
}

export async function readSubject(
  db: Handle,
  { account, date, now }: Pick<Subject, 'account' | 'date' | 'now'>,
): Promise<Subject> {
  const day = { first: date, last: date }
  const [earlier] = await earlierReadings.list(db, account.id, day)
  const readings = earlier?.readings ?? []
  const [row] = await dailyMetrics.listDays(db, account.id, day)
  const [first] = await dailyMetrics.listFirstReadings(db, account.id, day)
  const [followerDay] = await followerDays.listDays(db, account.id, day)
  const [firstKnown] = await followerDays.listFirstKnown(db, account.id, day)
  return {
    account,
    date,
    now,
    row: row
      ? {
          states: statesOf(row, readings, { unpack: beforeOfDay, now }),
          bornAt: first?.firstReadAt ?? row.fetchedAt,
        }
      : null,
    followers: followerDay
      ? {
          states: statesOf(followerDay, readings, { unpack: beforeOfFollowers, now }),
          bornAt: firstKnown?.firstKnownAt ?? likelyBirth(followerDay, account),
        }
      : null,
    count: await findCount(db, account.id, date),
  }
}

async function findCount(db: Handle, accountId: string, date: string): Promise<followerCounts.FollowerCountRow | null> {
  const { closed } = hoursOf(addDays(date, 1))
  const end = endOfDay(date)
  const counts = await followerCounts.list(db, accountId, { first: startOfDay(date), last: closed })
  const closing = counts.find(({ takenAt }) => takenAt >= end && takenAt < closed)
  return closing ?? counts.findLast(({ takenAt }) => takenAt < end) ?? null
}
