import type { GrowthPoint } from '@instagram-dashboard/server/contract'

/** One day of a chart. A solid line is drawn through `firm`, a dashed one through `tentative`. */
export interface ChartPoint {
  date: string
  value: number | null
  /** The value when nothing can change it any more. */
  firm: number | null
  /** The value when it can still change, and its neighbours, so that the two lines meet. */
  tentative: number | null
  isFirm: boolean
  /** The value of the day at the same place of the period before; `null` when it is not known or not asked for. */
  previous: number | null
  /** Its line has no second point next to it: only a dot can show it. */
  alone: boolean
}

interface Value {
  date: string
  value: number | null
  isFirm: boolean
  previous?: number | null
}

export interface TimelineColumns {
  days: string[]
  values: (number | null)[]
  final: boolean[]
  previous?: (number | null)[]
}

export function timelinePoints({ days, values, final, previous = [] }: TimelineColumns): ChartPoint[] {
  return toPoints(
    days.map((date, index) => ({
      date,
      value: values[index] ?? null,
      isFirm: final[index] ?? false,
      previous: previous[index] ?? null,
    })),
  )
}

export function growthPoints(points: GrowthPoint[]): ChartPoint[] {
  return toPoints(points.map(({ date, followers, isDerived }) => ({ date, value: followers, isFirm: !isDerived })))
}

function toPoints(values: Value[]): ChartPoint[] {
  return values.map(({ date, value, isFirm, previous = null }, index) => {
    const before = values[index - 1]
    const after = values[index + 1]
    const meetsTentative = isTentative(before) || isTentative(after)
    return {
      date,
      value,
      firm: isFirm ? value : null,
      tentative: isFirm && !meetsTentative ? null : value,
      isFirm,
      previous,
      alone: value !== null && !isLinked(before, isFirm) && !isLinked(after, isFirm),
    }
  })
}

function isTentative(point: Value | undefined): boolean {
  return point !== undefined && point.value !== null && !point.isFirm
}

/** A firm point is joined to firm neighbours by the solid line, a tentative one to any by the dashed line. */
function isLinked(neighbour: Value | undefined, toFirm: boolean): boolean {
  return neighbour !== undefined && neighbour.value !== null && (neighbour.isFirm || !toFirm)
}
