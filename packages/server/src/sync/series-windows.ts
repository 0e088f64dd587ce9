import { addDays, longestWindowDays, recentSeriesDays, windowOf } from '../instagram/index.ts'
import type { PlannedDay } from './late-days.ts'

export interface DayWindow {
  first: string
  last: string
}

// Reach is among the totals too, so for so few days no series is read.
const mostDaysWithoutSeries = 6
const longestPeriodSeconds = 2_592_000

/** The windows in which a sync reads a value per day for all planned days at once, newest first; none for few days. */
export function seriesOf(
  planned: readonly PlannedDay[],
  today: string,
): { form: 'series' | 'recent_series'; range: DayWindow }[] {
  const days = planned.filter(({ parts }) => parts !== 'follows').map(({ day }) => day)
  if (days.length <= mostDaysWithoutSeries) return []
  const recent = days.filter((day) => day < today && day >= addDays(today, -recentSeriesDays))
  return [
    ...windowsOf(days).map((range) => ({ form: 'series' as const, range })),
    ...windowsOf(recent).map((range) => ({ form: 'recent_series' as const, range })),
  ]
}

/** How many steps, of about a call each, it takes to read the profile and these days. */
export function stepsFor({ days, today }: { days: readonly PlannedDay[]; today: string }): number {
  const steps = days.map(({ parts }) => (parts === 'whole' ? 2 : 1))
  return 1 + seriesOf(days, today).length + steps.reduce((sum, step) => sum + step, 0)
}

/** Windows as long as one request may be, newest first. */
function windowsOf(newestFirst: readonly string[]): DayWindow[] {
  const windows: DayWindow[] = []
  for (const day of newestFirst) {
    const window = windows.at(-1)
    const isInWindow = window !== undefined && day > addDays(window.last, -longestWindowDays)
    if (isInWindow) window.first = day
    else windows.push({ first: day, last: day })
  }
  return windows
}

/** The periods of which the reach is asked, each ending yesterday. */
export function reachPeriods(today: string): (DayWindow & { days: number })[] {
  const ending = (days: number) => ({ days, first: addDays(today, -days), last: addDays(today, -1) })
  const month = ending(30)
  const { since, until } = windowOf(month.first, month.last)
  // Thirty days with the 25-hour day of autumn among them are longer than one request may be.
  return [ending(7), until - since > longestPeriodSeconds ? ending(28) : month]
}
