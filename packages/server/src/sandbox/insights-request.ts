import type { Request } from 'express'
import { addDays, dayMs, dayOf, daysInWindow, startOfDay, type Day } from './days.ts'
import { errors, invalidParameter } from './errors.ts'
import { breakdownNames, metricRules, periodNames, timeframeNames, type MetricRule } from './metric-rules.ts'
import { queryInstant, queryList, queryText } from './request.ts'

/** A call of the account insights edge that was not refused. */
export interface InsightsRequest {
  /** What will be answered; wrongly asked metrics are left out already. */
  metrics: readonly { name: string; rule: MetricRule }[]
  form: 'time_series' | 'total_value'
  period: string
  breakdowns: readonly string[]
  timeframe: string | undefined
  window: { since: Date; until: Date; days: readonly Day[]; isDefault: boolean }
}

const thirtyDays = 30 * dayMs
const retentionDays = 730

/** Reads and judges the parameters. `facebook` refuses what `instagram` silently leaves out. */
export function readInsightsRequest(request: Request, behaviour: 'instagram' | 'facebook', now: Date): InsightsRequest {
  const asked = queryList(request, 'metric')
  if (asked.length === 0) throw invalidParameter('The parameter metric is required')
  asked.forEach((name, index) => oneOf(`metric[${index}]`, name, Object.keys(metricRules)))
  const period = queryText(request, 'period')
  if (period === undefined) throw invalidParameter('The parameter period is required')
  oneOf('period', period, periodNames)
  const form = queryText(request, 'metric_type') ?? 'time_series'
  if (form !== 'time_series' && form !== 'total_value') throw oneOfError('metric_type', ['time_series', 'total_value'])
  const breakdowns = queryList(request, 'breakdown')
  breakdowns.forEach((name, index) => oneOf(`breakdown[${index}]`, name, breakdownNames))
  const timeframe = queryText(request, 'timeframe')
  if (timeframe !== undefined) oneOf('timeframe', timeframe, timeframeNames)

  const metrics = chooseMetrics(asked, { form, period, behaviour })
  if (breakdowns.length > 0) {
    // One metric that does not know the breakdown spoils the call, whatever the others are.
    const isKnown = asked.every((metric) => breakdowns.every((name) => metricRules[metric]?.breakdowns.includes(name)))
    if (form !== 'total_value' || !isKnown) throw errors.unsupportedBreakdown()
  }
  if (timeframe === undefined && metrics.some(({ name }) => /^(engaged|reached)_audience/.test(name)))
    throw invalidParameter('The parameter timeframe is required')
  const window = readWindow(request, behaviour, now)
  if (metrics.some(({ name }) => name === 'follower_count')) requireLastThirtyDays(window, now)
  return { metrics, form, period, breakdowns, timeframe, window }
}

function chooseMetrics(
  asked: readonly string[],
  {
    form,
    period,
    behaviour,
  }: { form: 'time_series' | 'total_value'; period: string; behaviour: 'instagram' | 'facebook' },
): { name: string; rule: MetricRule }[] {
  const known = [...new Set(asked)].flatMap((name) => {
    const rule = metricRules[name]
    return rule ? [{ name, rule }] : []
  })
  const wrongForm = known.filter(({ rule }) => !rule.forms.includes(form)).map(({ name }) => name)
  const wrongPeriod = known.filter(({ name, rule }) => !fitsPeriod(name, rule, period)).map(({ name }) => name)
  if (behaviour === 'facebook' && wrongForm.length > 0)
    throw invalidParameter(
      `The following metrics (${wrongForm.join(', ')}) should be specified with parameter metric_type=${form === 'total_value' ? 'time_series' : 'total_value'}`,
    )
  if (behaviour === 'facebook' && wrongPeriod.length > 0)
    throw invalidParameter(`The following metrics (${wrongPeriod.join(', ')}) are incompatible with period=${period}`)
  return known.filter(({ name }) => !wrongForm.includes(name) && !wrongPeriod.includes(name))
}

function fitsPeriod(name: string, rule: MetricRule, period: string): boolean {
  return rule.period === period || (name === 'reach' && (period === 'week' || period === 'days_28'))
}

function readWindow(request: Request, behaviour: 'instagram' | 'facebook', now: Date): InsightsRequest['window'] {
  const since = queryInstant(request, 'since')
  const until = queryInstant(request, 'until')
  const isDefault = since === undefined && until === undefined
  const from = since ?? new Date((until ?? now).getTime() - dayMs)
  const to = until ?? now
  // The same misleading text answers a start before the retention and one in the future.
  const oldest = now.getTime() - retentionDays * dayMs
  if (from.getTime() < oldest || from.getTime() > now.getTime())
    throw invalidParameter('since param is not valid. Metrics data is available for the last 2 years')
  if (to.getTime() < from.getTime()) throw invalidParameter('until param must be greater than since param')
  if (behaviour === 'facebook' && to.getTime() - from.getTime() > thirtyDays)
    throw invalidParameter('There cannot be more than 30 days (2592000 s) between since and until')
  const today = dayOf(now)
  return { since: from, until: to, days: daysInWindow(from, to).filter((day) => day <= today), isDefault }
}

function requireLastThirtyDays({ since }: InsightsRequest['window'], now: Date): void {
  if (since.getTime() < startOfDay(addDays(dayOf(now), -30)).getTime())
    throw invalidParameter(
      '(follower_count) metric only supports querying data for the last 30 days excluding the current day',
    )
}

function oneOf(parameter: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw oneOfError(parameter, allowed)
}

function oneOfError(parameter: string, allowed: readonly string[]): Error {
  return invalidParameter(`${parameter} must be one of the following values: ${allowed.join(', ')}`)
}
