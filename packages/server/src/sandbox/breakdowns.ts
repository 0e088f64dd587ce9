import { keyOf, type GivenSplit } from './corrections.ts'
import { dayNumber, dayOf, type Day } from './days.ts'
import type { InsightsRequest } from './insights-request.ts'
import type { SandboxPerson } from './people.ts'
import { splitByWeights } from './random.ts'
import { mergeSplits, type Split } from './splits.ts'
import type { SandboxState } from './state.ts'

interface Asked {
  metric: string
  asked: InsightsRequest
  /** What the metric says of the window without a breakdown. */
  total: number
  /** How unique people of several days are counted; null = the days add up. */
  unique: ((values: readonly number[]) => number) | null
}

interface Row {
  dimension_values: string[]
  value: number
}

/** Beyond this, the follow_type breakdown was seen empty. */
const followTypeDays = 365

/** The breakdown of a metric's window; undefined = the metric is missing with this breakdown. Categories with 0 are left out. */
export function breakdownOf(
  state: SandboxState,
  person: SandboxPerson,
  { metric, asked, total, unique }: Asked,
): Record<string, unknown> | undefined {
  const { breakdowns, window } = asked
  const keys = { dimension_keys: [...breakdowns] }
  const splits = breakdowns.map((by) => splitOfWindow(state, person, { metric, by, days: window.days, total, unique }))
  const [first, ...others] = splits
  if (first === undefined) return undefined
  if (isResults(first)) return { ...keys, results: first.results }
  const rows = others.reduce(
    (sum: Row[], other) =>
      other === undefined || isResults(other) ? sum : sum.flatMap((row) => divideRow(row, other)),
    Object.entries(first).map(([name, value]) => ({ dimension_values: [name], value })),
  )
  const results = [...addedRows(state, person, metric, window.days), ...rows]
  // Without any category there are no `results` at all.
  return { ...keys, ...(results.length > 0 && { results }) }
}

function splitOfWindow(
  state: SandboxState,
  person: SandboxPerson,
  {
    metric,
    by,
    days,
    total,
    unique,
  }: Pick<Asked, 'metric' | 'total' | 'unique'> & { by: string; days: readonly Day[] },
): Split | { results: unknown } | undefined {
  const given = days
    .map((day) => state.split(person, { metric, by, day }, days.length === 1))
    .filter((split) => split !== null && split !== 'omitted')
  if (given.length === 0) return undefined
  const results = given.find(isResults)
  if (results !== undefined) return results
  if (by === 'follow_type' && !isWithinFollowTypeRange(state, days)) return {}
  const splits = given.flatMap((split): Split[] => (split === 'empty' || isResults(split) ? [] : [split]))
  return mergeSplits(splits, by, { total, unique })
}

function divideRow({ dimension_values: names, value }: Row, split: Split): Row[] {
  return splitByWeights(value, split)
    .filter(([, part]) => part > 0)
    .map(([name, part]) => ({ dimension_values: [...names, name], value: part }))
}

/** Rows that a test put before the ordinary ones. */
function addedRows(state: SandboxState, { username }: SandboxPerson, metric: string, days: readonly Day[]): unknown[] {
  const { rows } = state.overrides
  return days
    .map((day) => keyOf(username, { metric, day }))
    .filter((key) => rows.has(key))
    .map((key) => rows.get(key))
}

function isWithinFollowTypeRange(state: SandboxState, days: readonly Day[]): boolean {
  const [first] = days
  return first === undefined || dayNumber(dayOf(state.now())) - dayNumber(first) <= followTypeDays
}

function isResults(given: GivenSplit): given is { results: unknown } {
  return typeof given === 'object' && Object.hasOwn(given, 'results')
}
