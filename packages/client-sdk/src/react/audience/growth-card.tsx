/** @jsxImportSource #own */
import { useState } from 'react'
import { PointChart } from '../charts/point-chart.tsx'
import { growthPoints, useInstagramContext } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { Card, EmptyCard, type View, ViewSwitch } from '../parts/index.ts'
import { ForecastLine } from './forecast-line.tsx'
import { GrowthTable } from './growth-table.tsx'

export interface GrowthCardProps {
  data: DashboardData
  /** The newest count, for an account that has no line yet. */
  followersNow: number | null
  accountId: string
}

export function GrowthCard({ data, followersNow, accountId }: GrowthCardProps) {
  const { t } = useInstagramContext()
  const [view, setView] = useState<View>('chart')
  const { points } = data.growth
  const known = points.filter(({ followers }) => followers !== null)
  if (known.length < 2) {
    const first = known[0] ?? { date: data.summary.period.today, followers: followersNow }
    return (
      <Card title={t.growth.title} testId="chart-growth">
        <FirstCount {...first} />
      </Card>
    )
  }
  const tools = <ViewSwitch view={view} onChange={setView} testId="growth-view" />
  return (
    <Card title={t.growth.title} tools={tools} testId="chart-growth">
      <GrowthFigures data={data} />
      {view === 'table' ? <GrowthTable data={data} /> : <GrowthChart data={data} />}
      <ForecastLine accountId={accountId} />
      {known.some(({ isDerived }) => isDerived) && <p className="instagram-card-note">{t.growth.derivedWhy}</p>}
    </Card>
  )
}

/** One point is no line yet. */
function FirstCount({ date, followers }: { date: string; followers: number | null }) {
  const { t, format } = useInstagramContext()
  if (followers === null) return <EmptyCard title={t.growth.empty} lead={t.growth.emptyLead} />
  return <EmptyCard title={t.growth.single(format.number(followers), format.day(date))} lead={t.growth.singleLead} />
}

function GrowthChart({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const { growth, range, byDate } = data
  const [first, last] = [growth.points.at(0)?.date ?? range.startDate, growth.points.at(-1)?.date ?? range.endDate]
  return (
    <PointChart
      points={growthPoints(growth.points)}
      color="var(--instagram-use-chart-followersCount)"
      name={t.growth.followers}
      description={t.growth.describe(format.longDay(first), format.longDay(last))}
      fromZero={false}
      dayLabel={format.longDay}
      previousLabel={null}
      whyMissing={(date) => {
        const reason = byDate.get(date)?.missing.followersCount
        return reason === undefined ? t.timeline.noValue : t.missing[reason]
      }}
    />
  )
}

function GrowthFigures({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const { net, best, worst, points } = data.growth
  const estimated = points.filter(({ isEstimated, change }) => isEstimated && change !== null)
  const dayOf = (date: string) =>
    [format.day(date), ...(estimated.some((point) => point.date === date) ? [t.growth.estimatedMark] : [])].join(' · ')
  const extremes = [
    { label: t.growth.best, day: best },
    { label: t.growth.worst, day: worst },
  ]
  return (
    <dl className="instagram-figures">
      <div>
        <dt>{t.growth.net}</dt>
        <dd data-testid="growth-net">{net === null ? t.units.unknown : format.signed(net)}</dd>
        {estimated.length > 0 && <dd className="instagram-figure-note">{t.growth.partlyEstimated}</dd>}
      </div>
      {extremes.map(({ label, day }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{day === null ? t.units.unknown : format.signed(day.change)}</dd>
          {day !== null && <dd className="instagram-figure-note">{dayOf(day.date)}</dd>}
        </div>
      ))}
    </dl>
  )
}
