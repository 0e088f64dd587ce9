/** @jsxImportSource #own */
import { reasonOf, useInstagramContext } from '../data/index.ts'
import { drawnMetrics, type DashboardData } from '../hooks/dashboard.ts'
import { DataTable } from '../parts/index.ts'

/** The timeline in words and figures, newest day first. */
export function TimelineTable({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const { interval } = data
  const { days, series, final, isPartial } = data.timeline
  const { states } = t.timeline
  const stateOf = (index: number) => {
    if (isPartial[index] === true) return states.partial
    return final[index] === true ? states.final : states.provisional
  }
  const rows = days
    .map((date, index) => ({
      key: date,
      cells: [
        format.bucket(date, interval),
        ...drawnMetrics.map((metric) => {
          const value = series[metric][index] ?? null
          if (value !== null) return format.number(value)
          const reason = reasonOf(data.byDate, { metric, date, interval })
          const why = reason === null ? t.timeline.noValue : t.missing[reason]
          return (
            <span key={metric} title={why}>
              {t.units.unknown}
              <span className="instagram-visually-hidden"> {why}</span>
            </span>
          )
        }),
        stateOf(index),
      ],
    }))
    .toReversed()
  return (
    <DataTable
      caption={t.timeline.title}
      columns={[
        interval === 'day' ? t.timeline.date : t.timeline.week,
        ...drawnMetrics.map((metric) => t.metrics[metric]),
        t.timeline.state,
      ]}
      rows={rows}
      testId="timeline-table"
    />
  )
}
