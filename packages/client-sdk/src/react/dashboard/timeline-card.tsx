import { lazy, Suspense, useRef, useState } from 'react'
import { downloadPicture } from '../charts/download.ts'
import { useInstagramContext } from '../data/context.ts'
import { reasonOf } from '../data/days.ts'
import { timelinePoints, type PointState } from '../data/points.ts'
import { daysBack } from '../data/range.ts'
import { chartMetrics, type ChartMetric, type DashboardData } from '../hooks/dashboard.ts'
import { EmptyCard } from '../parts/empty-card.tsx'
import { Legend } from '../parts/legend.tsx'
import { ViewSwitch, type View } from '../parts/view-switch.tsx'
import { TimelineTable } from './timeline-table.tsx'

const DayChart = lazy(async () => ({ default: (await import('../charts/day-chart.tsx')).DayChart }))

export function TimelineCard({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const [metric, setMetric] = useState<ChartMetric>('reach')
  const [view, setView] = useState<View>('chart')
  const [compares, setCompares] = useState(true)
  const [isPictureLost, setIsPictureLost] = useState(false)
  const card = useRef<HTMLElement>(null)
  const { interval } = data
  const { days, series, final, isPartial } = data.timeline
  const points = timelinePoints({
    days,
    values: series[metric],
    final,
    isPartial,
    previous: {
      days: data.previous.days,
      values: data.previous.series[metric],
      isPartial: data.previous.isPartial,
      daysBack: daysBack(data.days, interval),
    },
  })
  const has = (state: PointState) => points.some((point) => point.state === state && point.value !== null)
  const isEmpty = chartMetrics.every((name) => series[name].every((value) => value === null))
  const hasPrevious = points.some(({ previous }) => previous !== null)
  const previousLabel = compares && hasPrevious ? t.timeline.previous : null

  function savePicture() {
    const svg = card.current?.querySelector<SVGSVGElement>('.instagram-chart-svg')
    setIsPictureLost(false)
    if (svg === null || svg === undefined) return
    const name = `instagram-${metric}-${data.range.startDate}-${data.range.endDate}.png`
    downloadPicture(svg, name).catch(() => setIsPictureLost(true))
  }

  return (
    <section
      ref={card}
      className="instagram-card"
      aria-labelledby="instagram-timeline-title"
      data-testid="chart-timeline"
    >
      <div className="instagram-card-head">
        <h2 id="instagram-timeline-title">{t.timeline.title}</h2>
        {!isEmpty && (
          <div className="instagram-card-tools">
            {view === 'chart' && (
              <button
                type="button"
                className="instagram-button instagram-button-quiet"
                data-testid="timeline-png"
                onClick={savePicture}
              >
                {t.timeline.picture}
              </button>
            )}
            <ViewSwitch view={view} onChange={setView} testId="timeline-view" />
          </div>
        )}
      </div>
      <p role="status">{isPictureLost ? t.timeline.pictureLost : ''}</p>
      {isEmpty ? (
        <EmptyCard title={t.timeline.empty} lead={t.timeline.emptyLead} />
      ) : view === 'table' ? (
        <TimelineTable data={data} />
      ) : (
        <>
          <div className="instagram-chips" role="group" aria-label={t.timeline.choose}>
            {chartMetrics.map((name) => (
              <button
                key={name}
                type="button"
                className={`instagram-chip instagram-chip-${name}`}
                aria-pressed={metric === name}
                data-testid={`metric-${name}`}
                onClick={() => setMetric(name)}
              >
                {t.metrics[name]}
              </button>
            ))}
            {hasPrevious && (
              <label className="instagram-toggle">
                <input
                  type="checkbox"
                  checked={compares}
                  data-testid="compare"
                  onChange={(event) => setCompares(event.target.checked)}
                />
                {t.timeline.compare}
              </label>
            )}
          </div>
          <Suspense fallback={<div className="instagram-chart instagram-skeleton" />}>
            <DayChart
              points={points}
              color={`var(--instagram-use-chart-${metric})`}
              name={t.metrics[metric]}
              description={t.timeline.describe(
                t.metrics[metric],
                format.longDay(data.range.startDate),
                format.longDay(data.range.endDate),
              )}
              fromZero
              dayLabel={(date) => format.bucket(date, interval)}
              states={t.timeline.states}
              previousLabel={previousLabel}
              whyMissing={(date) => {
                const reason = reasonOf(data.byDate, { metric, date, interval })
                return reason === null ? t.timeline.noValue : t.missing[reason]
              }}
            />
          </Suspense>
          <Legend
            color={`var(--instagram-use-chart-${metric})`}
            firm={has('final') ? t.timeline.final : null}
            tentative={has('provisional') ? t.timeline.provisional : null}
            partial={has('partial') ? t.timeline.states.partial : null}
            gap={points.some(({ value }) => value === null) ? t.timeline.gap : null}
            previous={previousLabel}
          />
          {interval === 'week' && (
            <p className="instagram-card-note">
              {t.timeline.weekly}
              {data.timeline.aggregation[metric] === 'daily_average' && ` ${t.metrics[metric]}: ${t.timeline.average}.`}
            </p>
          )}
        </>
      )}
    </section>
  )
}
