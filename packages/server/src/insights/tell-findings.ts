import { accounts, insights } from '@instagram-dashboard/db'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/index.ts'
import { findAll, mostFindings } from './find.ts'
import type { Finding } from './history.ts'
import { keepForecasts } from './keep-forecasts.ts'
import { loadHistory } from './load-history.ts'

const rangeDays = 30
/** Where exactly a level shifted is known better some nights later; a kind of post is missed on some nights: it is the same. */
const sameWithinDays = 21

type Used = Pick<Deps, 'db' | 'record'> & {
  clock: Pick<Deps['clock'], 'now'>
  settings: Pick<Deps['settings'], 'scheduleTimeZone' | 'defaultLocale'>
}

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
  const found = findAll(history)
  const told = found.length === 0 ? [] : await insights.listSince(db, accountId, addDays(asked.first, -sameWithinDays))
  let count = 0
  for (const [place, finding] of found.entries()) {
    const span = spanOf(finding, last)
    const same = told.find((row) => isSame(finding, { row, span }))
    if (same !== undefined) await widen(db, same, span)
    else if (place < mostFindings) {
      const row = rowOf(accountId, { finding, span, now })
      if (await tell(deps, { finding, row })) count += 1
      told.push(row)
    }
  }
  await keepForecasts(db, accountId, { today, now })
  return count
}

interface Span {
  startDay: string
  endDay: string
}

const spanOf = ({ days }: Finding, last: string): Span => ({ startDay: days[0] ?? last, endDay: days.at(-1) ?? last })

/** Kinds of posts and hours come again: what is kept of one names the day on which it was told as well. */
const keptSubjectOf = ({ rule, subject }: Pick<Finding, 'rule' | 'subject'>, startDay: string): string =>
  rule === 'content_type' || rule === 'best_hour' ? `${subject} since ${startDay}` : subject

function isSame(finding: Finding, { row, span }: { row: insights.InsightRow; span: Span }): boolean {
  const { rule, direction } = finding
  if (row.rule !== rule) return false
  const isNamedSame = row.subject === keptSubjectOf(finding, row.startDay)
  const { startDay, endDay } = span
  switch (rule) {
    case 'content_type':
    case 'best_hour':
      return isNamedSame && row.endDay >= addDays(endDay, -sameWithinDays)
    // The farthest day of an episode is another one each night that one more of its days is settled.
    case 'odd_day':
    case 'followers_day': {
      const isBeside = startDay <= addDays(row.endDay, 1) && endDay >= addDays(row.startDay, -1)
      return isNamedSame || (row.numbers['direction'] === direction && isBeside)
    }
    case 'level_shift': {
      const distant = [-sameWithinDays, sameWithinDays].map((days) => addDays(row.startDay, days))
      const isNear = startDay >= (distant[0] ?? '') && startDay <= (distant[1] ?? '')
      return isNamedSame || (row.numbers['direction'] === direction && isNear)
    }
    // A streak that goes on is the one that was told, wherever it is said to begin.
    case 'growth_streak':
    case 'posting_streak':
      return isNamedSame || startDay <= row.endDay
  }
}

/** Keeps how far what was told has gone on, so that the rest of it is known as the same. */
async function widen(db: Used['db'], row: insights.InsightRow, { startDay, endDay }: Span): Promise<void> {
  const wider = {
    startDay: startDay < row.startDay ? startDay : row.startDay,
    endDay: endDay > row.endDay ? endDay : row.endDay,
  }
  if (wider.startDay === row.startDay && wider.endDay === row.endDay) return
  const { accountId, rule, subject } = row
  await insights.widen(db, { accountId, rule, subject }, wider)
  Object.assign(row, wider)
}

function rowOf(
  accountId: string,
  { finding, span, now }: { finding: Finding; span: Span; now: Date },
): insights.InsightRow {
  const { rule, direction, numbers } = finding
  const subject = keptSubjectOf(finding, span.startDay)
  return { accountId, rule, subject, ...span, numbers: { ...numbers, direction }, foundAt: now }
}

/** The finding and its event in one transaction. @returns whether it is new */
async function tell(
  { db, record, settings }: Used,
  { finding, row }: { finding: Finding; row: insights.InsightRow },
): Promise<boolean> {
  const { rule, subject, direction, metric, numbers, strength } = finding
  const { accountId, startDay, endDay, foundAt } = row
  return db.transaction(async (tx) => {
    // Erased meanwhile.
    const account = await accounts.findById(tx, accountId)
    if (!account) return false
    if (!(await insights.insertOnce(tx, row))) return false
    const range = { startDate: startDay, endDate: endDay }
    const data = { rule, subject, direction, metric, ...range, numbers: { ...numbers }, strength }
    const event = { type: 'insight.found', userId: account.userId, accountId, data } as const
    await record(tx, event, { caller: systemCaller(settings.defaultLocale), at: foundAt, account })
    return true
  })
}
