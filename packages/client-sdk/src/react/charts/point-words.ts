import type { ChartPoint, ChartPost, ChartProps, PointState } from '../data/index.ts'
import type { Format } from '../texts/format.ts'
import type { Messages } from '../texts/pt-br.ts'

/** How a chart words one of its points. */
export type PointTexts = Pick<ChartProps, 'name' | 'dayLabel' | 'previousLabel' | 'unit' | 'valueText' | 'whyMissing'>

interface Words {
  t: Messages
  format: Format
}

/** @returns a value without what it counts */
export function plainNumber(value: number, { unit }: Pick<PointTexts, 'unit'>, format: Format): string {
  return unit === 'percent' ? format.percent(value) : format.number(value)
}

/** @returns a value with what it counts, as the chart words it */
export function valueWords(value: number, texts: PointTexts, { format }: Words): string {
  return texts.valueText?.(value) ?? `${plainNumber(value, texts, format)} ${texts.name}`
}

/** @returns what is known about a point; nothing of one that is as it should be */
export function stateWords({ state, value }: ChartPoint, isOpen: boolean, { t }: Words): string | null {
  if (value === null || state === 'final') return null
  // What may have changed since long ago has not been read again yet.
  const known: PointState | 'waiting' = state === 'provisional' && !isOpen ? 'waiting' : state
  return t.chart.states[known]
}

interface SpokenPoint {
  point: ChartPoint
  isOpen: boolean
  posts: readonly ChartPost[]
}

/** A point in words, for screen readers: what it counts comes before the number, and what is known about it behind it. */
export function spoken({ point, isOpen, posts }: SpokenPoint, texts: PointTexts, words: Words): string {
  const { name, dayLabel, whyMissing, previousLabel, valueText } = texts
  const { t, format } = words
  const { date, value, previous } = point
  const shown = (number: number) => valueText?.(number) ?? plainNumber(number, texts, format)
  const before = previousLabel === null || previous === null ? null : `${previousLabel}: ${shown(previous)}`
  const state = stateWords(point, isOpen, words) ?? t.chart.states.final
  const parts = value === null ? [name, whyMissing(date)] : [`${name}: ${shown(value)}`, state, before]
  const published = posts.length === 0 ? null : t.chart.published(posts.map((post) => post.name))
  return [dayLabel(date), ...parts, published].filter((part) => part !== null).join('; ')
}
