import { accounts, betweenBatches, manyAccounts, type periodReach } from '@instagram-dashboard/db'
import { presentAccount } from '../accounts/present-account.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import { compareFollowers, comparePeriods, compareRates, type Periods } from './compare-periods.ts'
import type { MetricSummary } from './contract.ts'
import { openMetrics, presentNumbers, type DayNumbers } from './daily-metrics.ts'
import type { OverviewInput, OverviewItem, overviewMetrics, OverviewResult } from './overview-contract.ts'
import { inOverviewOrder, isAfter, readOverviewCursor, writeOverviewCursor } from './overview-order.ts'
import { previousRange, readSharedRange, type DayRange } from './range.ts'
import { askedLengths, reachForRates } from './read-period-reach.ts'

/** So many days of accounts are read with the same questions, and then everybody else is let by. */
const daysAtOnce = 6_000
const mostAtOnce = 100
const defaultLimit = 50

interface Ranges {
  range: DayRange
  before: DayRange
  now: Date
}

/**
 * All accounts of a user with what `summary` says of each, in a few questions whatever their number.
 * @throws AppError VALIDATION for a range that can not be, or a cursor of another order
 */
export async function readOverview(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { userId, caller: { locale } }: { userId: string; caller: Caller },
  { sort = 'followersCount', order, cursor, limit = defaultLimit, ...asked }: OverviewInput,
): Promise<OverviewResult> {
  const now = clock.now()
  const living = await accounts.listLiving(db, userId)
  const range = await readSharedRange(
    { db, now },
    living.map(({ id }) => id),
    asked,
  )
  const ranges = { range, before: previousRange(range), now }
  const place = { sort, isUp: (order ?? (sort === 'username' ? 'asc' : 'desc')) === 'asc' }
  const after = cursor === undefined ? null : readOverviewCursor(cursor, sort)
  const read: ReadItem[] = []
  const batchSize = Math.max(1, Math.min(mostAtOnce, Math.floor(daysAtOnce / (2 * range.days.length))))
  for (let start = 0; start < living.length; start += batchSize) {
    const batch = living.slice(start, start + batchSize)
    const summariesOf = await readSummaries(db, batch, ranges)
    for (const row of batch) {
      const account = presentAccount(row, { now, locale })
      const { rateByPeriod, ...summaries } = summariesOf(row.id)
      read.push({ item: { account, followersNow: row.followersCount, ...summaries }, rateByPeriod })
    }
    await betweenBatches()
  }
  // One basis for all of them, so that they can be put in an order: an account without any rate is no matter.
  const rated = read.filter(({ item, rateByPeriod }) => rateByPeriod !== null || item.engagementRate.value !== null)
  const isOfPeriods = rated.length > 0 && rated.every(({ rateByPeriod }) => rateByPeriod !== null)
  const items = read.map(({ item, rateByPeriod }) =>
    isOfPeriods && rateByPeriod !== null ? { ...item, engagementRate: rateByPeriod } : item,
  )
  const sorted = inOverviewOrder(items, place)
  const rest = after === null ? sorted : sorted.filter((item) => isAfter(item, after, place))
  const page = rest.slice(0, limit)
  const last = rest.length > limit ? page.at(-1) : undefined
  return {
    items: page,
    nextCursor: last === undefined ? null : writeOverviewCursor(last, sort),
    accounts: sorted.length,
    startDate: range.first,
    endDate: range.last,
    engagementRateBasis: isOfPeriods ? 'period_reach' : 'daily_reach',
  }
}

interface ReadItem {
  /** With the engagement rate by the daily reach. */
  item: OverviewItem
  rateByPeriod: MetricSummary | null
}

type Summaries = Pick<OverviewItem, (typeof overviewMetrics)[number]> & Pick<ReadItem, 'rateByPeriod'>

async function readSummaries(
  db: Deps['db'],
  batch: readonly accounts.AccountRow[],
  { range, before, now }: Ranges,
): Promise<(accountId: string) => Summaries> {
  const ids = batch.map(({ id }) => id)
  const both = { first: before.first, last: range.last }
  const days = byAccount(await manyAccounts.listNumbers(db, ids, both))
  const unsettled = byAccount(await manyAccounts.listUnsettled(db, ids, both))
  const followed = byAccount(await manyAccounts.listFollowerDays(db, ids, both))
  const ends = { days: range.days.length, lastDay: range.last, previousLastDay: before.last }
  const isAsked = askedLengths.includes(ends.days)
  const reached = byAccount(isAsked ? await manyAccounts.listPeriodReach(db, ids, ends) : [])
  return (id) => {
    const periods = periodsOf(days.get(id) ?? [], unsettled.get(id) ?? [], { range, before, now })
    const stored: periodReach.PeriodReach[] = reached.get(id) ?? []
    const rate = isAsked ? compareRates(periods, reachForRates(stored, ends, now)) : null
    const own = followed.get(id) ?? []
    return {
      followersCount: compareFollowers(
        own.filter(({ day }) => day >= range.first),
        own.filter(({ day }) => day < range.first),
        before.last,
      ),
      reach: comparePeriods('reach', periods),
      impressions: comparePeriods('impressions', periods),
      engagement: comparePeriods('engagement', periods),
      engagementRate: comparePeriods('engagementRate', periods),
      rateByPeriod: rate,
    }
  }
}

function periodsOf(
  rows: readonly manyAccounts.NumbersRow[],
  unsettled: readonly manyAccounts.UnsettledRow[],
  { range, before, now }: Ranges,
): Periods {
  const days = rows.map((row): DayNumbers => presentNumbers({ ...unread, ...row }, null))
  const open = new Map(unsettled.map((row) => [row.day, openMetrics(row.unsettled, true)]))
  return {
    current: days.filter(({ date }) => date >= range.first),
    previous: days.filter(({ date }) => date < range.first),
    days: range.days,
    previousDays: before.days,
    isOpen: (name, day) => open.get(day)?.(name) ?? false,
    today: dayOf(now),
  }
}

const unread = {
  accountsEngaged: null,
  likes: null,
  comments: null,
  saves: null,
  shares: null,
  profileViews: null,
}

function byAccount<Row extends { accountId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const own = found.get(row.accountId)
    if (own) own.push(row)
    else found.set(row.accountId, [row])
  }
  return found
}
