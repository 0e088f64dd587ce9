import { useInstagramContext } from '../data/context.ts'
import { chartMetrics, type DashboardData } from '../hooks/use-dashboard.ts'
import { DataTable } from '../parts/data-table.tsx'

/** The timeline in words and figures, newest day first. */
export function TimelineTable({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const { days, series, final } = data.timeline
  const rows = days
    .map((date, index) => ({
      key: date,
      cells: [
        format.longDay(date),
        ...chartMetrics.map((metric) => {
          const value = series[metric][index] ?? null
          if (value !== null) return format.number(value)
          const reason = data.byDate.get(date)?.missing[metric]
          const why = reason === undefined ? t.timeline.noValue : t.missing[reason]
          return (
            <span key={metric} title={why}>
              {t.units.unknown}
              <span className="instagram-visually-hidden"> {why}</span>
            </span>
          )
        }),
        final[index] === true ? t.timeline.stateFinal : t.timeline.stateProvisional,
      ],
    }))
    .toReversed()
  return (
    <DataTable
      caption={t.timeline.title}
      columns={[t.timeline.date, ...chartMetrics.map((metric) => t.metrics[metric]), t.timeline.state]}
      rows={rows}
      testId="timeline-table"
    />
  )
}
