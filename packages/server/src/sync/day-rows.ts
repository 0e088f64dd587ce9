import type { dailyMetrics } from '@instagram-dashboard/db'
import { addDays, endOfDay, type FollowsReading, recentSeriesDays, settledFrom } from '../instagram/index.ts'
import { askedTotals, asksFollows, followsKeptDays, followsMetric, type Askable } from './asked-metrics.ts'
import {
  areFollowsSettled,
  areTotalsSettled,
  awaitedOf,
  isAskedLast,
  type Awaited,
  type DayState,
} from './late-days.ts'
import type { DayAnswers, Answers } from './answers.ts'

type Row = dailyMetrics.DailyMetricsRow
type MetricColumn = Exclude<
  keyof Row,
  | 'accountId'
  | 'day'
  | 'other'
  | 'missing'
  | 'unsettled'
  | 'followsReadAt'
  | 'rawEndTime'
  | 'isFinal'
  | 'fetchedAt'
  | 'importedAt'
>
type Values = Record<MetricColumn, number | null>

/** Instagram's name of each stored metric. */
export const instagramNameOf = {
  reach: 'reach',
  views: 'views',
  accountsEngaged: 'accounts_engaged',
  totalInteractions: 'total_interactions',
  likes: 'likes',
  comments: 'comments',
  saves: 'saves',
  shares: 'shares',
  replies: 'replies',
  reposts: 'reposts',
  profileViews: 'profile_views',
  websiteClicks: 'website_clicks',
  profileLinksTaps: 'profile_links_taps',
  newFollowers: 'follower_count',
  follows: followsMetric,
  unfollows: followsMetric,
} as const satisfies Record<MetricColumn, string>

// The guarantee: the object above has these keys and no others.
const columns = Object.keys(instagramNameOf) as MetricColumn[]
const knownNames = new Set<string>(Object.values(instagramNameOf))

export interface DayRowsInput {
  accountId: string
  answers: Answers
  /** Which of the read days to make rows of. */
  days: readonly string[]
  stored: ReadonlyMap<string, Row>
  /** What is known of all days, by which the numbers are known that are still to come. */
  states: ReadonlyMap<string, DayState>
  today: string
  /** The Los Angeles day on which the account was first connected. */
  since: string
  now: Date
}

/**
 * The rows to save: what Instagram says now, or, where it says nothing, what it said of the whole day before. A blank
 * never replaces a number, and always has its reason. A day is final when Instagram was asked for all of it after it had
 * settled, and said every number that is shown or was to be expected.
 */
export function dayRows({ accountId, answers, days, stored, states, today, since, now }: DayRowsInput): Row[] {
  const asked: Askable = {
    today,
    since,
    followersCount: answers.profile.followersCount,
    refusedMetrics: answers.refusedMetrics,
  }
  const rows = days.flatMap((day) => {
    const read = answers.days.get(day)
    return read ? [readRow(accountId, { read, answers, asked, before: stored.get(day) })] : []
  })
  // Days that were read together tell about each other.
  const known = new Map<string, DayState>([...states, ...rows.map((row) => [row.day, row] as const)])
  const awaited = awaitedOf(known, asked, now)
  return rows.map((row) => judged(row, { answers, asked, awaited, now: answers.days.get(row.day)?.askedAt ?? now }))
}

/** One day, and what its row depends on. */
interface ReadDay {
  read: DayAnswers
  answers: Answers
  asked: Askable
  before: Row | undefined
}

/** A row with its numbers, and which of them did not come since the day settled; not judged yet. */
function readRow(accountId: string, context: ReadDay): Row {
  const { read, answers, before } = context
  const { day, totals, follows, askedAt: now } = read
  const reach = answers.series?.get('reach')?.get(day)
  const net = netOf(context)
  const said = (column: MetricColumn): number | undefined => {
    if (column === 'reach') return reach?.value ?? totals?.get('reach')
    if (column === 'newFollowers') return answers.series?.get('follower_count')?.get(day)?.value
    if (column === 'follows' || column === 'unfollows') return net?.[column]
    return totals?.get(instagramNameOf[column])
  }
  const saidNow = new Set(
    columns.filter((column) => said(column) !== undefined).map((column) => instagramNameOf[column]),
  )
  const kept = totals === undefined ? before : withoutHalfDay(before, now)
  // The guarantee: one entry for each column.
  const values = Object.fromEntries(columns.map((column) => [column, said(column) ?? kept?.[column] ?? null])) as Values
  const imported = columns.filter(
    (column) =>
      values[column] !== null && said(column) === undefined && before !== undefined && isImported(before, column),
  )
  const other = Object.fromEntries([...(totals ?? [])].filter(([name]) => !knownNames.has(name)))
  return {
    accountId,
    day,
    ...values,
    other: Object.keys(other).length > 0 ? other : (before?.other ?? null),
    // Why Instagram did not say them is found when the row is judged.
    missing: Object.fromEntries(imported.map((column) => [instagramNameOf[column], 'not_read'])),
    unsettled: unsettledOf(values, saidNow, context),
    followsReadAt: follows === undefined ? followsReadBefore(before, now) : now,
    // Says which question gave the reach.
    rawEndTime: reach?.rawEndTime ?? (totals?.has('reach') ? null : (before?.rawEndTime ?? null)),
    isFinal: before?.isFinal ?? false,
    // The day's own numbers; who followed and unfollowed has an instant of its own.
    fetchedAt: totals === undefined ? (before?.fetchedAt ?? now) : now,
    importedAt: imported.length > 0 || totals === undefined ? (before?.importedAt ?? null) : null,
  }
}

/**
 * Whether the number of a day was brought along and Instagram has not said it: `importedAt` is when the day was brought
 * along and stays while one such number is left, and what is left has a reason in `missing` as a blank has.
 */
function isImported(row: Row, column: MetricColumn): boolean {
  return row.importedAt !== null && row[column] !== null && row.missing[instagramNameOf[column]] !== undefined
}

/**
 * Numbers read while the day was under way are of a part of it. Once Instagram is asked again after the day, a blank with
 * its reason is nearer to the truth.
 */
function withoutHalfDay(before: Row | undefined, now: Date): Partial<Values> | undefined {
  if (before === undefined) return undefined
  const end = endOfDay(before.day)
  if (before.fetchedAt >= end || now < end) return before
  return { newFollowers: before.newFollowers, follows: before.follows, unfollows: before.unfollows }
}

/** Days that an older version of this program called final were asked for all at once. */
function followsReadBefore(before: Row | undefined, now: Date): Date | null {
  if (before === undefined) return null
  return before.followsReadAt ?? (areFollowsSettled(before, now) ? before.fetchedAt : null)
}

/** An empty breakdown is nobody gained and nobody lost, on a day of which Instagram says other numbers. */
function netOf({ read: { day, totals, follows }, answers, asked, before }: ReadDay): FollowsReading | undefined {
  if (follows !== 'nothing') return follows ?? undefined
  const isStored = (column: MetricColumn) =>
    before !== undefined && before[column] !== null && !isImported(before, column)
  const hasOthers =
    (totals?.size ?? 0) > 0 ||
    answers.series?.get('reach')?.has(day) === true ||
    columns.some((column) => instagramNameOf[column] !== followsMetric && isStored(column))
  // The same answer means that there is no breakdown, so it does not take a known number back.
  const isKnown = (before?.follows ?? 0) > 0 || (before?.unfollows ?? 0) > 0
  return hasOthers && !isKnown && asksFollows(day, asked) ? { follows: 0, unfollows: 0 } : undefined
}

function unsettledOf(values: Values, saidNow: ReadonlySet<string>, { read, asked, before }: ReadDay): string[] {
  const { day, askedAt: now } = read
  const isSettled = now >= settledFrom(day)
  const expected = new Set<string>([...askedTotals(asked), ...(asksFollows(day, asked) ? [followsMetric] : [])])
  const isUnsettled = (column: MetricColumn): boolean => {
    const name = instagramNameOf[column]
    // Kept for a month only and told by who followed: nothing waits for it.
    if (name === 'follower_count' || (isSettled && saidNow.has(name))) return false
    const isKept = before !== undefined && before[column] !== null && !isImported(before, column)
    if (isKept && !before.unsettled.includes(name)) {
      if (name === followsMetric ? areFollowsSettled(before, now) : areTotalsSettled(before, now)) return false
    }
    return expected.has(name) || values[column] !== null
  }
  return [...new Set(columns.filter(isUnsettled).map((column) => instagramNameOf[column]))]
}

/** Whether the row is final, and the reason for each blank of it. */
function judged(
  row: Row,
  { answers, asked, awaited, now }: { answers: Answers; asked: Askable; awaited: Awaited; now: Date },
): Row {
  const { day, unsettled, fetchedAt, followsReadAt } = row
  const isAwaited = (name: string) => {
    const askedAt = name === followsMetric ? followsReadAt : fetchedAt
    return askedAt !== null && !isAskedLast(day, askedAt, asked) && awaited.has(row, name)
  }
  const isBlank = (name: string) => columns.every((column) => instagramNameOf[column] !== name || row[column] === null)
  const areBothRead =
    areTotalsSettled(row, now) && (!asksFollows(day, asked) || (followsReadAt !== null && areFollowsSettled(row, now)))
  const reasonFor = (name: string): string => {
    if (answers.refusedMetrics.has(name)) return 'unsupported'
    if (name === 'follower_count') {
      if (answers.series === null) return 'not_read_yet'
      if (day < addDays(asked.today, -recentSeriesDays)) return 'outside_retention'
      return now < settledFrom(day) ? 'not_yet_available' : 'not_returned'
    }
    if (name === followsMetric && day < addDays(asked.today, -followsKeptDays)) return 'outside_retention'
    if (name === followsMetric && !asksFollows(day, asked)) return 'not_returned'
    // Of yesterday it is asked for a day later.
    if (name === followsMetric && followsReadAt === null && now >= settledFrom(day)) return 'not_read_yet'
    return now < settledFrom(day) || isAwaited(name) ? 'not_yet_available' : 'not_returned'
  }
  const blanks = columns
    .map((column) => [column, instagramNameOf[column]] as const)
    .filter(([column, name]) => row[column] === null || row.missing[name] !== undefined)
    .map(([, name]) => name)
  return {
    ...row,
    missing: Object.fromEntries(blanks.map((name) => [name, reasonFor(name)])),
    isFinal: row.importedAt === null && areBothRead && unsettled.every((name) => isBlank(name) && !isAwaited(name)),
  }
}
