import type { Locale } from '@instagram-dashboard/server/contract'
import { scaleLinear } from 'd3-scale'

/** What the values of a chart are: counted in whole numbers, or shares of a hundred. */
export type Unit = 'count' | 'percent'

interface ValueAxisInput {
  values: readonly number[]
  fromZero: boolean
  unit: Unit
  /** How many lines there is room for. */
  rows: number
}

/** From where to where an axis goes, and at which values it has a line. Of counts there is no half one. */
export function valueAxis({ values, fromZero, unit, rows }: ValueAxisInput): { ends: number[]; ticks: number[] } {
  const most = Math.max(...values, fromZero ? smallest[unit] : -Infinity)
  const least = fromZero ? 0 : Math.min(...values)
  if (!Number.isFinite(most) || !Number.isFinite(least)) return { ends: [0, 1], ticks: [0, 1] }
  // A line that goes neither up nor down stands in the middle.
  const ends = most === least ? [Math.max(0, least - 1), most + 1] : [least, most]
  const scale = scaleLinear(ends, [0, 1]).nice(rows)
  const ticks = scale.ticks(rows)
  return { ends: scale.domain(), ticks: unit === 'count' ? ticks.filter(Number.isInteger) : ticks }
}

/** The least that the top of an axis stands for, or a chart of nothing but zeros would have no height. */
const smallest = { count: 1, percent: 1 } as const satisfies Record<Unit, number>

/** @returns how the values beside an axis are written: as short as they can be, and each exactly, so that no two are alike */
export function axisTexts(ticks: readonly number[], { locale, unit }: { locale: Locale; unit: Unit }): string[] {
  if (unit === 'percent') {
    const digits = [0, 1, 2].find((count) => ticks.every((tick) => isExact(tick, count))) ?? 3
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits })
    return ticks.map((tick) => percent.format(tick / 100))
  }
  const isLarge = Math.max(...ticks) >= 10_000
  const digits = [0, 1, 2].find((count) => ticks.every((tick) => isExact(tick / sizeOf(tick), count)))
  const compact =
    isLarge && digits !== undefined
      ? ({ notation: 'compact', maximumFractionDigits: digits } as const)
      : { maximumFractionDigits: 0 }
  const number = new Intl.NumberFormat(locale, compact)
  return ticks.map((tick) => number.format(tick))
}

/** What the word behind a compact number stands for. */
function sizeOf(value: number): number {
  return [1e9, 1e6, 1e3].find((size) => value >= size) ?? 1
}

function isExact(value: number, digits: number): boolean {
  return Math.abs(value - Number(value.toFixed(digits))) < 1e-9
}
