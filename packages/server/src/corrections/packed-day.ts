import type { dailyMetrics, earlierReadings } from '@instagram-dashboard/db'
import { endOfDay } from '../instagram/index.ts'
import { packNumbers, unpackNumber, type PackedNumber } from './packed-numbers.ts'

type Row = dailyMetrics.DailyMetricsRow
type Packed = Pick<earlierReadings.PackedBefore, 'n' | 'm' | 'u' | 'x' | 'i' | 'r'>

// What is stored says the places alone: new ones are added at the end, and none ever changes.
const columns = [
  'reach',
  'views',
  'accountsEngaged',
  'totalInteractions',
  'likes',
  'comments',
  'saves',
  'shares',
  'profileViews',
  'follows',
  'unfollows',
  'replies',
  'reposts',
  'websiteClicks',
  'profileLinksTaps',
  'newFollowers',
] as const satisfies readonly (keyof Row)[]

/** Instagram's names in `missing` and `unsettled`, by their places. */
const names = [
  'reach',
  'views',
  'accounts_engaged',
  'total_interactions',
  'likes',
  'comments',
  'saves',
  'shares',
  'profile_views',
  'follows_and_unfollows',
  'replies',
  'reposts',
  'website_clicks',
  'profile_links_taps',
  'follower_count',
]
const reasons = [
  'not_yet_available',
  'not_returned',
  'not_measured',
  'not_read',
  'unsupported',
  'outside_retention',
  'not_read_yet',
  'not_computable',
]

/** What of a day's row was otherwise before; `null` when nothing is that anybody is shown. */
export function packDay(before: Row, after: Row): Packed | null {
  const packed: Packed = {}
  const numbers = packNumbers(valuesOf(before), valuesOf(after))
  if (numbers.length > 0) packed.n = numbers
  if (!isSame(reasonTexts(before.missing), reasonTexts(after.missing))) packed.m = packReasons(before.missing)
  if (!isSame(before.unsettled, after.unsettled)) packed.u = packNames(before.unsettled)
  if (before.isFinal !== after.isFinal) packed.x = before.isFinal ? 1 : 0
  const importedAt = before.importedAt?.getTime() ?? null
  if (importedAt !== (after.importedAt?.getTime() ?? null)) packed.i = importedAt
  if (
    isHalf(before, before.fetchedAt) !== isHalf(after, after.fetchedAt) ||
    areFollowsHalf(before) !== areFollowsHalf(after)
  ) {
    packed.r = [before.fetchedAt.getTime(), before.followsReadAt?.getTime() ?? null]
  }
  return Object.keys(packed).length === 0 ? null : packed
}

/** The row as it was. */
export function unpackDay({ n, m, u, x, i, r }: Packed, after: Row): Row {
  const row = { ...after }
  // The guarantee: what is stored was packed above.
  const numbers = (n ?? []) as readonly PackedNumber[]
  for (const [index, packed] of numbers.entries()) {
    const column = columns[index]
    if (column) row[column] = unpackNumber(packed, after[column])
  }
  if (m !== undefined) row.missing = unpackReasons(m)
  if (u !== undefined) row.unsettled = unpackNames(u)
  if (x !== undefined) row.isFinal = x === 1
  if (i !== undefined) row.importedAt = i === null ? null : new Date(i)
  if (r !== undefined) {
    const [fetchedAt, followsReadAt] = r
    row.fetchedAt = new Date(fetchedAt)
    row.followsReadAt = followsReadAt === null ? null : new Date(followsReadAt)
  }
  return row
}

/** Whether it was while the day was under way: numbers of a part of a day are shown in another way. */
const isHalf = ({ day }: Row, readAt: Date): boolean => readAt < endOfDay(day)
const areFollowsHalf = (row: Row): boolean => row.followsReadAt !== null && isHalf(row, row.followsReadAt)

const valuesOf = (row: Row): (number | null)[] => columns.map((column) => row[column])
const reasonTexts = (missing: Row['missing']) => Object.entries(missing).map((entry) => entry.join(' '))

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text) => others.includes(text))
}

/** A digit for each name, or a point where it has no reason; as it is where a place is missing. */
function packReasons(missing: Row['missing']): string | Row['missing'] {
  const isKnown = Object.entries(missing).every(([name, reason]) => names.includes(name) && reasons.includes(reason))
  if (!isKnown) return missing
  const digits = names.map((name) => {
    const reason = missing[name]
    return reason === undefined ? '.' : reasons.indexOf(reason).toString(36)
  })
  return digits.slice(0, digits.findLastIndex((digit) => digit !== '.') + 1).join('')
}

function unpackReasons(packed: unknown): Row['missing'] {
  // The guarantee: what is no text was stored as it is.
  if (typeof packed !== 'string') return packed as Row['missing']
  const entries = [...packed].flatMap((digit, index): [string, string][] => {
    const [name, reason] = [names[index], reasons[Number.parseInt(digit, 36)]]
    return name === undefined || reason === undefined ? [] : [[name, reason]]
  })
  return Object.fromEntries(entries)
}

/** A bit for each name, or the names where one has no place. */
function packNames(some: readonly string[]): number | readonly string[] {
  if (!some.every((name) => names.includes(name))) return some
  return names.reduce((bits, name, index) => bits + (some.includes(name) ? 2 ** index : 0), 0)
}

function unpackNames(packed: unknown): string[] {
  if (typeof packed !== 'number') return [...(packed as readonly string[])]
  return names.filter((_name, index) => Math.floor(packed / 2 ** index) % 2 === 1)
}
