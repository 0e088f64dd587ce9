import { z } from 'zod'
import { dayOfEndTime, type EndTimeRule } from './days.ts'
import { readable } from './failure.ts'
import { asCount, asRecord } from './lenient.ts'

/** Each row is read alone, and one that cannot be read is left out. What is no list at all counts as absent. */
function rowsOf<Row>(row: z.ZodType<Row>) {
  return z
    .unknown()
    .optional()
    .transform((rows) => {
      if (!Array.isArray(rows)) return undefined
      return rows.flatMap((candidate) => {
        const parsed = row.safeParse(candidate)
        return parsed.success ? [parsed.data] : []
      })
    })
}

const point = z.object({ value: z.unknown().optional(), end_time: z.string() })
const breakdown = z.object({
  dimension_keys: rowsOf(z.string()),
  // A malformed row stays as one without a name: who reads a missing group as 0 must know that one could not be read.
  results: rowsOf(
    z
      .object({ dimension_values: z.array(z.string()).catch([]), value: z.unknown().optional() })
      .catch({ dimension_values: [] }),
  ),
})
const entry = z.object({
  name: z.string(),
  period: z.string().optional().catch(undefined),
  values: rowsOf(point),
  total_value: z
    .object({ value: z.unknown().optional(), breakdowns: rowsOf(breakdown) })
    .optional()
    .catch(undefined),
})
/** The list is required; each entry is read alone later: one malformed metric must not hide the others. */
export function insightEntries(body: unknown, endpoint: string): unknown[] {
  const data = asRecord(body)?.['data']
  return readable(Array.isArray(data) ? (data as unknown[]) : undefined, endpoint)
}

export type Entry = z.infer<typeof entry>

export interface DayValue {
  value: number
  rawEndTime: string
}
export interface SeriesReading {
  /** Metric → day → value. A day without a value is absent. */
  series: Map<string, Map<string, DayValue>>
  /** Asked for and not in the answer at all: asked in a wrong form, or not offered for this account. */
  omitted: string[]
}
export interface TotalsReading {
  totals: Map<string, number>
  /** Asked for and without a number in the answer. */
  omitted: string[]
}
/** `undefined`: Instagram's row for it could not be read. */
export interface FollowsReading {
  follows: number | undefined
  unfollows: number | undefined
}

/** What can be read of an answer about a period. */
export function entriesOf(data: unknown[], period: string): Entry[] {
  return data.flatMap((candidate) => {
    const parsed = entry.safeParse(candidate)
    // A period other than the one asked for is an answer to another question.
    return parsed.success && (parsed.data.period ?? period) === period ? [parsed.data] : []
  })
}

export function readSeries(data: unknown[], asked: readonly string[], rule: EndTimeRule): SeriesReading {
  const series = new Map<string, Map<string, DayValue>>()
  for (const { name, values } of entriesOf(data, 'day')) {
    const days = new Map<string, DayValue>()
    for (const { value, end_time: rawEndTime } of values ?? []) {
      const number = asCount(value)
      const day = dayOfEndTime(rawEndTime, rule)
      if (number !== undefined && day !== undefined) days.set(day, { value: number, rawEndTime })
    }
    if (values) series.set(name, days)
  }
  return { series, omitted: asked.filter((name) => !series.has(name)) }
}

export function readTotals(data: unknown[], asked: readonly string[]): TotalsReading {
  const totals = new Map<string, number>()
  for (const { name, total_value: total } of entriesOf(data, 'day')) {
    const number = asCount(total?.value)
    if (number !== undefined) totals.set(name, number)
  }
  return { totals, omitted: asked.filter((name) => !totals.has(name)) }
}

export interface BreakdownRow {
  /** In upper case, for the case varies; empty when the row can not be read. */
  name: string
  /** `undefined`: no number. */
  value: number | undefined
}

/** The rows of a metric by one dimension; `undefined` when Instagram did not break it down by that. */
export function breakdownRows({ total_value: total }: Entry, dimension: string): BreakdownRow[] | undefined {
  const found = (total?.breakdowns ?? []).flatMap(({ dimension_keys: keys = [], results = [] }) => {
    // The timeframe may stand before the dimension. Without keys it is the one that was asked for.
    const place = keys.length === 0 ? 0 : keys.findIndex((key) => key.toLowerCase() === dimension)
    if (place === -1) return []
    const rowOf = ({ dimension_values: names, value }: (typeof results)[number]): BreakdownRow => ({
      name: names[place]?.trim().toUpperCase() ?? '',
      value: asCount(value),
    })
    return [results.map(rowOf)]
  })
  return found.length === 0 ? undefined : found.flat()
}

/**
 * FOLLOWER counts the gained and NON_FOLLOWER the lost (measured against `follower_count`). Instagram leaves out a
 * category that is 0, so one category alone means the other is 0.
 * @returns `nothing` when the breakdown is there and empty, which is 0 and 0 on a day that Instagram has published and
 * says nothing on one that it has not; `null` when there is no breakdown
 */
export function readFollows(data: unknown[]): FollowsReading | 'nothing' | null {
  const found = entriesOf(data, 'day').find(({ name }) => name === 'follows_and_unfollows')
  const rows = found && breakdownRows(found, 'follow_type')
  if (rows?.length === 0) return 'nothing'
  const byType = new Map(rows?.map(({ name, value }) => [name, value]))
  const { FOLLOWER: follows, NON_FOLLOWER: unfollows } = Object.fromEntries(byType)
  if (follows === undefined && unfollows === undefined) return null
  const absent = (type: string) => (byType.has(type) || byType.has('') ? undefined : 0)
  return { follows: follows ?? absent('FOLLOWER'), unfollows: unfollows ?? absent('NON_FOLLOWER') }
}

export interface AudienceGroup {
  /** By Instagram's own names: `25-34`, `F`, `BR`, `São Paulo, São Paulo`. */
  name: string
  people: number
}

/** The groups of one dimension, the largest first; `null` when the answer holds none. */
export function readAudience(
  data: unknown[],
  { metric, dimension }: { metric: string; dimension: string },
): AudienceGroup[] | null {
  const found = entriesOf(data, 'lifetime').find(({ name }) => name === metric)
  for (const { dimension_keys: keys = [], results = [] } of found?.total_value?.breakdowns ?? []) {
    // The timeframe stands beside the dimension, before it or not at all.
    const place = keys.indexOf(dimension)
    if (place === -1) continue
    const groups = results.flatMap(({ dimension_values: values, value }) => {
      const [name, people] = [values[place], asCount(value)]
      return name === undefined || people === undefined ? [] : [{ name, people }]
    })
    if (groups.length > 0) return groups.toSorted((a, b) => b.people - a.people)
  }
  return null
}
