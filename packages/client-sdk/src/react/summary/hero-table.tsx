/** @jsxImportSource #own */
import type { ReactNode } from 'react'
import { type ChartPoint, type HeroMetric, heroMetrics, reasonOf, useInstagramContext } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { DataTable } from '../parts/index.ts'
import { pointsOf } from './hero-metrics.ts'

interface HeroTableProps {
  data: DashboardData
  /** Stands first: on a phone the others are to be swiped to. */
  metric: HeroMetric
}

/** The range in figures, newest first: the metric that is drawn, what it is compared with, and all others. */
export function HeroTable({ data, metric }: HeroTableProps) {
  const { t, format } = useInstagramContext()
  const { interval, compare, range, timeline } = data
  const isOverYears = range.startDate.slice(0, 4) !== range.endDate.slice(0, 4)
  const columns = [metric, ...heroMetrics.filter((name) => name !== metric)].map((name) => ({
    name,
    byDate: new Map(pointsOf(name, data).map((point) => [point.date, point])),
  }))
  const chosen = columns[0]?.byDate ?? new Map<string, ChartPoint>()
  const hasPrevious = [...chosen.values()].some(({ previous }) => previous !== null)
  const show = (name: HeroMetric, value: number) =>
    name === 'engagementRate' ? format.percent(value) : format.number(value)

  function cell(name: HeroMetric, date: string, value: number | null | undefined): ReactNode {
    if (typeof value === 'number') return show(name, value)
    const reason = reasonOf(data.byDate, { metric: name, date, interval })
    const why = reason === null ? t.timeline.noValue : t.missing[reason]
    return (
      <span key={name} title={why}>
        {t.units.unknown}
        <span className="instagram-visually-hidden"> {why}</span>
      </span>
    )
  }

  const rows = timeline.days
    .map((date) => {
      const point = chosen.get(date)
      const previous = point?.previous ?? null
      const [first, ...others] = columns.map(({ name, byDate }) => cell(name, date, byDate.get(date)?.value))
      return {
        key: date,
        cells: [
          format.point(date, interval, isOverYears),
          first,
          ...(hasPrevious ? [previous === null ? t.units.unknown : show(metric, previous)] : []),
          ...others,
          point === undefined ? t.units.unknown : t.chart.states[point.state],
        ],
      }
    })
    .toReversed()
  return (
    <div className="instagram-hero-table">
      <DataTable
        caption={t.timeline.title}
        columns={[
          t.hero.point[interval],
          t.metrics[metric],
          ...(hasPrevious ? [t.hero.line[compare]] : []),
          ...columns.slice(1).map(({ name }) => t.metrics[name]),
          t.timeline.state,
        ]}
        rows={rows}
        testId="timeline-table"
      />
    </div>
  )
}
