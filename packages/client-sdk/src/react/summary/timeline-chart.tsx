/** @jsxImportSource #own */
import { PointChart } from '../charts/point-chart.tsx'
import { reasonOf, timelinePoints, useInstagramContext } from '../data/index.ts'
import { chartMetrics, type ChartMetric, type DashboardData, furtherMetrics } from '../hooks/dashboard.ts'
import { Select } from '../parts/index.ts'

interface TimelineChartProps {
  data: DashboardData
  metric: ChartMetric
  onMetric: (metric: ChartMetric) => void
  /** Whether the period before is drawn too. */
  compares: boolean
  onCompares: (compares: boolean) => void
}

/** One metric of the timeline, drawn, and the buttons for another one. */
export function TimelineChart({ data, metric, onMetric, compares, onCompares }: TimelineChartProps) {
  const { t, format } = useInstagramContext()
  const { interval, range, timeline, previous } = data
  const points = timelinePoints({
    ...timeline,
    values: timeline.series[metric],
    previous: { ...previous, values: previous.series[metric], daysBack: data.daysBack },
  })
  const further = furtherMetrics.find((name) => name === metric)
  const hasPrevious = points.some((point) => point.previous !== null)
  const [from, to] = [format.longDay(range.startDate), format.longDay(range.endDate)]
  return (
    <>
      <div className="instagram-chips" role="group" aria-label={t.timeline.choose}>
        {chartMetrics.map((name) => (
          <button
            key={name}
            type="button"
            className={`instagram-chip instagram-chip-${name}`}
            aria-pressed={metric === name}
            data-testid={`metric-${name}`}
            onClick={() => onMetric(name)}
          >
            {t.metrics[name]}
          </button>
        ))}
        <Select
          label={t.timeline.others}
          value={further ?? 'none'}
          options={[['none', t.timeline.others], ...furtherMetrics.map((name) => [name, t.metrics[name]] as const)]}
          onChange={(name) => onMetric(name === 'none' ? 'reach' : name)}
          testId="metric-others"
        />
        {hasPrevious && (
          <label className="instagram-toggle">
            <input
              type="checkbox"
              checked={compares}
              data-testid="compare"
              onChange={(event) => onCompares(event.target.checked)}
            />
            {t.timeline.compare}
          </label>
        )}
      </div>
      <PointChart
        points={points}
        color={`var(--instagram-use-chart-${further === undefined ? metric : 'profileViews'})`}
        name={t.metrics[metric]}
        description={t.timeline.describe(t.metrics[metric], from, to)}
        fromZero
        dayLabel={(date) => format.bucket(date, interval)}
        previousLabel={compares && hasPrevious ? t.timeline.previous : null}
        whyMissing={(date) => {
          const reason = reasonOf(data.byDate, { metric, date, interval })
          return reason === null ? t.timeline.noValue : t.missing[reason]
        }}
      />
      {interval === 'week' && (
        <p className="instagram-card-note">
          {t.timeline.weekly}
          {timeline.aggregation[metric] === 'daily_average' && ` ${t.metrics[metric]}: ${t.timeline.average}.`}
        </p>
      )}
    </>
  )
}
