import type { Request } from 'express'
import type { Caller } from './access.ts'
import { audience, onlineFollowers } from './audience.ts'
import { breakdownOf } from './breakdowns.ts'
import { keyOf } from './corrections.ts'
import { addDays, dayOf, formatGraphTime, startOfDay, type Day } from './days.ts'
import { readInsightsRequest, type InsightsRequest } from './insights-request.ts'
import { isDailyMetric, type MetricRule } from './metric-rules.ts'
import type { SandboxPerson } from './people.ts'
import type { SandboxState } from './state.ts'

interface Context {
  state: SandboxState
  person: SandboxPerson
  asked: InsightsRequest
}

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
    const key = keyOf(person.username, { metric, day })
    if (state.overrides.rows.has(key)) return [state.overrides.rows.get(key)]
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
  const breakdown = breakdownOf(state, person, {
    metric: name,
    asked,
    total: value,
    unique: rule.isUnique ? unique : null,
  })
  return (
    breakdown && {
      total_value: { ...(state.overrides.saysTotalBesideSplit && { value }), breakdowns: [breakdown] },
    }
  )
}

/** There is never a plain value, and nothing at all without a breakdown. */
function followsAndUnfollows({ state, person, asked }: Context): Record<string, unknown> | undefined {
  const { days } = asked.window
  const isServed = days.some((day) => {
    const { gained, lost } = state.numbers(person, day, days.length === 1)
    return gained !== null && lost !== null
  })
  if (!isServed) return undefined
  if (asked.breakdowns.length === 0) return {}
  const breakdown = breakdownOf(state, person, { metric: 'follows_and_unfollows', asked, total: 0, unique: null })
  return breakdown && { total_value: { breakdowns: [breakdown] } }
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
