import { lazy, Suspense, useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { growthPoints, type PointState } from '../data/points.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyCard } from '../parts/empty-card.tsx'
import { Legend } from '../parts/legend.tsx'
import { ViewSwitch, type View } from '../parts/view-switch.tsx'

const DayChart = lazy(async () => ({ default: (await import('../charts/day-chart.tsx')).DayChart }))

export interface GrowthCardProps {
  data: DashboardData
  /** The newest count, for an account that has no line yet. */
  followersNow: number | null
}

export function GrowthCard({ data, followersNow }: GrowthCardProps) {
  const { t, format } = useInstagramContext()
  const [view, setView] = useState<View>('chart')
  const points = growthPoints(data.growth.points)
  const known = points.filter(({ value }) => value !== null)
  const isEmpty = known.length < 2
  const first = known[0]?.value ?? followersNow
  const has = (state: PointState) => points.some((point) => point.state === state && point.value !== null)
  const hasDerived = has('derived')

  return (
    <section className="instagram-card" aria-labelledby="instagram-growth-title" data-testid="chart-growth">
      <div className="instagram-card-head">
        <h2 id="instagram-growth-title">{t.growth.title}</h2>
        {!isEmpty && <ViewSwitch view={view} onChange={setView} testId="growth-view" />}
      </div>
      {isEmpty ? (
        <EmptyCard
          title={
            first === null
              ? t.growth.empty
              : t.growth.single(format.number(first), format.day(known[0]?.date ?? data.summary.period.today))
          }
          lead={first === null ? t.growth.emptyLead : t.growth.singleLead}
        />
      ) : (
        <>
          <GrowthFigures data={data} />
          {view === 'table' ? (
            <GrowthTable data={data} />
          ) : (
            <>
              <Suspense fallback={<div className="instagram-chart instagram-skeleton" />}>
                <DayChart
                  points={points}
                  color="var(--instagram-use-chart-followersCount)"
                  name={t.growth.followers}
                  description={t.growth.describe(
                    format.longDay(data.growth.points.at(0)?.date ?? data.range.startDate),
                    format.longDay(data.growth.points.at(-1)?.date ?? data.range.endDate),
                  )}
                  fromZero={false}
                  dayLabel={format.longDay}
                  states={t.timeline.states}
                  previousLabel={null}
                  whyMissing={(date) => {
                    const reason = data.byDate.get(date)?.missing.followersCount
                    return reason === undefined ? t.timeline.noValue : t.missing[reason]
                  }}
                />
              </Suspense>
              <Legend
                color="var(--instagram-use-chart-followersCount)"
                firm={has('final') ? t.timeline.final : null}
                tentative={hasDerived ? t.growth.derived : has('provisional') ? t.timeline.provisional : null}
                gap={points.some(({ value }) => value === null) ? t.timeline.gap : null}
              />
            </>
          )}
          {hasDerived && <p className="instagram-card-note">{t.growth.derivedWhy}</p>}
        </>
      )}
    </section>
  )
}

function GrowthFigures({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const { net, best, worst, points } = data.growth
  const estimated = points.filter(({ isEstimated, change }) => isEstimated && change !== null)
  const dayOf = (date: string) =>
    [format.day(date), ...(estimated.some((point) => point.date === date) ? [t.growth.estimatedMark] : [])].join(' · ')
  return (
    <dl className="instagram-figures">
      <div>
        <dt>{t.growth.net}</dt>
        <dd data-testid="growth-net">{net === null ? t.units.unknown : format.signed(net)}</dd>
        {estimated.length > 0 && <dd className="instagram-figure-note">{t.growth.partlyEstimated}</dd>}
      </div>
      <div>
        <dt>{t.growth.best}</dt>
        <dd>{best === null ? t.units.unknown : format.signed(best.change)}</dd>
        {best !== null && <dd className="instagram-figure-note">{dayOf(best.date)}</dd>}
      </div>
      <div>
        <dt>{t.growth.worst}</dt>
        <dd>{worst === null ? t.units.unknown : format.signed(worst.change)}</dd>
        {worst !== null && <dd className="instagram-figure-note">{dayOf(worst.date)}</dd>}
      </div>
    </dl>
  )
}

function GrowthTable({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const rows = data.growth.points
    .map(({ date, followers, change, isDerived, isEstimated, isFinal }) => ({
      key: date,
      cells: [
        format.longDay(date),
        followers === null ? t.units.unknown : format.number(followers),
        change === null ? t.units.unknown : format.signed(change) + (isEstimated ? ` (${t.growth.estimatedMark})` : ''),
        followers === null
          ? t.timeline.noValue
          : [
              isDerived ? t.growth.derivedMark : t.growth.countedMark,
              ...(isFinal ? [] : [t.timeline.states.provisional]),
            ].join(', '),
      ],
    }))
    .toReversed()
  return (
    <DataTable
      caption={t.growth.title}
      columns={[t.timeline.date, t.growth.followers, t.growth.change, t.growth.source]}
      rows={rows}
      testId="growth-table"
    />
  )
}
