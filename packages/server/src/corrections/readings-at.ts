import {
  dailyMetrics,
  earlierReadings,
  followerDays,
  periodReach,
  type accounts,
  type Handle,
} from '@instagram-dashboard/db'
import { settledFrom, startOfDay } from '../instagram/index.ts'
import { stateAt, statesOf } from './history.ts'
import { markImported } from './imported-followers.ts'
import { unpackDay } from './packed-day.ts'
import { unpackFollowers, unpackReach } from './packed-followers.ts'
import type { Days, Readings } from './readings.ts'

/** What is known of an account's row that is older than its days. */
export type Beginning = Pick<accounts.AccountRow, 'id' | 'createdAt'>

/** As it was at an instant: made of what is stored and of what was kept of each change since. */
export function readingsAt(db: Handle, account: Beginning, { asOf, now }: { asOf: Date; now: Date }): Readings {
  const { id } = account
  if (asOf < account.createdAt) return noReadings

  const listDays: Readings['listDays'] = async (days) => {
    const earlier = await earlierOf(db, id, days)
    const first = await dailyMetrics.listFirstReadings(db, id, days)
    const firstRead = new Map(first.map((row) => [row.day, row.firstReadAt]))
    return (await dailyMetrics.listDays(db, id, days)).flatMap((row) => {
      const states = statesOf(row, earlier.get(row.day) ?? [], { unpack: beforeOfDay, now })
      return stateAt(states, { asOf, now, bornAt: () => firstRead.get(row.day) ?? row.fetchedAt })?.row ?? []
    })
  }
  const listFollowers: Readings['listFollowers'] = async (days) =>
    (await followersAt(db, account, { asOf, now, ...days })).map(({ row }) => row)
  return {
    listDays,
    listNumbers: listDays,
    listAllNumbers: listDays,
    listUnsettled: async (days) => (await listDays(days)).filter(({ isFinal }) => !isFinal),
    listFollowers,
    async listGrowth(days) {
      const rows = new Map((await listDays(days)).map((row) => [row.day, row]))
      return (await listFollowers(days)).map((row) => {
        const { follows = null, unfollows = null } = rows.get(row.day) ?? {}
        return { ...row, follows, unfollows }
      })
    },
    async findFirstDay() {
      const [[numbers], [followers]] = [await listDays(always), await listFollowers(always)]
      return [numbers, followers].flatMap((row) => (row === undefined ? [] : [row.day])).toSorted()[0]
    },
    async listPeriods(ends) {
      const earlier = await earlierOf(db, id, { first: ends.previousLastDay, last: ends.lastDay })
      return (await periodReach.listPair(db, id, ends)).flatMap((row) => {
        const states = statesOf(row, earlier.get(row.lastDay) ?? [], {
          unpack: (before, after) => {
            const reach = unpackReach(before, ends.days)
            return reach && { ...after, ...reach }
          },
          now,
        })
        return stateAt(states, { asOf, now, bornAt: ({ readAt }) => readAt })?.row ?? []
      })
    },
  }
}

/** The followers of some days as they were at an instant, each with since when. */
export async function followersAt(
  db: Handle,
  account: Beginning,
  { asOf, now, ...days }: Days & { asOf: Date; now: Date },
): Promise<{ row: followerDays.FollowerDay; since: Date }[]> {
  const earlier = await earlierOf(db, account.id, days)
  const first = await followerDays.listFirstKnown(db, account.id, days)
  const firstKnown = new Map(first.map((row) => [row.day, row.firstKnownAt]))
  const stored = await markImported(db, account.id, await followerDays.listDays(db, account.id, days))
  return stored.flatMap((row) => {
    const states = statesOf(row, earlier.get(row.day) ?? [], { unpack: beforeOfFollowers, now })
    const bornAt = (oldest: followerDays.FollowerDay) => firstKnown.get(row.day) ?? likelyBirth(oldest, account)
    return stateAt(states, { asOf, now, bornAt }) ?? []
  })
}

const always: Days = { first: '0000-01-01', last: '9999-12-31' }

const noReadings: Readings = {
  listDays: async () => [],
  listNumbers: async () => [],
  listAllNumbers: async () => [],
  listUnsettled: async () => [],
  listFollowers: async () => [],
  listGrowth: async () => [],
  findFirstDay: async () => undefined,
  listPeriods: async () => [],
}

const hasNumbers = ({ n, m, u, x, i, r }: earlierReadings.PackedBefore) =>
  [n, m, u, x, i, r].some((part) => part !== undefined)

/** A day's row before a change; `null` when it was not changed then. */
export function beforeOfDay(
  before: earlierReadings.PackedBefore,
  after: dailyMetrics.DailyMetricsRow,
): dailyMetrics.DailyMetricsRow | null {
  return hasNumbers(before) ? unpackDay(before, after) : null
}

/** The same of its followers. */
export function beforeOfFollowers(
  before: earlierReadings.PackedBefore,
  after: followerDays.FollowerDay,
): followerDays.FollowerDay | null {
  return before.f === undefined ? null : unpackFollowers(before, after)
}

export async function earlierOf(
  db: Handle,
  accountId: string,
  days: Days,
): Promise<Map<string, earlierReadings.PackedReading[]>> {
  const rows = await earlierReadings.list(db, accountId, days)
  return new Map(rows.map(({ day, readings }) => [day, readings]))
}

/** Of what an older version worked out nobody noted when: what is final was so since the day settled, or since the start. */
export function likelyBirth({ day, isFinal }: followerDays.FollowerDay, { createdAt }: Beginning): Date {
  const known = isFinal ? settledFrom(day) : startOfDay(day)
  return known > createdAt ? known : createdAt
}
