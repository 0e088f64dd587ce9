import type { Request } from 'express'
import type { Caller } from './access.ts'
import { audience, onlineFollowers } from './audience.ts'
import { addDays, dayNumber, dayOf, formatGraphTime, startOfDay, type Day } from './days.ts'
import { readInsightsRequest, type InsightsRequest } from './insights-request.ts'
import { isDailyMetric, type MetricRule } from './metric-rules.ts'
import type { SandboxPerson } from './people.ts'
import { splitByKeys } from './random.ts'
import type { SandboxState } from './state.ts'

interface Context {
  state: SandboxState
  person: SandboxPerson
  asked: InsightsRequest
}

interface BreakdownResult {
  dimension_values: string[]
  value: number
}

/** Beyond this, the follow_type breakdown was seen empty. */
const followTypeDays = 365

/** Answers the account insights edge. */
export function accountInsights(state: SandboxState, { person, token }: Caller, request: Request): unknown {
  const asked = readInsightsRequest(request, state.settings.behaviour, state.now())
  const isSmall = state.numbers(person, dayOf(state.now())).followers < 100
  const data = asked.metrics.flatMap(({ name, rule }) => {
    if (rule.needsHundredFollowers === true && isSmall) return []
    const answer = answerMetric({ state, person, asked }, name, rule)
    return answer === undefined ? [] : [envelope(person, asked, { name, rule, answer })]
  })
  return { data, paging: paging(request, asked.window, token, state.url) }
}

function envelope(
  person: SandboxPerson,
  { form, period }: InsightsRequest,
  { name, rule, answer }: { name: string; rule: MetricRule; answer: Record<string, unknown> },
): unknown {
  // Totals were seen to echo `day` even when `days_28` was asked for.
  const echoed = form === 'total_value' && rule.period === 'day' ? 'day' : period
  return {
    name,
    period: echoed,
    title: rule.title,
    description: rule.description,
    ...answer,
    id: `${person.userId}/insights/${name}/${echoed}`,
  }
}

/** undefined = the metric is missing from the answer, as it is when there is no data: absent, not 0. */
function answerMetric(context: Context, name: string, rule: MetricRule): Record<string, unknown> | undefined {
  const { asked } = context
  if (name === 'online_followers') return onlineFollowers(context.state, context.person, asked.window.days)
  if (name.endsWith('_demographics')) return audience(context.state, context.person, { metric: name, ...asked })
  if (asked.form === 'time_series') return name === 'follower_count' ? followerCount(context) : reachSeries(context)
  if (name === 'follows_and_unfollows') return followsAndUnfollows(context)
  return totalOf(context, name, rule)
}

function followerCount({ state, person, asked }: Context): Record<string, unknown> | undefined {
  const today = dayOf(state.now())
  const days = asked.window.isDefault ? [addDays(today, -1)] : asked.window.days.filter((day) => day < today)
  return series({ state, person, asked }, 'follower_count', days, (day) =>
    state.override(person.username, 'gained', day) === null ? 'absent' : state.numbers(person, day).gained,
  )
}

function reachSeries({ state, person, asked }: Context): Record<string, unknown> | undefined {
  const length = asked.period === 'days_28' ? 28 : asked.period === 'week' ? 7 : 1
  return series({ state, person, asked }, 'reach', asked.window.days, (day) => {
    if (state.override(person.username, 'reach', day) === null) return 'absent'
    const values = Array.from({ length }, (_, back) => state.numbers(person, addDays(day, -back)).reach)
    return values[0] === null ? null : unique(values.filter((value) => value !== null))
  })
}

/** null = the day is not there yet; 'absent' = the point is there without a value, which live answers also contain. */
function series(
  { state, person }: Context,
  metric: string,
  days: readonly Day[],
  read: (day: Day) => number | null | 'absent',
): Record<string, unknown> | undefined {
  const values = days.flatMap((day): unknown[] => {
    if (state.overrides.rows.has(rowKey(person, metric, day)))
      return [state.overrides.rows.get(rowKey(person, metric, day))]
    const value = read(day)
    if (value === null) return []
    const end_time = formatGraphTime(startOfDay(day))
    return [value === 'absent' ? { end_time } : { value, end_time }]
  })
  return values.length === 0 ? undefined : { values }
}

function totalOf(
  { state, person, asked }: Context,
  name: string,
  rule: MetricRule,
): Record<string, unknown> | undefined {
  if (!isDailyMetric(name)) return undefined
  const { days } = asked.window
  const values = days
    .map((day) => state.numbers(person, day, days.length === 1)[name])
    .filter((value) => value !== null)
  if (values.length === 0)
    return days.some((day) => state.override(person.username, name, day) === null) ? { total_value: {} } : undefined
  const value = rule.isUnique === true ? unique(values) : values.reduce((sum, next) => sum + next, 0)
  if (asked.breakdowns.length === 0) return { total_value: { value } }
  const isOld = asked.breakdowns.includes('follow_type') && !isWithinFollowTypeRange(state, days)
  return {
    total_value: {
      value,
      breakdowns: [
        breakdown(asked.breakdowns, [
          ...addedRows({ state, person, asked }, name),
          ...(isOld ? [] : split(value, name, asked.breakdowns)),
        ]),
      ],
    },
  }
}

/** FOLLOWER counts the accounts gained, NON_FOLLOWER the accounts lost; there is never a plain value. */
function followsAndUnfollows({ state, person, asked }: Context): Record<string, unknown> | undefined {
  const days = asked.window.days
    .map((day) => state.numbers(person, day, asked.window.days.length === 1))
    .filter(({ gained, lost }) => gained !== null && lost !== null)
  if (days.length === 0) return undefined
  if (asked.breakdowns.length === 0) return {}
  const sum = (name: 'gained' | 'lost') => days.reduce((total, day) => total + (day[name] ?? 0), 0)
  const results = [result('FOLLOWER', sum('gained')), result('NON_FOLLOWER', sum('lost'))]
  const isOld = !isWithinFollowTypeRange(state, asked.window.days)
  const rows = [...addedRows({ state, person, asked }, 'follows_and_unfollows'), ...(isOld ? [] : results)]
  return { total_value: { breakdowns: [breakdown(asked.breakdowns, rows)] } }
}

function rowKey({ username }: SandboxPerson, metric: string, day: Day): string {
  return `${username} ${metric} ${day}`
}

/** Rows that a test put before the ordinary ones of a breakdown. */
function addedRows({ state, person, asked }: Context, metric: string): unknown[] {
  return asked.window.days
    .map((day) => rowKey(person, metric, day))
    .filter((key) => state.overrides.rows.has(key))
    .map((key) => state.overrides.rows.get(key))
}

function isWithinFollowTypeRange(state: SandboxState, days: readonly Day[]): boolean {
  const [first] = days
  return first === undefined || dayNumber(dayOf(state.now())) - dayNumber(first) <= followTypeDays
}

/** Categories with nothing in them are left out; without any there are no `results` at all. */
function breakdown(keys: readonly string[], results: readonly unknown[]): unknown {
  const filled = results.filter((result) => (result as Partial<BreakdownResult> | null)?.value !== 0)
  return { dimension_keys: [...keys], ...(filled.length > 0 && { results: filled }) }
}

function result(dimension: string, value: number): BreakdownResult {
  return { dimension_values: [dimension], value }
}

const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  follow_type: { FOLLOWER: 58, NON_FOLLOWER: 40, UNKNOWN: 2 },
  contact_button_type: { DIRECTION: 8, CALL: 4, EMAIL: 3, TEXT: 2, BOOK_NOW: 0 },
  media_product_type: { POST: 34, REEL: 38, CAROUSEL_CONTAINER: 18, STORY: 10, AD: 0 },
}
/** Nobody saves a story. */
const weightsOfSaves = { POST: 45, REEL: 35, CAROUSEL_CONTAINER: 20 }

function split(total: number, metric: string, keys: readonly string[]): BreakdownResult[] {
  return splitByKeys(total, keys, (key) =>
    key === 'media_product_type' && metric === 'saves' ? weightsOfSaves : (weights[key] ?? {}),
  )
}

/** Unique people over several days: more than the best day, fewer than the sum. */
function unique(values: readonly number[]): number {
  const highest = Math.max(...values)
  const sum = values.reduce((total, value) => total + value, 0)
  return highest + Math.floor(0.55 * (sum - highest))
}

/** Windows before and after; the addresses carry the token, as Meta's do. */
function paging(request: Request, { since, until }: InsightsRequest['window'], token: string, origin: string): unknown {
  const length = Math.max(1, Math.floor((until.getTime() - since.getTime()) / 1000))
  const address = (from: number, to: number) => {
    const url = new URL(request.originalUrl, origin)
    url.searchParams.set('access_token', token)
    url.searchParams.set('since', String(from))
    url.searchParams.set('until', String(to))
    return url.href
  }
  const from = Math.floor(since.getTime() / 1000)
  const to = Math.floor(until.getTime() / 1000)
  return { previous: address(from - length, from), next: address(to, to + length) }
}
