import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { findAll, isEnough, knownDays, mostFindings } from '../insights/find.ts'
import { loadHistory } from '../insights/load-history.ts'
import type { Locale } from '../messages/messages.ts'
import type { InsightsInput, InsightsResult } from './insights-contract.ts'
import { presentFinding } from './present-finding.ts'
import { readRange } from './range.ts'

/** What the settled numbers of a range say, at most five findings, each with its proof; quiet where they say nothing. */
export async function readInsights(
  { db, clock, settings }: Pick<Deps, 'db' | 'clock' | 'settings'>,
  account: Pick<accounts.AccountRow, 'id'>,
  { input, locale }: { input: InsightsInput; locale: Locale },
): Promise<InsightsResult> {
  const { first, last, days } = await readRange({ db, clock }, account.id, input)
  const asked = { first, last, timeZone: settings.scheduleTimeZone }
  const { history, posts, provisionalDays } = await loadHistory(db, account.id, asked)
  const found = findAll(history).slice(0, mostFindings)
  const isQuiet = found.length === 0
  return {
    startDate: first,
    endDate: last,
    findings: found.map((finding) => presentFinding(finding, posts.get(finding.mediaId ?? ''), locale)),
    isQuiet,
    reason: isQuiet ? quietReason(isEnough(history)) : null,
    lookedAt: { days: days.length, knownDays: knownDays(history), provisionalDays, posts: history.posts.length },
  }
}

const quietReason = (isKnownEnough: boolean) => (isKnownEnough ? 'as_usual' : 'too_little_data')
