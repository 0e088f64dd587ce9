import type { Locale } from '@instagram-dashboard/server/contract'
import { scaleLinear } from 'd3-scale'
import type { ChartPoint } from '../data/index.ts'
import { dayAxis } from './day-axis.ts'
import { axisTexts, type Unit, valueAxis } from './value-axis.ts'

export interface ScaleInput {
  points: ChartPoint[]
  width: number
  height: number
  /** The size of the letters beside the axes, in pixels. */
  font: number
  locale: Locale
  unit: Unit
  fromZero: boolean
  /** Whether the period before has to fit in too. */
  hasPrevious: boolean
}

export type Scales = ReturnType<typeof scalesOf>

/** Room for half of a dot beside the first and the last point. */
const side = 8
/** How many letters high the space above the drawing, that below it and that between two lines is. */
const letters = { above: 2, below: 2, row: 6 }

/** Where points and values stand in a drawing of that size, and how both are named. */
export function scalesOf({ points, width, height, font, locale, unit, fromZero, hasPrevious }: ScaleInput) {
  const left = side
  const right = Math.max(left + 1, width - side)
  const top = letters.above * font
  const bottom = Math.max(top + 1, height - letters.below * font)
  const last = points.length - 1
  const values = points
    .flatMap(({ value, previous }) => [value, hasPrevious ? previous : null])
    .filter((value) => value !== null)
  const rows = Math.max(2, Math.floor((bottom - top) / (letters.row * font)))
  const { ends, ticks } = valueAxis({ values, fromZero, unit, rows })
  const y = scaleLinear(ends, [bottom, top])
  const x = (index: number) => (last < 1 ? (left + right) / 2 : left + (index / last) * (right - left))
  const texts = axisTexts(ticks, { locale, unit })
  return {
    left,
    right,
    top,
    bottom,
    x,
    y,
    lines: ticks.map((tick, index) => ({ tick, text: texts[index] ?? '' })),
    days: dayAxis({ days: points.map(({ date }) => date), locale, x, width, font }),
    open: openFrom(points),
  }
}

/**
 * @returns the first of the newest points that may all still change; `null` when the newest is final. What is not final
 *   further back has not been read again: Instagram has long said its number.
 */
export function openFrom(points: readonly ChartPoint[]): number | null {
  const index = points.findLastIndex(({ state }) => state === 'final' || state === 'derived') + 1
  return index < points.length ? index : null
}
