import type { dailyMetrics, followerCounts, followerDays } from '@instagram-dashboard/db'
import { addDays, daysFrom, settledFrom } from '../instagram/index.ts'
import { countedTotals, noCounts } from './counted-totals.ts'
import { dayNet, unknownNet, type DayNet } from './day-net.ts'
import { resolveTotals, type OpenDay, type Total } from './resolve-totals.ts'

type FollowerDay = followerDays.FollowerDay

export interface KnownOfFollowers {
  /** Los Angeles days, both included. */
  first: string
  last: string
  nets: readonly dailyMetrics.DayNetRow[]
  counts: readonly followerCounts.FollowerTotalRow[]
  /** Totals that a user brought along, by day: they stand only where nothing of Instagram's says one. */
  imported: ReadonlyMap<string, number>
  /** What was worked out before, and the day before `first` where it is final. */
  stored: readonly FollowerDay[]
  /** A day that was final has another gain now, because it was read again: nothing that follows from it is kept. */
  isAnew: boolean
  now: Date
}

/**
 * Each day's total and change, oldest first, of the days of which anything is known. Pure: what Instagram counted and
 * what it said was gained and lost make the same series whenever it is worked out.
 */
export function resolveDays({
  first,
  last,
  nets,
  counts,
  imported,
  stored,
  isAnew,
  now,
}: KnownOfFollowers): FollowerDay[] {
  const rows = new Map(nets.map((row) => [row.day, dayNet(row, now)]))
  const netOf = (day: string): DayNet => rows.get(day) ?? unknownNet
  const counted = countedTotals(counts, { netOf, now })
  const known = new Map(stored.map((row) => [row.day, row]))
  const names = daysFrom(first, last)
  const days = names.map((day): OpenDay => {
    const row = known.get(day)
    const said = counted.get(day) ?? noCounts
    const isCounted = said.closing !== null || said.running !== null
    return {
      net: netOf(day),
      counts: said,
      frozen: row?.isFinal && !isAnew ? ownTotalOf(row) : null,
      kept: row && !isCounted ? ownTotalOf(row) : null,
    }
  })
  const rowBefore = known.get(addDays(first, -1))
  const before = rowBefore?.isFinal ? totalOf(rowBefore) : null
  const own = resolveTotals(days, rowBefore?.isFinal ? ownTotalOf(rowBefore) : null)
  const totals = names.map((day, index) => own[index] ?? importedTotal(imported.get(day)))
  return names.flatMap((day, index): FollowerDay[] => {
    const [open, row, total] = [days[index], known.get(day), totals[index] ?? null]
    if (!open) return []
    const { change, isEstimated } = changeOf(open.net, total, index === 0 ? before : (totals[index - 1] ?? null))
    // The difference of two totals was final because Instagram never said more: it is not worked out anew.
    const keptChange = open.frozen && open.net.state !== 'settled' ? row : undefined
    const shown = {
      change: keptChange ? keptChange.change : change,
      isEstimated: keptChange?.isEstimated ?? isEstimated,
    }
    if (total === null && shown.change === null && row === undefined) return []
    // Nobody waits for Instagram to correct what somebody else said.
    const isImported = total !== null && !own[index]
    const isSettled = total !== null && total.isSettled && (isImported || open.net.state !== 'awaited')
    return [
      {
        day,
        followers: total?.followers ?? null,
        ...shown,
        isFinal: open.frozen !== null || (isSettled && settledFrom(day) <= now),
        isDerived: total?.isDerived ?? false,
        ...(isImported && { isImported }),
      },
    ]
  })
}

function totalOf({ followers, isFinal, isDerived }: FollowerDay): Total | null {
  return followers === null ? null : { followers, isSettled: isFinal, isDerived, isEndOfDay: true }
}

function ownTotalOf(row: FollowerDay): Total | null {
  return row.isImported ? null : totalOf(row)
}

function importedTotal(followers: number | undefined): Total | null {
  return followers === undefined ? null : { followers, isSettled: true, isDerived: false, isEndOfDay: true }
}

/** Instagram's word where it settled or nothing better is known; otherwise the difference of two counted totals. */
function changeOf(
  { whole, state }: DayNet,
  total: Total | null,
  before: Total | null,
): Pick<FollowerDay, 'change' | 'isEstimated'> {
  if (state === 'settled') return { change: whole, isEstimated: false }
  const isKnown = total !== null && before !== null
  const areCounted = isKnown && !total.isDerived && !before.isDerived
  if (whole !== null && !areCounted) return { change: whole, isEstimated: false }
  return isKnown
    ? { change: total.followers - before.followers, isEstimated: true }
    : { change: null, isEstimated: false }
}
