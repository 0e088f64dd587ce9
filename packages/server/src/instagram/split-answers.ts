import { asCount } from './lenient.ts'
import { breakdownRows, entriesOf, type FollowsReading } from './insight-answers.ts'

/** What one number of a day is made of. */
export interface SplitParts {
  /** Instagram's names in upper case → value. Instagram leaves out a category that is 0. */
  categories: Record<string, number>
  /** The number itself, where the same answer says it. */
  total: number | undefined
}

export interface SplitReading {
  /** Metric → its parts. One without a breakdown, or with a row that can not be read, is absent: it is unknown. */
  parts: Map<string, SplitParts>
  /** Who followed and unfollowed, where that was asked for as well: `nothing` for an empty breakdown, `null` for none. */
  follows: FollowsReading | 'nothing' | null
}

/** The parts of some metrics by one dimension. */
export function readSplits(data: unknown[], metrics: readonly string[], dimension: string): Map<string, SplitParts> {
  const parts = new Map<string, SplitParts>()
  for (const entry of entriesOf(data, 'day')) {
    const rows = metrics.includes(entry.name) ? breakdownRows(entry, dimension) : undefined
    const categories = rows && categoriesOf(rows)
    if (categories) parts.set(entry.name, { categories, total: asCount(entry.total_value?.value) })
  }
  return parts
}

/** @returns `undefined` when a row has no name or no number, or two say different numbers of one category */
function categoriesOf(rows: ReturnType<typeof breakdownRows> & object): Record<string, number> | undefined {
  const found = new Map<string, number>()
  for (const { name, value } of rows) {
    if (name === '' || value === undefined || (found.get(name) ?? value) !== value) return undefined
    found.set(name, value)
  }
  return Object.fromEntries(found)
}
