import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { CorrectedSince } from './contract.ts'
import type { MetricName } from './metric-definitions.ts'
import { readNumbers } from './read-days.ts'
import { viewNow, viewOf } from './view.ts'

interface Asked {
  first: string
  last: string
  asOf: Date
}
type Account = Pick<accounts.AccountRow, 'id' | 'createdAt'>
type Known = Pick<Deps, 'db' | 'clock'>

/** The days of a range of which one of these metrics was known at an instant, and is another now. */
export async function correctedDays(
  deps: Known,
  account: Account,
  { first, last, asOf, names }: Asked & { names: readonly MetricName[] },
): Promise<{ correctedSince: CorrectedSince }> {
  const [before, after] = await Promise.all(
    [viewOf(deps, account, asOf), viewNow(deps, account.id)].map((view) =>
      readNumbers(deps, account.id, { first, last, metrics: names, view }),
    ),
  )
  const now = new Map(after?.map((day) => [day.date, day]))
  return told(
    (before ?? []).filter((day) => names.some((name) => isCorrected(day[name], now.get(day.date)?.[name]))),
    ({ date }) => date,
  )
}

/** The same of the followers and their changes. */
export async function correctedFollowers(
  deps: Known,
  account: Account,
  { asOf, ...range }: Asked,
): Promise<{ correctedSince: CorrectedSince }> {
  const [before, after] = await Promise.all(
    [viewOf(deps, account, asOf), viewNow(deps, account.id)].map(({ readings }) => readings.listFollowers(range)),
  )
  const now = new Map(after?.map((row) => [row.day, row]))
  const changed = (before ?? []).filter(({ day, followers, change }) => {
    const row = now.get(day)
    return isCorrected(followers, row?.followers) || isCorrected(change, row?.change)
  })
  return told(changed, ({ day }) => day)
}

function isCorrected(before: number | null, after: number | null | undefined): boolean {
  return before !== null && before !== (after ?? null)
}

function told<Day>(days: readonly Day[], dateOf: (day: Day) => string): { correctedSince: CorrectedSince } {
  return { correctedSince: { days: days.length, dates: days.map(dateOf) } }
}
