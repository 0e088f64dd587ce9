import { dailyMetrics, dailySplits, type Handle } from '@instagram-dashboard/db'
import type { SplitAnswer } from './answers.ts'
import { splitKey } from './plan-splits.ts'
import { splitRows, type SplitRowsInput } from './split-rows.ts'

interface Saved extends Omit<SplitRowsInput, 'stored' | 'numbers'> {
  /** Days that were saved just before, in the same transaction. */
  rows: readonly dailyMetrics.DailyMetricsRow[]
}

/** Saves what was answered about the parts of days, beside the days themselves. @returns the rows as they are now */
export async function saveSplits(tx: Handle, { rows, ...request }: Saved): Promise<dailySplits.DailySplitsRow[]> {
  const { accountId, splits } = request
  const range = rangeOf(splits)
  if (range === null) return []
  const stored = await dailySplits.listDays(tx, accountId, range)
  const days = new Set(rows.map(({ day }) => day))
  const others = splits.every(({ day }) => days.has(day)) ? [] : await dailyMetrics.listNumbers(tx, accountId, range)
  const saved = splitRows({
    ...request,
    stored: new Map(stored.map((row) => [splitKey(row.by, row.day), row])),
    numbers: new Map([...others, ...rows].map((row) => [row.day, row])),
  })
  await dailySplits.save(tx, saved)
  return saved
}

function rangeOf(splits: readonly SplitAnswer[]): { first: string; last: string } | null {
  const days = splits.map(({ day }) => day).toSorted()
  const [first, last] = [days.at(0), days.at(-1)]
  return first === undefined || last === undefined ? null : { first, last }
}
