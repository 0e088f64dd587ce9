import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { findAll, isEnough, knownDays, mostFindings } from '../insights/find.ts'
import { loadHistory } from '../insights/load-history.ts'
import type { Locale } from '../messages/messages.ts'
import type { InsightsInput, InsightsResult } from './insights-contract.ts'
import { presentFinding } from './present-finding.ts'
import { readPeriod } from './read-period.ts'
import { readRange, type DayRange } from './range.ts'

/** What the settled numbers of a range say, at most five findings, each with its proof; quiet where they say nothing. */
export async function readInsights(
  deps: Pick<Deps, 'db' | 'clock' | 'settings'>,
  account: Pick<accounts.AccountRow, 'id' | 'unsupportedMetrics'>,
  { input, locale }: { input: InsightsInput; locale: Locale },
): Promise<InsightsResult> {
  const { db, settings } = deps
  const range = await readRange(deps, account.id, input)
  const { first, last, days } = newestDays(range, mostDays)
  const asked = { first, last, timeZone: settings.scheduleTimeZone }
  const { history, posts, provisionalDays } = await loadHistory(db, account.id, asked)
  const found = findAll(history).slice(0, mostFindings)
  const isQuiet = found.length === 0
  const isKnownEnough = isEnough(history)
  const asPeriod = { history, days, compare: input.compare ?? ('previous' as const), locale }
  return {
    startDate: first,
    endDate: last,
    findings: found.map((finding) => presentFinding(finding, posts.get(finding.mediaId ?? ''), locale)),
    isQuiet,
    reason: isQuiet ? quietReason(isKnownEnough) : null,
    period: isKnownEnough ? await readPeriod(deps, account, asPeriod) : null,
    lookedAt: { days: days.length, knownDays: knownDays(history), provisionalDays, posts: history.posts.length },
  }
}

/** Of longer ranges the newest days are looked at: years at once would hold up everybody else. */
const mostDays = 400

function newestDays({ first, last, days }: DayRange, most: number): DayRange {
  const newest = days.slice(-most)
  return { first: newest[0] ?? first, last, days: newest }
}

const quietReason = (isKnownEnough: boolean) => (isKnownEnough ? 'as_usual' : 'too_little_data')
