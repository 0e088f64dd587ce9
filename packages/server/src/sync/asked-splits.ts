import type { dailySplits } from '@instagram-dashboard/db'
import { addDays, splitBreakdowns } from '../instagram/index.ts'
import { asksFollows, followsKeptDays, type Askable } from './asked-metrics.ts'

export type SplitDimension = dailySplits.SplitDimension
export const splitDimensions = ['contentType', 'followType'] as const satisfies readonly SplitDimension[]

/** What one number of a day is made of, by one breakdown: a call for all numbers of the day that have it. */
export interface SplitQuestion {
  day: string
  by: SplitDimension
}

/** Under this a refusal of the parts is remembered, so that the number itself is still asked for: `reach.follow_type`. */
export function splitName(metric: string, by: SplitDimension): string {
  return `${metric}.${splitBreakdowns[by].breakdown}`
}

/** Remembered where Instagram does not tell the parts in one call with who followed and unfollowed. */
export const apartName = `${splitBreakdowns.followType.breakdown}.together`

type Asked = Omit<Askable, 'since'>

/** The numbers of a day whose parts are worth a question. */
export function askedSplits(
  { day, by }: SplitQuestion,
  { today, refusedMetrics }: Pick<Asked, 'today' | 'refusedMetrics'>,
): string[] {
  // As with who followed, an older breakdown comes back empty, whatever happened.
  if (by === 'followType' && day < addDays(today, -followsKeptDays)) return []
  return splitBreakdowns[by].metrics.filter(
    (metric) => !refusedMetrics.has(metric) && !refusedMetrics.has(splitName(metric, by)),
  )
}

/** Whether the question who followed and unfollowed on a day brings its parts by who follows as well, at no other call. */
export function ridesAlong(day: string, asked: Asked): boolean {
  if (asked.refusedMetrics.has(apartName) || !asksFollows(day, asked)) return false
  return askedSplits({ day, by: 'followType' }, asked).length > 0
}
