import { lazy, Suspense, useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { growthPoints } from '../data/points.ts'
import type { DashboardData } from '../hooks/use-dashboard.ts'
import { DataTable } from '../parts/data-table.tsx'
import { EmptyCard } from '../parts/empty-card.tsx'
import { Legend } from '../parts/legend.tsx'
import { ViewSwitch, type View } from '../parts/view-switch.tsx'

const DayChart = lazy(async () => ({ default: (await import('../charts/day-chart.tsx')).DayChart }))

export function GrowthCard({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const [view, setView] = useState<View>('chart')
  const points = growthPoints(data.growth.points)
  const known = points.filter(({ value }) => value !== null)
  const isEmpty = known.length < 2
  const [only] = known
  const hasDerived = data.growth.points.some(({ isDerived, followers }) => isDerived && followers !== null)

  return (
    <section className="instagram-card" aria-labelledby="instagram-growth-title" data-testid="chart-growth">
      <div className="instagram-card-head">
        <h2 id="instagram-growth-title">{t.growth.title}</h2>
        {!isEmpty && <ViewSwitch view={view} onChange={setView} testId="growth-view" />}
      </div>
      {isEmpty ? (
        <EmptyCard
          title={
            only === undefined || only.value === null
              ? t.growth.empty
              : t.growth.single(format.number(only.value), format.day(only.date))
          }
          lead={only === undefined ? t.growth.emptyLead : t.growth.singleLead}
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
                  firmLabel={t.growth.measured}
                  tentativeLabel={t.growth.derived}
                  previousLabel={null}
                  whyMissing={(date) => {
                    const reason = data.byDate.get(date)?.missing.followersCount
                    return reason === undefined ? t.timeline.noValue : t.missing[reason]
                  }}
                />
              </Suspense>
              <Legend
                color="var(--instagram-use-chart-followersCount)"
                firm={t.growth.measured}
                tentative={hasDerived ? t.growth.derived : null}
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
  const { net, best, worst } = data.growth
  return (
    <dl className="instagram-figures">
      <div>
        <dt>{t.growth.net}</dt>
        <dd>{net === null ? t.units.unknown : format.signed(net)}</dd>
      </div>
      <div>
        <dt>{t.growth.best}</dt>
        <dd>{best === null ? t.units.unknown : format.signed(best.change)}</dd>
        {best !== null && <dd className="instagram-figure-note">{format.day(best.date)}</dd>}
      </div>
      <div>
        <dt>{t.growth.worst}</dt>
        <dd>{worst === null ? t.units.unknown : format.signed(worst.change)}</dd>
        {worst !== null && <dd className="instagram-figure-note">{format.day(worst.date)}</dd>}
      </div>
    </dl>
  )
}

function GrowthTable({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const rows = data.growth.points
    .map(({ date, followers, change, isDerived }) => ({
      key: date,
      cells: [
        format.longDay(date),
        followers === null ? t.units.unknown : format.number(followers),
        change === null ? t.units.unknown : format.signed(change),
        followers === null ? t.timeline.noValue : isDerived ? t.growth.derived : t.growth.measured,
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
