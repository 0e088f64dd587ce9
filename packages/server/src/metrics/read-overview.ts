import { accounts, betweenBatches, manyAccounts, type periodReach } from '@instagram-dashboard/db'
import { presentAccount } from '../accounts/present-account.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import { compareFollowers, comparePeriods, compareRates, type Periods } from './compare-periods.ts'
import type { MetricSummary } from './contract.ts'
import { openMetrics, presentNumbers, type DayNumbers } from './daily-metrics.ts'
import { overviewMetrics, type OverviewInput, type OverviewItem, type OverviewResult } from './overview-contract.ts'
import { previousRange, readSharedRange, type DayRange } from './range.ts'
import { askedLengths, reachForRates } from './read-period-reach.ts'

/** So many accounts are read with the same questions, and then everybody else is let by. */
const batchSize = 100
const defaultLimit = 50

interface Ranges {
  range: DayRange
  before: DayRange
  now: Date
}

/** All accounts of a user with what `summary` says of each, in a few questions whatever their number. */
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
  const items: OverviewItem[] = []
  for (let start = 0; start < living.length; start += batchSize) {
    const batch = living.slice(start, start + batchSize)
    const summariesOf = await readSummaries(db, batch, ranges)
    for (const row of batch) {
      const account = presentAccount(row, { now, locale })
      items.push({ account, followersNow: row.followersCount, ...summariesOf(row.id) })
    }
    await betweenBatches()
  }
  const sorted = inOrder(items, { sort, isUp: (order ?? (sort === 'username' ? 'asc' : 'desc')) === 'asc' })
  const first = cursor === undefined ? 0 : sorted.findIndex(({ account }) => account.id === cursor) + 1
  const page = sorted.slice(first, first + limit)
  const hasMore = first + limit < sorted.length
  return {
    items: page,
    nextCursor: hasMore ? (page.at(-1)?.account.id ?? null) : null,
    accounts: sorted.length,
    startDate: range.first,
    endDate: range.last,
  }
}

type Summaries = Pick<OverviewItem, (typeof overviewMetrics)[number]>

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
      engagementRate: rate ?? comparePeriods('engagementRate', periods),
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

/** Those without a value last in either way, and equal ones by their id, so that pages follow each other. */
function inOrder(
  items: readonly OverviewItem[],
  { sort, isUp }: { sort: NonNullable<OverviewInput['sort']>; isUp: boolean },
): OverviewItem[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item, sort) }))
  const sorted = keyed.toSorted((one, other) => {
    if (one.key === null || other.key === null) {
      return (
        Number(one.key === null) - Number(other.key === null) || compare(one.item.account.id, other.item.account.id)
      )
    }
    const difference = compare(one.key, other.key)
    return (isUp ? difference : -difference) || compare(one.item.account.id, other.item.account.id)
  })
  return sorted.map(({ item }) => item)
}

function keyOf(item: OverviewItem, sort: NonNullable<OverviewInput['sort']>): string | number | null {
  if (sort === 'username') return item.account.username
  if (sort === 'numbersReadAt') return item.account.numbersReadAt?.getTime() ?? null
  const name = overviewMetrics.find((one) => one === sort || `${one}Change` === sort || `${one}ChangePercent` === sort)
  const summary: MetricSummary | null = name === undefined ? null : item[name]
  if (summary === null) return null
  if (sort.endsWith('ChangePercent')) return summary.changePercent
  return sort.endsWith('Change') ? summary.change : summary.value
}

function compare<Value extends string | number>(one: Value, other: Value): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
