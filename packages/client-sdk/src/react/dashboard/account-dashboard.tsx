import type { Account, ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { DisconnectDialog } from '../account/disconnect-dialog.tsx'
import { useInstagramContext } from '../data/context.ts'
import { countProvisional } from '../data/days.ts'
import { toFailure, type Failure } from '../data/failure.ts'
import { useInvalidate } from '../data/queries.ts'
import { instagramKeys } from '../data/query-keys.ts'
import type { RangeDays } from '../data/range.ts'
import { useConnect } from '../hooks/connect.ts'
import { useDashboard, type DashboardData } from '../hooks/dashboard.ts'
import { useSync } from '../hooks/sync.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { AlertIcon } from '../parts/icons.tsx'
import { Notice } from '../parts/banner.tsx'
import { DashboardSkeleton } from '../parts/skeleton.tsx'
import { AccountHeader } from './account-header.tsx'
import { AudienceCard } from './audience-card.tsx'
import { BestTimesCard } from './best-times-card.tsx'
import { ExportMenu } from './export-menu.tsx'
import { GrowthCard } from './growth-card.tsx'
import { MediaCard } from './media-card.tsx'
import { Notices } from './banners.tsx'
import { RangeControl } from './range-control.tsx'
import { SyncProgressBar } from './sync-progress.tsx'
import { Tiles } from './tiles.tsx'
import { TimelineCard } from './timeline-card.tsx'

/** `false` leaves a part out. */
export interface DashboardParts {
  notifications?: boolean
  growth?: boolean
  media?: boolean
  audience?: boolean
  bestTimes?: boolean
  achievements?: boolean
  export?: boolean
}

export interface AccountDashboardProps {
  account: Account
  accounts: Account[]
  /** Instagram's day by the server's clock. */
  today: string
  /** Set when this account was connected a moment ago. */
  welcome: ConnectCompleteResult | null
  parts: DashboardParts
  onChoose: (accountId: string) => void
  onConnected: (result: ConnectCompleteResult) => void
}

export function AccountDashboard(props: AccountDashboardProps) {
  const { account, accounts, today, welcome, parts, onChoose, onConnected } = props
  const { t } = useInstagramContext()
  const [days, setDays] = useState<RangeDays>(30)
  const [disconnecting, setDisconnecting] = useState(false)
  const { data, error, isFetching, refetch } = useDashboard(account.id, days, today)
  const invalidate = useInvalidate()
  const refresh = useCallback(() => void invalidate(instagramKeys.all), [invalidate])
  useNewNumbers(account, () => void invalidate(instagramKeys.metrics))
  const sync = useSync(account.id, refresh)
  const connecting = useConnect(onConnected)
  const { state } = sync
  // That the account has to be connected again is told by its own notice.
  const isTold = state.kind === 'failed' && state.failure.action === 'reconnect' && account.status !== 'active'
  const syncFailed = state.kind === 'failed' && !isTold ? syncFailure(state.failure, account) : null
  const needsSignIn = error?.action === 'sign_in' && data !== undefined
  const connect = (accountId?: string) => void connecting.connect({ placement: 'account-menu', accountId })

  return (
    <>
      <AccountHeader
        account={account}
        accounts={accounts}
        showsNotifications={parts.notifications !== false}
        onChoose={onChoose}
        syncing={state.kind === 'running'}
        onSync={sync.run}
        onReconnect={() => connect(account.id)}
        onConnectAnother={() => connect()}
        onDisconnect={account.status === 'disconnected' ? null : () => setDisconnecting(true)}
      />
      {connecting.error !== null && (
        <ErrorPanel failure={toFailure(connecting.error)} onRetry={connecting.reset} onConnected={onConnected} />
      )}
      <Notices account={account} welcome={welcome} sync={sync} onConnect={() => connect(account.id)} />
      {state.kind === 'running' && <SyncProgressBar progress={state.progress} first={state.first} />}
      {syncFailed !== null && (
        <ErrorPanel failure={syncFailed} onRetry={sync.run} accountId={account.id} onConnected={onConnected}>
          <button type="button" className="instagram-button instagram-button-secondary" onClick={sync.dismiss}>
            {t.welcome.close}
          </button>
        </ErrorPanel>
      )}

      {needsSignIn && <ErrorPanel failure={toFailure(error)} onRetry={() => void refetch()} />}
      {error !== null && data !== undefined && !needsSignIn && (
        <Notice tone="warn" icon={<AlertIcon />} testId="not-refreshed">
          {t.banner.notRefreshed}
        </Notice>
      )}
      <div className="instagram-range-bar">
        <div>
          <h2>{t.range.long[days]}</h2>
          <p data-testid="range-period">{data?.days === days && <Period data={data} />}</p>
        </div>
        <RangeControl value={days} onChange={setDays} data={data} />
      </div>
      {error !== null && data === undefined ? (
        <ErrorPanel failure={toFailure(error)} onRetry={() => void refetch()} accountId={account.id} />
      ) : data === undefined ? (
        <DashboardSkeleton />
      ) : (
        <div className={`instagram-stack${data.days === days ? '' : ' instagram-is-stale'}`} aria-busy={isFetching}>
          <Tiles data={data} followersNow={account.followersCount} />
          <TimelineCard data={data} />
          {parts.growth !== false && <GrowthCard data={data} followersNow={account.followersCount} />}
          {parts.media !== false && <MediaCard accountId={account.id} />}
          {parts.audience !== false && <AudienceCard accountId={account.id} />}
          {parts.bestTimes !== false && <BestTimesCard accountId={account.id} />}
          {parts.export !== false && <ExportMenu accountId={account.id} range={data.range} />}
        </div>
      )}
      {disconnecting && (
        <DisconnectDialog
          account={account}
          onClose={() => setDisconnecting(false)}
          onDisconnected={() => setDisconnecting(false)}
        />
      )}
    </>
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

/** Tells of numbers that came in the background since this account was first shown. */
function useNewNumbers({ numbersReadAt }: Account, tell: () => void): void {
  const readAt = numbersReadAt?.getTime()
  const seen = useRef(readAt)
  const latest = useRef(tell)
  latest.current = tell
  useEffect(() => {
    if (seen.current !== readAt) latest.current()
    seen.current = readAt
  }, [readAt])
}

/** A failed run does not say how long to wait; its account does. */
function syncFailure(failure: Failure, { nextSyncAllowedAt }: Account): Failure {
  if (failure.retryAt !== null || failure.action !== 'wait' || nextSyncAllowedAt === null) return failure
  return { ...failure, retryAt: { instant: nextSyncAllowedAt, isMachineTime: false } }
}
