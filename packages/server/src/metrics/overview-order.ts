import { AppError } from '../errors.ts'
import type { MetricSummary } from './contract.ts'
import { overviewMetrics, type OverviewItem, type OverviewSort } from './overview-contract.ts'

/** By what accounts are ordered; `null` for those that have nothing of it. */
type Key = string | number | null

interface Place {
  key: Key
  id: string
}

interface Order {
  sort: OverviewSort
  isUp: boolean
}

/** Those without a value last in either way, and equal ones by their id, so that pages follow each other. */
export function inOverviewOrder(items: readonly OverviewItem[], { sort, isUp }: Order): OverviewItem[] {
  const placed = items.map((item) => ({ item, place: placeOf(item, sort) }))
  return placed.toSorted((one, other) => comparePlaces(one.place, other.place, isUp)).map(({ item }) => item)
}

/** Whether an account comes after a place, also when nobody is at that place any more. */
export function isAfter(item: OverviewItem, place: Place, { sort, isUp }: Order): boolean {
  return comparePlaces(placeOf(item, sort), place, isUp) > 0
}

const separator = '~'
const noKey = 'none'

export function writeOverviewCursor(item: OverviewItem, sort: OverviewSort): string {
  const { key, id } = placeOf(item, sort)
  return `${key ?? noKey}${separator}${id}`
}

/** @throws AppError VALIDATION for one that is of another order */
export function readOverviewCursor(cursor: string, sort: OverviewSort): Place {
  const end = cursor.indexOf(separator)
  const [text, id] = [cursor.slice(0, end), cursor.slice(end + 1)]
  if (sort === 'username') return { key: text, id }
  if (text === noKey) return { key: null, id }
  const key = Number(text)
  if (!Number.isFinite(key)) throw new AppError('VALIDATION', { field: 'cursor' })
  return { key, id }
}

function comparePlaces(one: Place, other: Place, isUp: boolean): number {
  if (one.key === null || other.key === null) {
    return Number(one.key === null) - Number(other.key === null) || compare(one.id, other.id)
  }
  const difference = compare(one.key, other.key)
  return (isUp ? difference : -difference) || compare(one.id, other.id)
}

function placeOf(item: OverviewItem, sort: OverviewSort): Place {
  return { key: keyOf(item, sort), id: item.account.id }
}

function keyOf(item: OverviewItem, sort: OverviewSort): Key {
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
