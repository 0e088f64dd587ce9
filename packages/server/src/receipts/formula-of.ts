import { dailyMetrics, followerCounts, followerDays, type Handle } from '@instagram-dashboard/db'
import { countedTotals } from '../followers/counted-totals.ts'
import { dayNet, unknownNet } from '../followers/day-net.ts'
import { dayOfCount, hoursOf } from '../followers/day-of-count.ts'
import { addDays, daysFrom, startOfDay } from '../instagram/index.ts'
import { say, type Locale } from '../messages/messages.ts'
import type { ReceiptFormula } from './contract.ts'
import type { Subject } from './read-subject.ts'

type Day = followerDays.FollowerDay
/** As far as a total is worked out from another. */
const farthest = 400

/** How the rate of a day follows from its two numbers; `null` when one is not known. */
export function rateFormula({ row, date }: Subject, locale: Locale): ReceiptFormula | null {
  const day = row?.states[0]?.row
  if (!day || day.totalInteractions === null || day.reach === null) return null
  const input = { date, readAt: day.fetchedAt }
  return {
    operation: 'rate',
    sentence: say('receipts.formula.rate', locale, {}),
    inputs: [
      { ...input, name: 'engagement', value: day.totalInteractions },
      { ...input, name: 'reach', value: day.reach },
    ],
  }
}

/**
 * How the followers of a day follow from a count or from another day's: the inputs add up to them. `null` where what is
 * stored now does not add up, because the total was worked out when something else was known.
 */
export async function followersFormula(db: Handle, subject: Subject, locale: Locale): Promise<ReceiptFormula | null> {
  const { account, date } = subject
  const day = subject.followers?.states[0]?.row
  if (!day || day.followers === null) return null
  const days = new Map(
    (await followerDays.listDays(db, account.id, { first: addDays(date, -1), last: addDays(date, farthest) })).map(
      (row) => [row.day, row],
    ),
  )
  const before = days.get(addDays(date, -1))
  const fromBefore = before && sumOf([before, ...(isWorkedOn(day) ? [day] : [])], day.followers)
  if (fromBefore && before?.followers !== null) {
    return formula('from_before', { from: before.day, total: before.followers, change: day.change ?? 0, date }, locale)
  }
  if (day.isDerived) return fromLater(days, day, locale)
  return fromCount(db, subject, { day, locale })
}

/** As many nights as can say where the followers of a day stood: those that it takes to settle. */
const countedNights = 5

/** How a total follows from a count near its end, by what is stored now of who came and went; `null` where it does not. */
async function fromCount(
  db: Handle,
  { account, date, now }: Subject,
  { day, locale }: { day: Day; locale: Locale },
): Promise<ReceiptFormula | null> {
  const last = addDays(date, countedNights)
  const nets = new Map(
    (await dailyMetrics.listNets(db, account.id, { first: date, last })).map((row) => [row.day, dayNet(row, now)]),
  )
  const netOf = (name: string) => nets.get(name) ?? unknownNet
  const until = hoursOf(addDays(last, 1)).closed
  const counts = (await followerCounts.listTotals(db, account.id, startOfDay(date))).filter(
    ({ takenAt }) => takenAt < until,
  )
  let gained = 0
  for (const night of daysFrom(date, addDays(last, -1))) {
    const { whole } = night === date ? { whole: 0 } : netOf(night)
    if (whole === null) return null
    gained += whole
    const own = counts.filter(({ takenAt }) => dayOfCount(takenAt).day === night)
    const closing = own.find(({ takenAt }) => dayOfCount(takenAt).kind === 'closing')
    // A count of a later day under way says nothing of this one.
    const count = closing ?? (night === date ? own.at(-1) : undefined)
    const totals = count && countedTotals([count], { netOf, now }).get(night)
    const before = gained
    const isThis = [totals?.closing, totals?.fromRunning, totals?.running].some(
      (total) => total && total.followers - before === day.followers,
    )
    if (!count || !isThis || day.followers === null) continue
    return {
      operation: 'sum',
      sentence: say('receipts.formula.count', locale, {}),
      inputs: [
        { name: 'count', date: night, value: count.followersCount, readAt: count.takenAt },
        { name: 'since_count', date, value: day.followers - count.followersCount, readAt: null },
      ],
    }
  }
  return null
}

/** Instagram's word of what was gained and lost, and no difference of two counts. */
const isWorkedOn = ({ change, isEstimated }: Day) => change !== null && !isEstimated

function sumOf([before, day]: readonly Day[], followers: number): boolean {
  return (
    before !== undefined &&
    before.followers !== null &&
    day?.change != null &&
    before.followers + day.change === followers
  )
}

/** From the next day that was counted, less what was gained until then. */
function fromLater(days: ReadonlyMap<string, Day>, day: Day, locale: Locale): ReceiptFormula | null {
  let gained = 0
  for (let ahead = 1; ahead <= farthest; ahead += 1) {
    const next = days.get(addDays(day.day, ahead))
    if (!next || next.change === null || next.followers === null) return null
    gained += next.change
    if (next.isDerived) continue
    if (next.followers - gained !== day.followers) return null
    return formula('from_later', { from: next.day, total: next.followers, change: -gained, date: day.day }, locale)
  }
  return null
}

function formula(
  way: 'from_before' | 'from_later',
  { from, total, change, date }: { from: string; total: number; change: number; date: string },
  locale: Locale,
): ReceiptFormula {
  return {
    operation: 'sum',
    sentence: say(`receipts.formula.${way}`, locale, {}),
    inputs: [
      { name: 'followers', date: from, value: total, readAt: null },
      { name: 'change', date, value: change, readAt: null },
    ],
  }
}
