import {
  addDays,
  type DayValue,
  GraphFailure,
  type GraphFailureKind,
  type GraphSession,
  metricsOfForm,
} from '../instagram/index.ts'
import { keptDays } from './asked-metrics.ts'
import type { Answers } from './answers.ts'
import { readWithoutRefused } from './read-without-refused.ts'
import { reachPeriods, type DayWindow } from './series-windows.ts'

/** Failures that may be about one question alone. All others, as a refused token or a limit, end a run. */
const skippableKinds: ReadonlySet<GraphFailureKind> = new Set([
  'transient',
  'unreadable',
  'unsupported_metric',
  'not_available',
  'rejected',
  'permission_missing',
  'user_action_needed',
])

/** Whether the next question may be asked although this one failed. */
export function isSkippable(error: unknown): error is GraphFailure {
  return error instanceof GraphFailure && skippableKinds.has(error.kind)
}

/** Reads a value per day of some metrics. A window that Instagram does not give is a gap: the totals say it as well. */
export async function readSeriesInto(
  answers: Answers,
  session: GraphSession,
  { metrics, range }: { metrics: readonly string[]; range: DayWindow },
): Promise<void> {
  const asked = metrics.filter((metric) => !answers.refusedMetrics.has(metric))
  if (asked.length === 0) return
  try {
    const answer = await session.series(asked, range)
    for (const [metric, days] of answer.series) {
      const kept = answers.series?.get(metric) ?? new Map<string, DayValue>()
      for (const [day, value] of days) if (day >= range.first && day <= range.last) kept.set(day, value)
      answers.series?.set(metric, kept)
    }
  } catch (error) {
    if (!isSkippable(error)) throw error
    if (error.kind === 'unsupported_metric') for (const metric of asked) answers.refusedMetrics.add(metric)
  }
}

/** The totals of a day; the reach with them, where no series has said it. */
export async function askTotals(
  answers: Answers,
  session: GraphSession,
  { day, today }: { day: string; today: string },
): Promise<Map<string, number>> {
  const reach = answers.series?.get('reach')?.has(day) === true ? [] : metricsOfForm('series')
  const totals = new Map<string, number>()
  try {
    return await readWithoutRefused(async (metrics, tries) => (await session.dayTotals(metrics, day, tries)).totals, {
      metrics: [...metricsOfForm('day_total'), ...reach],
      refused: answers.refusedMetrics,
      failing: answers.failingMetrics,
      into: totals,
    })
  } catch (error) {
    // What was answered before the failure is kept.
    if (totals.size > 0 && isSkippable(error)) return totals
    // At the edge of the two years, where the exact hour is not known.
    const isAtEdge = day <= addDays(today, 1 - keptDays)
    if (isAtEdge && error instanceof GraphFailure && error.kind === 'rejected') return new Map()
    throw error
  }
}

/** How many accounts the last week and month reached. After a failure they are left out. */
export async function readPeriodsInto(answers: Answers, session: GraphSession, today: string): Promise<void> {
  if (answers.refusedMetrics.has('reach')) return
  for (const { days, first, last } of reachPeriods(today)) {
    try {
      const reach = await session.periodReach({ first, last })
      if (reach !== null) answers.periods.push({ days, lastDay: last, reach })
    } catch (error) {
      if (!isSkippable(error)) throw error
      return
    }
  }
}
