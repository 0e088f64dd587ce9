import type { dailyMetrics, dailySplits } from '@instagram-dashboard/db'
import { addDays, endOfDay, settledFrom, splitBreakdowns, type SplitParts } from '../instagram/index.ts'
import type { SplitAnswer } from './answers.ts'
import { followsKeptDays } from './asked-metrics.ts'
import { splitName, type SplitDimension } from './asked-splits.ts'
import { isAwaited, splitKey, type SplitState } from './plan-splits.ts'

type Row = dailySplits.DailySplitsRow
type Values = Row['values']
type DayNumbers = Pick<dailyMetrics.DailyMetricsRow, 'views' | 'reach' | 'totalInteractions'>

const columnOf: Record<(typeof splitBreakdowns)['contentType']['metrics'][number], keyof DayNumbers> = {
  views: 'views',
  reach: 'reach',
  total_interactions: 'totalInteractions',
}

export interface SplitRowsInput {
  accountId: string
  splits: readonly SplitAnswer[]
  /** By `splitKey`, like the others. */
  stored: ReadonlyMap<string, Row>
  states: ReadonlyMap<string, SplitState>
  /** What is known of the same days as a whole by now. */
  numbers: ReadonlyMap<string, DayNumbers>
  refusedMetrics: ReadonlySet<string>
  today: string
  /** The Los Angeles day on which the account was first connected. */
  since: string
}

/**
 * The rows to save: what Instagram says now, or, where it says nothing, what it said of the whole day before. A blank
 * never replaces parts, and always has its reason. Parts are final when they were said after the day had settled.
 */
export function splitRows({ splits, states, ...rest }: SplitRowsInput): Row[] {
  const rows = splits.map((answer) => readRow(answer, rest))
  // Days that were read together tell about each other.
  const known = new Map<string, SplitState>([
    ...states,
    ...rows.map((row) => [splitKey(row.by, row.day), row] as const),
  ])
  return rows.map((row, index) => judged(row, known, { ...rest, failing: splits[index]?.failing }))
}

type Context = Omit<SplitRowsInput, 'splits' | 'states'>

/** What is missing is named, and not judged yet. */
function readRow({ day, by, askedAt, parts }: SplitAnswer, { accountId, stored, numbers }: Context): Row {
  const before = stored.get(splitKey(by, day))
  const isConfirmed = (metric: string) =>
    before !== undefined &&
    before.readAt <= askedAt &&
    before.readAt >= settledFrom(day) &&
    before.missing[metric] === undefined &&
    before.values[metric] !== undefined
  const kept = withoutHalfDay(before, askedAt)
  const values: Values = {}
  const missing: Row['missing'] = {}
  for (const metric of splitBreakdowns[by].metrics) {
    const said = saidOf(parts.get(metric), numbers.get(day)?.[columnOf[metric]])
    const value = said ?? kept[metric]
    if (value !== undefined) values[metric] = value
    if (said === undefined && !isConfirmed(metric)) missing[metric] = 'not_returned'
  }
  return { accountId, day, by, values, missing, isFinal: false, readAt: askedAt }
}

/**
 * An empty breakdown is 0 of each category where the whole is 0; otherwise Instagram does not say of what the whole is
 * made, or has not published the day yet.
 */
function saidOf(parts: SplitParts | undefined, whole: number | null | undefined): Record<string, number> | undefined {
  if (parts === undefined) return undefined
  const isEmpty = Object.keys(parts.categories).length === 0
  return isEmpty && (parts.total ?? whole) !== 0 ? undefined : parts.categories
}

/** Parts that were read while the day was under way are of a part of it. */
function withoutHalfDay(before: Row | undefined, askedAt: Date): Values {
  if (before === undefined) return {}
  const end = endOfDay(before.day)
  return before.readAt < end && askedAt >= end ? {} : before.values
}

/** Whether the row is final, and the reason for each blank of it. */
function judged(
  row: Row,
  states: ReadonlyMap<string, SplitState>,
  { refusedMetrics, today, since, failing }: Context & { failing: SplitAnswer['failing'] | undefined },
): Row {
  const { day, by, values, readAt } = row
  const isSettled = readAt >= settledFrom(day)
  const isToCome = (metric: string) => !isSettled || isAwaited(row, metric, { since, askedAt: readAt, states })
  const reasonFor = (metric: string): string => {
    if (refusedMetrics.has(splitName(metric, by)) || refusedMetrics.has(metric)) return 'unsupported'
    if (isOutside(by, day, today)) return 'outside_retention'
    return failing?.has(metric) || isToCome(metric) ? 'not_yet_available' : 'not_returned'
  }
  const missing = Object.fromEntries(Object.keys(row.missing).map((metric) => [metric, reasonFor(metric)]))
  const isOpen = ([metric, reason]: [string, string]) => reason === 'not_yet_available' || values[metric] !== undefined
  return { ...row, missing, isFinal: isSettled && !Object.entries(missing).some(isOpen) }
}

function isOutside(by: SplitDimension, day: string, today: string): boolean {
  return by === 'followType' && day < addDays(today, -followsKeptDays)
}
