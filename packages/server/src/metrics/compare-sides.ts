import type { CompareNote, CompareRow, CompareValue } from './compare-contract.ts'
import { round } from './daily-metrics.ts'

/** A number side by side: sums of different numbers of days by the day, everything else as it is. */
export function compareValues(
  metric: string,
  values: readonly Omit<CompareValue, 'compared'>[],
  { isSum }: { isSum: boolean },
): CompareRow {
  const hasOtherDays = new Set(values.map(({ knownDays }) => knownDays)).size > 1
  const isPerDay = isSum && hasOtherDays
  const all = values.map((value): CompareValue => ({ ...value, compared: comparedOf(value, isPerDay) }))
  const notes: CompareNote[] = []
  if (hasOtherDays) notes.push('different_known_days')
  if (all.some(({ provisionalDays }) => (provisionalDays ?? 0) > 0)) notes.push('provisional')
  if (all.some(({ value }) => value === null)) notes.push('unknown')
  const [first, second] = all.map(({ compared }) => compared)
  const change = all.length !== 2 || first == null || second == null ? null : round(first - second)
  return {
    metric,
    values: all,
    isPerDay,
    change,
    changePercent: change === null || !second ? null : round((100 * change) / second),
    highest: highestOf(all),
    notes,
  }
}

function comparedOf({ value, knownDays }: Omit<CompareValue, 'compared'>, isPerDay: boolean): number | null {
  if (!isPerDay || value === null) return value
  return knownDays === null || knownDays === 0 ? null : round(value / knownDays)
}

function highestOf(values: readonly CompareValue[]): number | null {
  const known = values.flatMap(({ compared }) => compared ?? [])
  if (known.length < values.length) return null
  const most = Math.max(...known)
  return known.filter((value) => value === most).length === 1 ? known.indexOf(most) : null
}
