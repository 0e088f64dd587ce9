import { accounts, insights } from '@instagram-dashboard/db'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/index.ts'
import { findAll, mostFindings } from './find.ts'
import type { Finding } from './history.ts'
import { keepForecasts } from './keep-forecasts.ts'
import { loadHistory } from './load-history.ts'

const rangeDays = 30
/** Where exactly a level shifted, or a streak began, is known better some nights later: it is the same one. */
const sameWithinDays = 21

type Used = Pick<Deps, 'db' | 'clock' | 'record' | 'settings'>

/**
 * Looks at the last thirty days after a run of the background, tells the host of what was not told before, and keeps the
 * week's forecasts. Done twice it tells nothing twice; of what may still be corrected it tells nothing.
 */
export async function tellFindings(deps: Used, accountId: string): Promise<number> {
  const { db, clock, settings } = deps
  const now = clock.now()
  const today = dayOf(now)
  const last = addDays(today, -1)
  const asked = { first: addDays(last, 1 - rangeDays), last, timeZone: settings.scheduleTimeZone }
  const { history } = await loadHistory(db, accountId, asked)
  const found = findAll(history).slice(0, mostFindings)
  const told = found.length === 0 ? [] : await insights.listSince(db, accountId, addDays(asked.first, -sameWithinDays))
  const untold = found.filter((finding) => !told.some((row) => isSame(finding, row)))
  let count = 0
  for (const finding of untold) if (await tell(deps, accountId, { finding, last, now })) count += 1
  await keepForecasts(db, accountId, { today, now })
  return count
}

function isSame({ rule, subject, days, direction }: Finding, row: insights.InsightRow): boolean {
  if (row.rule !== rule) return false
  if (row.subject === subject) return true
  const isMoving = rule === 'level_shift' || rule === 'growth_streak' || rule === 'posting_streak'
  const first = days[0]
  if (!isMoving || first === undefined || row.numbers['direction'] !== direction) return false
  // A streak that goes on is the one that was told, wherever it is said to begin.
  if (rule !== 'level_shift') return first <= row.endDay
  return first >= addDays(row.startDay, -sameWithinDays) && first <= addDays(row.startDay, sameWithinDays)
}

/** The finding and its event in one transaction. @returns whether it is new */
async function tell(
  { db, record, settings }: Used,
  accountId: string,
  { finding, last, now }: { finding: Finding; last: string; now: Date },
): Promise<boolean> {
  const { rule, subject, days, direction, metric, numbers, strength } = finding
  const [startDay, endDay] = [days[0] ?? last, days.at(-1) ?? last]
  return db.transaction(async (tx) => {
    // Erased meanwhile.
    const account = await accounts.findById(tx, accountId)
    if (!account) return false
    const row = { accountId, rule, subject, startDay, endDay, numbers: { ...numbers, direction }, foundAt: now }
    if (!(await insights.insertOnce(tx, row))) return false
    const range = { startDate: startDay, endDate: endDay }
    const data = { rule, subject, direction, metric, ...range, numbers: { ...numbers }, strength }
    const event = { type: 'insight.found', userId: account.userId, accountId, data } as const
    await record(tx, event, { caller: systemCaller(settings.defaultLocale), at: now, account })
    return true
  })
}
