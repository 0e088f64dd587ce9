/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import { useId, useRef, useState } from 'react'
import { downloadPicture } from '../charts/download.ts'
import {
  addDays,
  type HeroMetric,
  heroMetrics,
  instagramDay,
  type PanelView,
  useInstagramContext,
} from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { Button, EmptyCard, type View, ViewSwitch } from '../parts/index.ts'
import { FurtherNumbers } from './further-numbers.tsx'
import { captionsOf } from './hero-captions.ts'
import { HeroChart } from './hero-chart.tsx'
import { pointsOf } from './hero-metrics.ts'
import { HeroTable } from './hero-table.tsx'
import { HeroTabs } from './hero-tabs.tsx'

/** As many days of a new account are read before anything else. */
const mostDaysRead = 90

export interface HeroProps {
  account: Account
  data: DashboardData
  metric: HeroMetric
  onView: (change: Partial<PanelView>) => void
}

/** The numbers of the range as tabs, and the one that is chosen day by day, drawn or as a table. */
export function Hero({ account, data, metric, onView }: HeroProps) {
  const { t, format } = useInstagramContext()
  const id = useId()
  const [view, setView] = useState<View>('chart')
  const [isPictureLost, setIsPictureLost] = useState(false)
  const panel = useRef<HTMLDivElement>(null)
  const { range, days, interval, compare, summary } = data
  const points = pointsOf(metric, data)
  const isEmpty = heroMetrics.every((name) => pointsOf(name, data).every(({ value }) => value === null))
  const isDrawn = !isEmpty && view === 'chart'
  const hasPrevious = isDrawn && points.some(({ previous }) => previous !== null)
  // Right after connecting the days before are still being read, as far back as a new account is read at once.
  const isComing =
    compare === 'previous' &&
    days <= mostDaysRead / 2 &&
    instagramDay(account.connectedAt) >= addDays(summary.period.today, -1)
  const followersNow = account.followersCount
  const onMetric = (name: HeroMetric) => onView({ metric: name })

  function savePicture() {
    const svg = panel.current?.querySelector<SVGSVGElement>('.instagram-chart-svg')
    setIsPictureLost(false)
    if (svg === null || svg === undefined) return
    const name = `instagram-${metric}-${range.startDate}-${range.endDate}.png`
    downloadPicture(svg, name).catch(() => setIsPictureLost(true))
  }

  return (
    <section className="instagram-card instagram-hero" aria-labelledby={`${id}-title`} data-testid="chart-timeline">
      <h2 id={`${id}-title`} className="instagram-visually-hidden">
        {t.timeline.title}
      </h2>
      <HeroTabs {...{ data, followersNow, isComing, metric, onMetric, id }} />
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${metric}`} ref={panel}>
        {isEmpty && <EmptyCard title={t.timeline.empty} lead={t.timeline.emptyLead} />}
        {isDrawn && <HeroChart data={data} metric={metric} points={points} />}
        {!isEmpty && view === 'table' && <HeroTable data={data} metric={metric} />}
        <div className="instagram-hero-foot">
          <p data-testid="hero-caption">
            {[...captionsOf({ metric, data, followersNow }, { t, format }), t.hero.each[interval]].join(' ').trim()}
          </p>
          {hasPrevious && (
            <span className="instagram-hero-line" data-testid="hero-line">
              <svg viewBox="0 0 24 8" aria-hidden="true">
                <path className="instagram-chart-previous" d="M1 4h22" />
              </svg>
              {t.hero.line[compare]}:{' '}
              {t.range.period(...format.period(summary.period.previousStartDate, summary.period.previousEndDate))}
            </span>
          )}
          {!isEmpty && (
            <div className="instagram-card-tools">
              {isDrawn && (
                <Button kind="quiet" testId="timeline-png" onClick={savePicture}>
                  {t.timeline.picture}
                </Button>
              )}
              <ViewSwitch view={view} onChange={setView} testId="timeline-view" />
            </div>
          )}
        </div>
        <p role="status">{isPictureLost ? t.timeline.pictureLost : ''}</p>
      </div>
      <FurtherNumbers data={data} onMetric={onMetric} />
    </section>
  )
}
