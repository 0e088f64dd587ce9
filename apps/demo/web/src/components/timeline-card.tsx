import { lazy, Suspense, useState } from 'react'
import { useApp } from '../data/app-context.ts'
import { timelinePoints } from '../data/points.ts'
import { chartMetrics, type ChartMetric, type DashboardData } from '../data/use-dashboard.ts'
import { EmptyCard } from './empty-card.tsx'
import { Legend } from './legend.tsx'
import { TimelineTable } from './timeline-table.tsx'
import { ViewSwitch, type View } from './view-switch.tsx'

const DayChart = lazy(async () => ({ default: (await import('../charts/day-chart.tsx')).DayChart }))

export function TimelineCard({ data }: { data: DashboardData }) {
  const { t, format } = useApp()
  const [metric, setMetric] = useState<ChartMetric>('reach')
  const [view, setView] = useState<View>('chart')
  const { days, series, final } = data.timeline
  const points = timelinePoints(days, series[metric], final)
  const isEmpty = chartMetrics.every((name) => series[name].every((value) => value === null))

  return (
    <section className="card" aria-labelledby="timeline-title" data-testid="chart-timeline">
      <div className="card-head">
        <h2 id="timeline-title">{t.timeline.title}</h2>
        {!isEmpty && <ViewSwitch view={view} onChange={setView} testId="timeline-view" />}
      </div>
      {isEmpty ? (
        <EmptyCard title={t.timeline.empty} lead={t.timeline.emptyLead} />
      ) : view === 'table' ? (
        <TimelineTable data={data} />
      ) : (
        <>
          <div className="chips" role="group" aria-label={t.timeline.choose}>
            {chartMetrics.map((name) => (
              <button
                key={name}
                type="button"
                className={`chip chip-${name}`}
                aria-pressed={metric === name}
                data-testid={`metric-${name}`}
                onClick={() => setMetric(name)}
              >
                {t.metrics[name]}
              </button>
            ))}
          </div>
          <Suspense fallback={<div className="chart skeleton" />}>
            <DayChart
              points={points}
              color={`var(--chart-${metric})`}
              name={t.metrics[metric]}
              description={t.timeline.describe(
                t.metrics[metric],
                format.longDay(data.range.startDate),
                format.longDay(data.range.endDate),
              )}
              fromZero
              firmLabel={t.timeline.stateFinal}
              tentativeLabel={t.timeline.stateProvisional}
              whyMissing={(date) => {
                const reason = data.byDate.get(date)?.missing[metric]
                return reason === undefined ? t.timeline.noValue : t.missing[reason]
              }}
            />
          </Suspense>
          <Legend
            color={`var(--chart-${metric})`}
            firm={t.timeline.final}
            tentative={points.some(({ isFirm, value }) => !isFirm && value !== null) ? t.timeline.provisional : null}
            gap={points.some(({ value }) => value === null) ? t.timeline.gap : null}
          />
          {data.interval === 'week' && (
            <p className="card-note">
              {t.timeline.weekly}
              {data.timeline.aggregation[metric] === 'daily_average' && ` ${t.metrics[metric]}: ${t.timeline.average}.`}
            </p>
          )}
        </>
      )}
    </section>
  )
}
