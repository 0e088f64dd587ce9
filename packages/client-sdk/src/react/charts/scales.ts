import { scaleLinear } from 'd3-scale'
import type { ChartPoint } from '../data/index.ts'

const margin = { top: 10, right: 10, bottom: 26, left: 46 }
const pixelsPerDayLabel = 74
const pixelsPerRow = 56

export interface ScaleInput {
  points: ChartPoint[]
  width: number
  height: number
  fromZero: boolean
  /** Whether the period before has to fit in too. */
  hasPrevious: boolean
}

export type Scales = ReturnType<typeof scalesOf>

/** Where days and values stand in a drawing of that size, and which of them are labelled. */
export function scalesOf({ points, width, height, fromZero, hasPrevious }: ScaleInput) {
  const { left, top } = margin
  const right = Math.max(left + 1, width - margin.right)
  const bottom = Math.max(top + 1, height - margin.bottom)
  const last = points.length - 1
  const known = points
    .flatMap(({ value, previous }) => [value, hasPrevious ? previous : null])
    .filter((value) => value !== null)
  const most = Math.max(...known, fromZero ? 1 : -Infinity)
  const least = fromZero ? 0 : Math.min(...known)
  const rows = Math.max(2, Math.floor((bottom - top) / pixelsPerRow))
  const y = scaleLinear([least, most === least ? least + 1 : most], [bottom, top]).nice(rows)
  const x = (index: number) => (last < 1 ? (left + right) / 2 : left + (index / last) * (right - left))
  const every = Math.max(1, Math.ceil((points.length * pixelsPerDayLabel) / (right - left)))
  // The last label stands to the left of its day and needs the room of one and a half.
  const isLabelled = (index: number) =>
    index === last || ((last - index) % every === 0 && x(last) - x(index) >= 1.5 * pixelsPerDayLabel)
  const ticks = y.ticks(rows).filter((tick) => Number.isInteger(tick))
  return { left, right, top, bottom, x, y, ticks, isLabelled }
}
