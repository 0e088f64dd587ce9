/** @jsxImportSource #own */
import { type ComponentType, lazy, Suspense } from 'react'
import { countProvisional, type Section, type SectionProps, toFailure, useInstagramContext } from '../data/index.ts'
import { useDashboard, type DashboardData } from '../hooks/dashboard.ts'
import { AlertIcon, Banner, DashboardSkeleton, ErrorPanel } from '../parts/index.ts'
import { QuestionsButton } from '../receipt/questions-button.tsx'
import { ExportMenu } from './export-menu.tsx'
import { RangeControl } from './range-control.tsx'

/** Each comes in a file of its own, when it is shown. */
const shown: Record<Section, ComponentType<SectionProps>> = {
  summary: lazy(async () => ({ default: (await import('../summary/summary-section.tsx')).SummarySection })),
  content: lazy(async () => ({ default: (await import('../content/content-section.tsx')).ContentSection })),
  audience: lazy(async () => ({ default: (await import('../audience/audience-section.tsx')).AudienceSection })),
  hours: lazy(async () => ({ default: (await import('../hours/hours-section.tsx')).HoursSection })),
}

/** The numbers of an account: the range that the user chooses, and the section that is shown. */
export function Panel(props: SectionProps) {
  const { account, today, view, onView, parts } = props
  const { t } = useInstagramContext()
  const { range, compare, section } = view
  const { data, error, isFetching, refetch } = useDashboard({ accountId: account.id, range, compare, today })
  const retry = () => void refetch()
  const isCurrent = data?.choice === range && data.compare === compare
  const Shown = shown[section]
  return (
    <>
      {error !== null && data !== undefined && <NotRefreshed error={error} onRetry={retry} />}
      <div className="instagram-range-bar">
        <RangeControl view={view} onView={onView} data={data} today={today} />
        <p data-testid="range-period" role="status">
          {isCurrent && <Period data={data} />}
        </p>
      </div>
      {error !== null && data === undefined && (
        <ErrorPanel failure={toFailure(error)} onRetry={retry} accountId={account.id} />
      )}
      {error === null && data === undefined && <DashboardSkeleton />}
      {data !== undefined && (
        <div className={`instagram-stack${isCurrent ? '' : ' instagram-is-stale'}`} aria-busy={isFetching}>
          <h2 className="instagram-visually-hidden">{t.sections[section]}</h2>
          <Suspense fallback={<DashboardSkeleton />}>
            <Shown {...props} />
          </Suspense>
          {parts.export !== false && <ExportMenu accountId={account.id} range={data.range} />}
          <div className="instagram-panel-foot">
            <QuestionsButton />
          </div>
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

/** Which days the numbers are of, which they are compared with, and how many of them may still change. */
function Period({ data: { byDate, choice, days, range, summary } }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const provisional = countProvisional(byDate, days, range.endDate)
  const { previousStartDate, previousEndDate } = summary.period
  return (
    <>
      {t.range.period(...format.period(range.startDate, range.endDate))}
      {choice !== 'beginning' && ` · ${t.range.against(...format.period(previousStartDate, previousEndDate))}`}
      {provisional > 0 && ` · ${t.range.provisional(provisional, format.number(provisional), format.number(days))}`}
    </>
  )
}
