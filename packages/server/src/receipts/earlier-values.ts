import type { EarlierValue } from './contract.ts'
import type { History } from './read-subject.ts'

/** What a number was before what it is now, oldest first; when nothing was known is left out. */
export function earlierValues<Row>(
  { states, bornAt }: History<Row>,
  valueOf: (row: Row) => number | null,
): EarlierValue[] {
  const oldestFirst = states.toReversed().map(({ row, since }) => ({
    value: valueOf(row),
    since: since === null ? bornAt : new Date(since),
  }))
  const changes = oldestFirst.filter(({ value }, index) => index === 0 || value !== oldestFirst[index - 1]?.value)
  return changes.flatMap(({ value, since }, index): EarlierValue[] => {
    const next = changes[index + 1]
    return value === null || next === undefined ? [] : [{ value, readAt: since, replacedAt: next.since }]
  })
}
