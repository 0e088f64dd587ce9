import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { History } from '../insights/history.ts'
import { loadPeriod } from '../insights/load-history.ts'
import { periodChanges, type PeriodChange as FoundChange } from '../insights/period-change.ts'
import { addDays } from '../instagram/index.ts'
import { say, type Locale } from '../messages/messages.ts'
import type { ComparedWith, InsightPeriod, PeriodChange } from './insights-contract.ts'
import { readBreakdown } from './read-breakdown.ts'

/** Fifty-two weeks: the same days of the week, a year before. */
const yearDays = 364

interface Asked {
  /** Of the range. */
  history: History
  days: readonly string[]
  compare: ComparedWith
  locale: Locale
}

/** How a range as a whole stands against the range just before it, or the same of a year before. */
export async function readPeriod(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'unsupportedMetrics'>,
  { history, days, compare, locale }: Asked,
): Promise<InsightPeriod> {
  const [first, last] = [days[0] ?? '', days.at(-1) ?? '']
  const back = compare === 'year' ? yearDays * Math.ceil(days.length / yearDays) : days.length
  const other = { first: addDays(first, -back), last: addDays(last, -back) }
  const { series, posts } = await loadPeriod(deps.db, account.id, other)
  const seen = { metric: 'impressions', by: 'followType', startDate: first, endDate: last } as const
  const { totals } = await readBreakdown(deps, account, seen)
  const share = totals?.['non_follower']?.share
  return {
    comparedWith: compare,
    previousStartDate: other.first,
    previousEndDate: other.last,
    changes: periodChanges(history, series).map((change) => presentChange(change, locale)),
    posts: history.posts.filter(({ day }) => day >= first && day <= last).length,
    previousPosts: posts,
    nonFollowersPercent: share === undefined ? null : Math.round(10 * share) / 10,
  }
}

function presentChange({ evidence, ...change }: FoundChange, locale: Locale): PeriodChange {
  const said = { ...evidence, score: Math.abs(evidence.score), isClear: change.isClear ? 'yes' : 'no' }
  return { ...change, why: { sentence: say('insights.why.period', locale, said), ...evidence } }
}
