import type { GrowthPoint, TimelineInterval } from '@instagram-dashboard/server/contract'
import { addDays } from './range.ts'

/**
 * What is known about the value of a point: `final` does not change any more, `provisional` may, `derived` was worked out
 * from another day's, and `partial` stands for a week or month of which the range holds only some days.
 */
export type PointState = 'final' | 'provisional' | 'derived' | 'partial'

/** One day of a chart, or one week or month. A solid line is drawn through `final`, a dashed one through `tentative`. */
export interface ChartPoint {
  /** The day, or the first day of the week or month, as `YYYY-MM-DD`. */
  date: string
  /** `null` is unknown, never 0. */
  value: number | null
  /** The value when nothing can change it any more. */
  final: number | null
  /** The value when it can still change, and its neighbours, so that the two lines meet. */
  tentative: number | null
  /** What is known about the value. */
  state: PointState
  /** The value of the bucket that this one is compared with; `null` when it is not known or not to be compared. */
  previous: number | null
  /** Its line has no second point next to it: only a dot can show it. */
  alone: boolean
}

/** Something that was published, for the axis of time. */
export interface ChartPost {
  /** Instagram's id. */
  id: string
  /** The point in whose time it was published, by its `date`. */
  date: string
  /** Its words or its kind, in the user's language. */
  name: string
  /** Signed and short-lived; `null` when there is none. */
  pictureUrl: string | null
  /** Where it is at Instagram; `null` when it is not known. */
  href: string | null
  /** Opens all that is known of it. */
  onOpen?: (() => void) | undefined
}

interface Value extends Pick<ChartPoint, 'date' | 'value' | 'state'> {
  previous?: number | null
}

interface Columns {
  days: string[]
  values: (number | null)[]
  isPartial: boolean[]
}

export interface TimelineColumns extends Columns {
  final: boolean[]
  /** The period before, and how many days a bucket of it lies before the one that is compared with it. */
  previous?: Columns & { daysBack: number; interval?: TimelineInterval }
}

export function timelinePoints({ days, values, final, isPartial, previous }: TimelineColumns): ChartPoint[] {
  const keyOf = previous?.interval === 'month' ? monthOf : (date: string) => date
  const before = new Map(
    previous && wholeValues(previous).map((value, index) => [keyOf(previous.days[index] ?? ''), value]),
  )
  return toPoints(
    days.map((date, index) => {
      const settled = final[index] === true ? 'final' : 'provisional'
      const state = isPartial[index] === true ? 'partial' : settled
      const compared = state === 'partial' || !previous ? null : before.get(keyOf(addDays(date, -previous.daysBack)))
      return { date, value: values[index] ?? null, state, previous: compared ?? null }
    }),
  )
}

/** The month of which a day is the first one, or nearly: months are not equally long. */
function monthOf(date: string): string {
  return addDays(date, 15).slice(0, 7)
}

/** The values with gaps in place of the buckets that the range cuts. */
export function wholeValues({ values, isPartial }: Pick<Columns, 'values' | 'isPartial'>): (number | null)[] {
  return values.map((value, index) => (isPartial[index] === true ? null : value))
}

export function growthPoints(points: GrowthPoint[]): ChartPoint[] {
  return toPoints(
    points.map(({ date, followers, isDerived, isFinal }) => {
      const settled = isFinal ? 'final' : 'provisional'
      return { date, value: followers, state: isDerived ? 'derived' : settled }
    }),
  )
}

function toPoints(values: Value[]): ChartPoint[] {
  return values.map(({ date, value, state, previous = null }, index) => {
    const before = values[index - 1]
    const after = values[index + 1]
    const isFinal = state === 'final'
    const meetsTentative = isTentative(before) || isTentative(after)
    return {
      date,
      value,
      final: isFinal ? value : null,
      tentative: state === 'partial' || (isFinal && !meetsTentative) ? null : value,
      state,
      previous,
      alone: value !== null && !isLinked(before, state) && !isLinked(after, state),
    }
  })
}

function isTentative(point: Value | undefined): boolean {
  return point !== undefined && point.value !== null && (point.state === 'provisional' || point.state === 'derived')
}

/** A final point is joined to final neighbours by the solid line, a tentative one to any by the dashed line. */
function isLinked(neighbour: Value | undefined, to: PointState): boolean {
  if (neighbour === undefined || neighbour.value === null || to === 'partial' || neighbour.state === 'partial')
    return false
  return neighbour.state === 'final' || to !== 'final'
}
