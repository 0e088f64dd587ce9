/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { countProvisional, type RangeDays, toFailure, useInstagramContext } from '../data/index.ts'
import { useDashboard, type DashboardData } from '../hooks/dashboard.ts'
import { AlertIcon, Banner, DashboardSkeleton, ErrorPanel } from '../parts/index.ts'
import { AudienceCard } from './audience-card.tsx'
import { BestTimesCard } from './best-times-card.tsx'
import { BenchmarkCard } from './benchmark-card.tsx'
import { BreakdownCard } from './breakdown-card.tsx'
import { ExportMenu } from './export-menu.tsx'
import { GoalsCard } from './goals-card.tsx'
import { FurtherNumbers } from './further-numbers.tsx'
import { GrowthCard } from './growth-card.tsx'
import { InsightsCard } from './insights-card.tsx'
import { MediaCard } from './media-card.tsx'
import { OverviewCard } from './overview-card.tsx'
import { PostHistoryCard } from './post-history-card.tsx'
import { RangeControl } from './range-control.tsx'
import { StoriesCard } from './stories-card.tsx'
import { Tiles } from './tiles.tsx'
import { TimelineCard } from './timeline-card.tsx'

/** `false` leaves a part out. */
export interface DashboardParts {
  /** The bell in the header. */
  notifications?: boolean
  /** What the numbers say, in sentences. */
  insights?: boolean
  /** What views and reach are made of. */
  breakdown?: boolean
  /** How the followers have grown. */
  growth?: boolean
  /** Where the account is among those of like size, where the server compares them. */
  benchmark?: boolean
  /** All accounts of a user who has several. */
  overview?: boolean
  /** What the user wants to reach. */
  goals?: boolean
  /** The posts that did best. */
  media?: boolean
  /** How the newest post grew. */
  postHistory?: boolean
  /** What became of stories. */
  stories?: boolean
  /** Who follows, and who engages. */
  audience?: boolean
  /** When posts have done well. */
  bestTimes?: boolean
  /** What the user has reached, and its credits. */
  achievements?: boolean
  /** The numbers as a file. */
  export?: boolean
}

interface NumbersProps {
  account: Account
  /** All of the user. */
  accounts: Account[]
  today: string
  parts: DashboardParts
}

/** The numbers of an account, over a range that the user chooses. */
export function Numbers({ account, accounts, today, parts }: NumbersProps) {
  const { t } = useInstagramContext()
  const [days, setDays] = useState<RangeDays>(30)
  const { data, error, isFetching, refetch } = useDashboard({ accountId: account.id, days, today })
  const retry = () => void refetch()
  return (
    <>
      {error !== null && data !== undefined && <NotRefreshed error={error} onRetry={retry} />}
      <div className="instagram-range-bar">
        <div>
          <h2>{t.range.long[days]}</h2>
          <p data-testid="range-period">{data?.days === days && <Period data={data} />}</p>
        </div>
        <RangeControl value={days} onChange={setDays} data={data} />
      </div>
      {error !== null && data === undefined && (
        <ErrorPanel failure={toFailure(error)} onRetry={retry} accountId={account.id} />
      )}
      {error === null && data === undefined && <DashboardSkeleton />}
      {data !== undefined && (
        <div className={`instagram-stack${data.days === days ? '' : ' instagram-is-stale'}`} aria-busy={isFetching}>
          <Tiles data={data} followersNow={account.followersCount} />
          <FurtherNumbers data={data} />
          {parts.insights !== false && <InsightsCard accountId={account.id} {...data.range} />}
          <TimelineCard data={data} />
          {parts.breakdown !== false && <BreakdownCard accountId={account.id} {...data.range} />}
          {parts.growth !== false && (
            <GrowthCard data={data} followersNow={account.followersCount} accountId={account.id} />
          )}
          {parts.goals !== false && <GoalsCard accountId={account.id} today={today} />}
          {parts.media !== false && <MediaCard accountId={account.id} />}
          {parts.postHistory !== false && <PostHistoryCard accountId={account.id} />}
          {parts.stories !== false && <StoriesCard accountId={account.id} />}
          {parts.audience !== false && <AudienceCard accountId={account.id} />}
          {parts.bestTimes !== false && <BestTimesCard accountId={account.id} />}
          {parts.benchmark !== false && <BenchmarkCard accountId={account.id} />}
          {parts.overview !== false && accounts.length > 1 && <OverviewCard {...data.range} />}
          {parts.export !== false && <ExportMenu accountId={account.id} range={data.range} />}
        </div>
      )}
    </>
  )
}

/** The numbers below are older than they should be: only a lost session needs more than a line. */
function NotRefreshed({ error, onRetry }: { error: { action: string }; onRetry: () => void }) {
  const { t } = useInstagramContext()
  if (error.action === 'sign_in') return <ErrorPanel failure={toFailure(error)} onRetry={onRetry} />
  return (
    <Banner tone="warn" icon={<AlertIcon />} testId="not-refreshed">
      {t.banner.notRefreshed}
    </Banner>
  )
}

/** Which days the numbers are of, and how many of them may still change. */
function Period({ data: { byDate, days, range } }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const provisional = countProvisional(byDate, days, range.endDate)
  return (
    <>
      {t.range.period(...format.period(range.startDate, range.endDate))}
      {provisional > 0 && ` · ${t.range.provisional(provisional, format.number(provisional), format.number(days))}`}
    </>
  )
}
