import type { DailyMetrics } from './contract.ts'
import type { GrowthPoint } from './growth-contract.ts'
import { postFigureNames, type MediaItem } from './media-contract.ts'
import { metricNames, type MetricName } from './metric-definitions.ts'

/** Every heading of an exported table, by the name of its column. */
export type ExportColumnName =
  | MetricName
  | 'date'
  | 'isFinal'
  | 'provisional'
  | 'derived'
  | 'followers'
  | 'change'
  | 'gained'
  | 'lost'
  | 'isDerived'
  | 'isEstimated'
  | 'publishedAt'
  | 'id'
  | 'type'
  | 'caption'
  | 'permalink'
  | 'views'
  | 'profileVisits'
  | 'averageWatchTimeMs'
  | 'totalWatchTimeMs'
  | 'skipRate'
  | 'navigation'
  | 'missingReason'
  | 'readAt'

/** A value before it is written: an instant is a date, a day and a text are texts, names are those of metrics. */
export type ExportValue = string | number | boolean | Date | null | readonly MetricName[]

export interface ExportColumn<Row> {
  name: ExportColumnName
  kind: 'day' | 'instant' | 'number' | 'text' | 'flag' | 'names' | 'type'
  read: (row: Row) => ExportValue
  /** A code that only programs can read. */
  isForPrograms?: true
}

type NumberName<Row> = {
  [Name in keyof Row & ExportColumnName]: Row[Name] extends number | null ? Name : never
}[keyof Row & ExportColumnName]

const numbers = <Row>(names: readonly NumberName<Row>[]): ExportColumn<Row>[] =>
  // The guarantee: what these names lead to is a number or nothing.
  names.map((name) => ({ name, kind: 'number', read: (row) => row[name] as number | null }))

export const dayColumns: readonly ExportColumn<DailyMetrics>[] = [
  { name: 'date', kind: 'day', read: ({ date }) => date },
  { name: 'isFinal', kind: 'flag', read: ({ isFinal }) => isFinal },
  ...numbers<DailyMetrics>(metricNames),
  { name: 'provisional', kind: 'names', read: ({ provisional }) => provisional },
  { name: 'derived', kind: 'names', read: ({ derived }) => derived },
]

export const growthColumns: readonly ExportColumn<GrowthPoint>[] = [
  { name: 'date', kind: 'day', read: ({ date }) => date },
  ...numbers<GrowthPoint>(['followers', 'change', 'gained', 'lost']),
  { name: 'isFinal', kind: 'flag', read: ({ isFinal }) => isFinal },
  { name: 'isDerived', kind: 'flag', read: ({ isDerived }) => isDerived },
  { name: 'isEstimated', kind: 'flag', read: ({ isEstimated }) => isEstimated },
]

const publishing: readonly ExportColumn<MediaItem>[] = [
  { name: 'publishedAt', kind: 'instant', read: ({ publishedAt }) => publishedAt },
  { name: 'id', kind: 'text', read: ({ id }) => id },
]
const reading: readonly ExportColumn<MediaItem>[] = [
  { name: 'missingReason', kind: 'text', read: ({ missingReason }) => missingReason, isForPrograms: true },
  { name: 'readAt', kind: 'instant', read: ({ readAt }) => readAt },
]

export const postColumns: readonly ExportColumn<MediaItem>[] = [
  ...publishing,
  { name: 'type', kind: 'type', read: ({ type }) => type },
  { name: 'caption', kind: 'text', read: ({ caption }) => caption },
  { name: 'permalink', kind: 'text', read: ({ permalink }) => permalink },
  ...numbers<MediaItem>(postFigureNames),
  ...reading,
]

const figure = (name: ExportColumnName): ExportColumn<MediaItem> => ({
  name,
  kind: 'number',
  read: ({ figures }) => figures[name] ?? null,
})

export const storyColumns: readonly ExportColumn<MediaItem>[] = [
  ...publishing,
  ...numbers<MediaItem>(['views', 'reach', 'engagement']),
  figure('replies'),
  figure('navigation'),
  ...numbers<MediaItem>(['shares', 'reposts', 'follows', 'profileVisits']),
  ...reading,
]
