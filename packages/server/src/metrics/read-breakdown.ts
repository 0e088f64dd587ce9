import { type accounts, dailySplits } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { addDays, dayOf, settledFrom } from '../instagram/index.ts'
import { refusedOf } from '../sync/account-after-run.ts'
import { followsKeptDays, keptDays } from '../sync/asked-metrics.ts'
import { splitName } from '../sync/asked-splits.ts'
import { historyDays } from '../sync/plan-days.ts'
import type { BreakdownBy, BreakdownDay, BreakdownInput, BreakdownResult } from './breakdown-contract.ts'
import { missingReasons, type MissingReason } from './contract.ts'
import { round } from './daily-metrics.ts'
import { metricDefinitions } from './metric-definitions.ts'
import { partsByName, type Parts } from './part-names.ts'
import { readRange } from './range.ts'

type Stored = Pick<dailySplits.DailySplitsRow, 'day' | 'values' | 'missing' | 'readAt' | 'isFinal'>

/** What Instagram leaves out of an answer that has the others is 0, whether or not another day has it. */
const knownCategories: Readonly<Record<BreakdownBy, readonly string[]>> = {
  contentType: ['post', 'reel', 'carousel', 'story', 'ad'],
  followType: ['follower', 'non_follower', 'unknown'],
}

/**
 * What a number of each day is made of, and what those of the range make together.
 * @throws AppError VALIDATION for a breakdown that Instagram does not have, and a range that can not be
 */
export async function readBreakdown(
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'unsupportedMetrics'>,
  { metric, by, ...input }: BreakdownInput,
): Promise<BreakdownResult> {
  if (metric === 'engagement' && by === 'followType') {
    throw new AppError('VALIDATION', { field: 'by', problem: 'not_broken_down' })
  }
  const now = deps.clock.now()
  const range = await readRange(deps, account.id, input)
  const { instagramName, aggregation } = metricDefinitions[metric]
  const rows = await dailySplits.listBy(deps.db, account.id, { by, first: range.first, last: range.last })
  const stored = new Map(rows.map((row) => [row.day, row]))
  const refused = refusedOf(account.unsupportedMetrics, dayOf(now))
  const isRefused = refused.has(instagramName) || refused.has(splitName(instagramName, by))
  const sums = new Map(knownCategories[by].map((category) => [category, 0]))
  let knownDays = 0
  const read = range.days.map((date): BreakdownDay => {
    const row = stored.get(date)
    const values = row?.values[instagramName]
    if (row === undefined || values === undefined) {
      const missing = isRefused ? 'unsupported' : reasonFor({ date, by, row, instagramName }, now)
      return { date, isFinal: false, values: null, missing }
    }
    knownDays += 1
    const named = partsByName(values)
    for (const [category, value] of Object.entries(named)) sums.set(category, (sums.get(category) ?? 0) + value)
    const isFinal = row.readAt >= settledFrom(date) && row.missing[instagramName] === undefined
    return { date, isFinal, values: named, missing: null }
  })
  const all = [...sums].toSorted(([one, sum], [other, otherSum]) => otherSum - sum || (one < other ? -1 : 1))
  const none: Parts = Object.fromEntries(all.map(([category]) => [category, 0]))
  const days = read.map((day) => {
    if (day.values === null) return day
    const { carousel, ...others } = { ...none, ...day.values }
    // The older names count carousels with the other posts: how many of them is unknown, not 0.
    const isUnknown = carousel === 0 && stored.get(day.date)?.values[instagramName]?.['FEED'] !== undefined
    return { ...day, values: carousel === undefined || isUnknown ? others : { ...others, carousel } }
  })
  return { metric, by, aggregation, days, totals: totalsOf(all, { aggregation, knownDays }), knownDays }
}

/** @param sums the largest first */
function totalsOf(
  sums: readonly (readonly [string, number])[],
  { aggregation, knownDays }: { aggregation: BreakdownResult['aggregation']; knownDays: number },
): BreakdownResult['totals'] {
  if (knownDays === 0) return null
  const whole = sums.reduce((total, [, sum]) => total + sum, 0)
  return Object.fromEntries(
    sums.map(([category, sum]) => [
      category,
      {
        value: aggregation === 'sum' ? sum : round(sum / knownDays),
        share: whole === 0 ? 0 : (100 * sum) / whole,
      },
    ]),
  )
}

interface Unknown {
  date: string
  by: BreakdownBy
  row: Stored | undefined
  instagramName: string
}

function reasonFor({ date, by, row, instagramName }: Unknown, now: Date): MissingReason {
  const said = missingReasons.find((reason) => reason === row?.missing[instagramName])
  if (said !== undefined) return said
  const today = dayOf(now)
  // The parts of a day come with it, or up to three days later.
  if (settledFrom(date) > now) return 'not_yet_available'
  if (date < addDays(today, by === 'followType' ? -followsKeptDays : -keptDays)) return 'outside_retention'
  return date >= addDays(today, -historyDays) ? 'not_read_yet' : 'not_read'
}
