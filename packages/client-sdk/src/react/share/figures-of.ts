import type { Account } from '@instagram-dashboard/server/contract'
import type { InstagramContextValue } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import type { CardFigures } from './draw-card.ts'

/** A month of fewer known days is no month to show around. */
const fewestDays = 7

/** What the card says of an account's last thirty days; `null` while too few of them have numbers. */
export function figuresOf(
  account: Account,
  { byDate, growth, range, summary }: DashboardData,
  { t, format }: Pick<InstagramContextValue, 't' | 'format'>,
): CardFigures | null {
  const days = [...byDate.values()].toSorted((a, b) => a.date.localeCompare(b.date))
  const known = days.filter(({ reach }) => reach !== null)
  if (known.length < fewestDays) return null
  const name = account.name ?? account.username
  const [from, to] = format.period(range.startDate, range.endDate)
  const best = known.toSorted((a, b) => (b.reach ?? 0) - (a.reach ?? 0))[0]
  const followers = account.followersCount
  const all: { value: number | null; label: string; isSigned?: true }[] = [
    { value: summary.reach.value, label: t.share.reach },
    { value: summary.impressions.value, label: t.share.views },
    (growth.net ?? 0) > 0
      ? { value: growth.net, label: t.share.followers, isSigned: true }
      : { value: followers, label: t.share.followersNow },
    { value: summary.engagement.value, label: t.share.interactions },
  ]
  return {
    name,
    handle: `@${account.username}`,
    headline: t.share.headline,
    period: t.range.period(from, to),
    numbers: all.flatMap(({ value, label, isSigned }) =>
      value === null ? [] : [{ value: (isSigned ? format.signed : format.number)(Math.round(value)), label }],
    ),
    curve: days.map(({ reach }) => reach),
    curveLabel: t.share.curve,
    best: best === undefined ? '' : t.share.best(format.day(best.date), format.number(best.reach ?? 0)),
    description: t.share.describe(name, from, to),
  }
}
