import type { accounts } from '@instagram-dashboard/db'
import { isOfWholeDay, listWholeFollowers } from '../corrections/whole-days.ts'
import type { Deps } from '../deps.ts'
import type { CorrectedSince } from './contract.ts'
import type { DayNumbers } from './daily-metrics.ts'
import type { MetricName } from './metric-definitions.ts'
import { readNumbers } from './read-days.ts'
import { viewNow, viewOf, type View } from './view.ts'

interface Asked {
  first: string
  last: string
  asOf: Date
}
type Account = Pick<accounts.AccountRow, 'id' | 'createdAt'>
type Known = Pick<Deps, 'db' | 'clock'>

/** The days of a range of which one of these metrics was known of the whole day at an instant, and is another now. */
export async function correctedDays(
  deps: Known,
  account: Account,
  { first, last, asOf, names }: Asked & { names: readonly MetricName[] },
): Promise<{ correctedSince: CorrectedSince }> {
  const then = viewOf(deps, account, asOf)
  const read = (view: View) => readNumbers(deps, account.id, { first, last, metrics: names, view })
  const [before, after, isWhole] = [
    await read(then),
    await read(viewNow(deps, account.id)),
    await wholeDays(deps, account, { first, last, asOf, names }),
  ]
  const now = new Map(after.map((day) => [day.date, day]))
  const isOther = (day: DayNumbers) =>
    names.some((name) => isWhole(name, day.date) && isCorrected(day[name], now.get(day.date)?.[name]))
  return told(before.filter(isOther), ({ date }) => date)
}

/** Tells of which days a metric was known as a whole at an instant: what was read of a part of a day is not corrected. */
async function wholeDays(
  deps: Known,
  account: Account,
  { asOf, names, ...range }: Asked & { names: readonly MetricName[] },
): Promise<(name: MetricName, day: string) => boolean> {
  const rows = await viewOf(deps, account, asOf).readings.listDays(range)
  const days = new Map(rows.map((row) => [row.day, row]))
  const now = deps.clock.now()
  const followed = names.includes('followersCount')
    ? await listWholeFollowers(deps.db, account, { ...range, asOf, now })
    : new Set<string>()
  return (name, day) => {
    if (name === 'followersCount') return followed.has(day)
    const row = days.get(day)
    return row !== undefined && isOfWholeDay(row, name === 'follows' || name === 'unfollows')
  }
}

/** The same of the followers and their changes. */
export async function correctedFollowers(
  deps: Known,
  account: Account,
  { asOf, ...range }: Asked,
): Promise<{ correctedSince: CorrectedSince }> {
  const [before, after] = [
    await viewOf(deps, account, asOf).readings.listFollowers(range),
    await viewNow(deps, account.id).readings.listFollowers(range),
  ]
  const whole = await listWholeFollowers(deps.db, account, { ...range, asOf, now: deps.clock.now() })
  const now = new Map(after.map((row) => [row.day, row]))
  const changed = before.filter(({ day, followers, change }) => {
    const row = now.get(day)
    return whole.has(day) && (isCorrected(followers, row?.followers) || isCorrected(change, row?.change))
  })
  return told(changed, ({ day }) => day)
}

function isCorrected(before: number | null, after: number | null | undefined): boolean {
  return before !== null && before !== (after ?? null)
}

function told<Day>(days: readonly Day[], dateOf: (day: Day) => string): { correctedSince: CorrectedSince } {
  return { correctedSince: { days: days.length, dates: days.map(dateOf) } }
}
