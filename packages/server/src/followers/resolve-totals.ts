import { minuteMs } from '../clock/index.ts'
import type { CountedTotal, CountsOfDay } from './counted-totals.ts'
import type { DayNet } from './day-net.ts'

/** A total and how sure it is. */
export interface Total {
  followers: number
  /** It does not change any more once the day settled. */
  isSettled: boolean
  /** Worked out from another day's, with no count of that day behind it. */
  isDerived: boolean
  /** `false`: a running count of a day whose end nobody knows, so no other day is worked out from it. */
  isEndOfDay: boolean
}

/** What is known of one day before its total is worked out. */
export interface OpenDay {
  net: DayNet
  counts: CountsOfDay
  /** Stays as it is, whatever is said now. */
  frozen: Total | null
  /** What was shown so far of a day that nobody counted: kept where nothing better can be said. */
  kept: Total | null
}

// Where the gains of a day under way and its count were read in one go they are of the same moment.
const sameMomentMs = 10 * minuteMs
/** How many days later a second count may confirm that totals drifted from the sum of gains and losses. */
const confirmedWithin = 3
/** As many nights as a day takes to settle can say where the series begins. */
const anchorNights = 5

/**
 * The totals of consecutive days, oldest first. A settled day is the day before plus Instagram's own gains and losses,
 * unless two counts in a row say that followers went without being told (Instagram deletes accounts by the thousand).
 * Where nothing leads there from the day before, the count that closes a day says its total, and the days before it are
 * worked backwards.
 * @param before the total at the end of the day before the first
 */
export function resolveTotals(days: readonly OpenDay[], before: Total | null): (Total | null)[] {
  const totals = days.map(({ frozen }) => frozen)
  do {
    fillForwards(days, totals, before)
    fillBackwards(days, totals, workedBackwards)
    fillForwards(days, totals, before)
  } while (startFromRunning(days, totals))
  fillBackwards(days, totals, (day, next, total) => workedBackwards(day, next, total) ?? shownSoFar(day, next))
  fillForwards(days, totals, before)
  return days.map(({ net, counts: { running } }, index) => {
    const total = totals[index]
    if (total || !running) return total ?? null
    const { followers } = running
    return { followers, isSettled: net.state === 'given_up', isDerived: false, isEndOfDay: false }
  })
}

/** Where no count ever closes a day, the first running count of a settled day has to do. @returns whether there was one */
function startFromRunning(days: readonly OpenDay[], totals: (Total | null)[]): boolean {
  const index = days.findIndex(
    ({ net, counts }, place) => !totals[place] && counts.fromRunning !== null && net.state !== 'awaited',
  )
  const day = days[index]
  const start = day?.counts.fromRunning
  if (!day || !start) return false
  // What was shown of the day before can be nearer to the truth, when gains and count were read in one go.
  const sum = (days[index - 1]?.kept?.followers ?? NaN) + (day.net.whole ?? NaN)
  const followers = Math.abs(sum - start.followers) <= start.slack ? sum : start.followers
  totals[index] = { followers, isSettled: start.isSettled, isDerived: false, isEndOfDay: true }
  return true
}

function fillForwards(days: readonly OpenDay[], totals: (Total | null)[], before: Total | null): void {
  let last = before
  for (const index of days.keys()) {
    totals[index] ??= (last && workedForwards(days, index, last)) ?? anchorOf(days, index)
    last = totals[index] ?? null
  }
}

function workedForwards(days: readonly OpenDay[], index: number, before: Total): Total | null {
  const day = days[index]
  if (!day || !before.isEndOfDay || day.net.whole === null) return null
  const { net, counts } = day
  if (net.state !== 'settled' && counts.closing) return null
  const drifted = net.state === 'settled' ? confirmedDrift(days, index, before.followers) : null
  if (drifted) return { followers: drifted.followers, isSettled: drifted.isSettled, isDerived: false, isEndOfDay: true }
  return {
    followers: Math.max(0, before.followers + day.net.whole),
    isSettled: before.isSettled && net.state !== 'awaited',
    isDerived: !counts.closing && !counts.running,
    isEndOfDay: true,
  }
}

/**
 * The total that the count which closes a day says, or better a count of the next nights less what was gained since: the
 * one that can be off the least, because it was made nearest to midnight or in the quietest night.
 */
function anchorOf(days: readonly OpenDay[], index: number): Total | null {
  const day = days[index]
  if (!day?.counts.closing) return null
  let best = { ...day.counts.closing, isSettled: day.counts.closing.isSettled && day.net.state !== 'awaited' }
  let [gained, areSettled] = [0, day.net.state !== 'awaited']
  for (const { net, counts } of days.slice(index + 1, index + anchorNights)) {
    if (net.whole === null) break
    gained += net.whole
    areSettled &&= net.state !== 'awaited'
    const closing = counts.closing
    if (!closing || closing.doubt >= best.doubt) continue
    best = { ...closing, followers: closing.followers - gained, isSettled: closing.isSettled && areSettled }
  }
  return { followers: best.followers, isSettled: best.isSettled, isDerived: false, isEndOfDay: true }
}

/** What was counted, if it lies off the sum further than it can err, and the next count says so too. */
function confirmedDrift(days: readonly OpenDay[], index: number, before: number): CountedTotal | null {
  let sum = before
  let found: { counted: CountedTotal; sign: number } | null = null
  for (const { net, counts } of days.slice(index, index + 1 + confirmedWithin)) {
    if (net.whole === null) return null
    sum += net.whole
    const counted = counts.closing ?? counts.fromRunning
    if (!counted) {
      if (!found) return null
      continue
    }
    const off = counted.followers - sum
    const sign = Math.abs(off) > counted.slack ? Math.sign(off) : 0
    if (sign === 0 || (found && sign !== found.sign)) return null
    if (found) return found.counted
    found = { counted, sign }
  }
  return null
}

type Backwards = (day: OpenDay, next: OpenDay | undefined, total: Total | null) => Total | null

function fillBackwards(days: readonly OpenDay[], totals: (Total | null)[], work: Backwards): void {
  for (let index = days.length - 1; index >= 0; index -= 1) {
    const day = days[index]
    if (day) totals[index] ??= work(day, days[index + 1], totals[index + 1] ?? null)
  }
}

/** The total of the next day less what it gained. */
function workedBackwards({ kept }: OpenDay, next: OpenDay | undefined, total: Total | null): Total | null {
  if (!next || !total?.isEndOfDay || next.net.whole === null) return null
  // While Instagram still corrects the day between, what is shown is not changed with each correction.
  if (next.net.state === 'awaited' && kept) return kept
  return derived(total.followers - next.net.whole, total.isSettled && next.net.state !== 'awaited')
}

/** What was shown of the day before; or the count of the next one less its gains, if they are of one moment. */
function shownSoFar({ kept }: OpenDay, next: OpenDay | undefined): Total | null {
  const [partial, running] = [next?.net.partial, next?.counts.running]
  if (kept || !partial || !running) return kept
  const isSameMoment = Math.abs(partial.readAt.getTime() - running.takenAt.getTime()) <= sameMomentMs
  return isSameMoment ? derived(running.followers - partial.net, false) : null
}

/** `null` below zero: then something that it was worked out from is wrong. */
function derived(followers: number, isSettled: boolean): Total | null {
  return followers < 0 ? null : { followers, isSettled, isDerived: true, isEndOfDay: true }
}
