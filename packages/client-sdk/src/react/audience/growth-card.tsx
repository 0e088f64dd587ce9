/** @jsxImportSource #own */
import { useState } from 'react'
import { GainBars } from '../charts/gain-bars.tsx'
import {
  type Gains,
  gainsInterval,
  gainsOf,
  type SectionProps,
  totalGains,
  useInstagramContext,
} from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { type FollowersStory, useFollowersStory } from '../hooks/use-followers-story.ts'
import { Card, EmptyCard, namePost, type View, ViewSwitch } from '../parts/index.ts'
import { BestDay } from './best-day.tsx'
import { ForecastLine } from './forecast-line.tsx'
import { GrowthTable } from './growth-table.tsx'

export interface GrowthCardProps extends Pick<SectionProps, 'account' | 'today'> {
  data: DashboardData
}

/** Who came and who left, day by day, the round counts on the way, and what the best day came with. */
export function GrowthCard({ account, today, data }: GrowthCardProps) {
  const { t } = useInstagramContext()
  const [view, setView] = useState<View>('chart')
  const { growth } = data
  const story = useFollowersStory(account, { growth, today, namePost: (post) => namePost(t, post) })
  const known = growth.points.filter(({ followers, change }) => followers !== null || change !== null)
  if (known.length < 2) {
    const first = known[0] ?? { date: data.summary.period.today, followers: account.followersCount }
    return (
      <Card title={t.growth.title} testId="chart-growth">
        <FirstCount {...first} />
      </Card>
    )
  }
  const tools = <ViewSwitch view={view} onChange={setView} testId="growth-view" />
  return (
    <Card title={t.growth.title} tools={tools} testId="chart-growth">
      <p className="instagram-gains-now" data-testid="growth-now">
        {story.now}
      </p>
      <GrowthFigures data={data} />
      {view === 'table' ? <GrowthTable data={data} /> : <Bars data={data} story={story} />}
      <BestDay accountId={account.id} growth={growth} story={story} />
      <ForecastLine accountId={account.id} />
      {known.some(({ isDerived }) => isDerived) && <p className="instagram-card-note">{t.growth.derivedWhy}</p>}
    </Card>
  )
}

/** One count is no growth yet. */
function FirstCount({ date, followers }: { date: string; followers: number | null }) {
  const { t, format } = useInstagramContext()
  if (followers === null) return <EmptyCard title={t.growth.empty} lead={t.growth.emptyLead} />
  return <EmptyCard title={t.growth.single(format.number(followers), format.day(date))} lead={t.growth.singleLead} />
}

function Bars({ data, story }: { data: DashboardData; story: FollowersStory }) {
  const { t, format } = useInstagramContext()
  const { growth, range, days, byDate } = data
  const interval = gainsInterval(days)
  const gains = gainsOf(growth.points, { interval, byDate })
  const barOf = (date: string) => gains.findLast((one) => one.date <= date)?.date ?? date
  const marks = new Map([...story.passed].map(([date, count]) => [barOf(date), count]))
  const number = (value: number | null) => format.number(value ?? 0)
  const tell = ({ date, gained, lost, counted, change, isPartial, mayChange }: Gains) => {
    const changed = change === null ? '' : ` · ${format.signed(change)}`
    const notes = [
      gained !== null && t.growth.cameAndWent(number(gained), number(lost)),
      counted !== null && t.growth.changed(format.signed(counted)),
      change === null && t.growth.noChange,
      isPartial && t.growth.partial,
      mayChange && t.growth.mayChange,
    ].filter((note) => note !== false)
    return { title: `${format.bucket(date, interval)}${changed}`, text: notes.join(' · ') }
  }
  const hasOpen = gains.some(({ mayChange, counted }) => mayChange || counted !== null)
  return (
    <>
      <GainBars
        gains={gains}
        marks={marks}
        description={t.growth.describe(format.longDay(range.startDate), format.longDay(range.endDate))}
        labelOf={(date) => (interval === 'month' ? format.shortMonth(date) : format.day(date))}
        tell={tell}
        summary={<span>{t.growth.choose}</span>}
      />
      <ul className="instagram-legend instagram-gains-legend">
        <li className="instagram-gains-is-up">{t.growth.legend.up}</li>
        <li className="instagram-gains-is-down">{t.growth.legend.down}</li>
        {hasOpen && <li className="instagram-gains-is-open">{t.growth.legend.open}</li>}
      </ul>
      {story.passed.size > 0 && (
        <p className="instagram-card-note" data-testid="growth-passed">
          {[...story.passed].map(([date, count]) => t.growth.passed(count, format.day(date))).join(' ')}
        </p>
      )}
    </>
  )
}

function GrowthFigures({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const { net, points } = data.growth
  const total = totalGains(points)
  const counted = total?.counted ?? null
  const figures = [
    {
      label: t.growth.net,
      value: net === null ? null : format.signed(net),
      note: counted === null ? null : t.growth.changed(format.signed(counted)),
      testId: 'growth-net',
    },
    { label: t.growth.gained, value: total && format.number(total.gained), note: null, testId: 'growth-gained' },
    { label: t.growth.lost, value: total && format.number(total.lost), note: null, testId: 'growth-lost' },
  ]
  return (
    <dl className="instagram-figures instagram-gains-figures">
      {figures.map(
        ({ label, value, note, testId }) =>
          value !== null && (
            <div key={label}>
              <dt>{label}</dt>
              <dd data-testid={testId}>{value}</dd>
              {note !== null && <dd className="instagram-figure-note">{note}</dd>}
            </div>
          ),
      )}
    </dl>
  )
}
