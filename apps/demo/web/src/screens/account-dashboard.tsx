import { useCallback, useState } from 'react'
import type { Account, ConnectCompleteResult } from '@instagram-dashboard/client-sdk'
import { AccountHeader } from '../components/account-header.tsx'
import { DisconnectDialog } from '../components/disconnect-dialog.tsx'
import { ErrorPanel } from '../components/error-panel.tsx'
import { GrowthCard } from '../components/growth-card.tsx'
import { Notices } from '../components/notices.tsx'
import { RangeControl } from '../components/range-control.tsx'
import { DashboardSkeleton } from '../components/skeleton.tsx'
import { SyncProgress } from '../components/sync-progress.tsx'
import { Tiles } from '../components/tiles.tsx'
import { TimelineCard } from '../components/timeline-card.tsx'
import { useApp } from '../data/app-context.ts'
import { toFailure, type Failure } from '../data/failure.ts'
import type { RangeDays } from '../data/range.ts'
import { useDashboard } from '../data/use-dashboard.ts'
import { useSync } from '../data/use-sync.ts'

export interface AccountDashboardProps {
  account: Account
  accounts: Account[]
  /** Set when this account was connected a moment ago. */
  welcome: ConnectCompleteResult | null
  onChoose: (accountId: string) => void
  /** The account is not as it was: read it again. */
  onChanged: () => void
}

export function AccountDashboard({ account, accounts, welcome, onChoose, onChanged }: AccountDashboardProps) {
  const { t, format, client } = useApp()
  const [days, setDays] = useState<RangeDays>(30)
  const [disconnecting, setDisconnecting] = useState(false)
  const [connectFailure, setConnectFailure] = useState<Failure | null>(null)
  const dashboard = useDashboard(account.id, days)
  const { data, failure, loading, reload } = dashboard
  const refresh = useCallback(() => {
    onChanged()
    reload()
  }, [onChanged, reload])
  const sync = useSync(account.id, refresh)
  const { state } = sync

  function connect(accountId?: string) {
    setConnectFailure(null)
    client.connect
      .redirect({ placement: 'account-menu', ...(accountId === undefined ? {} : { accountId }) })
      .catch((error: unknown) => setConnectFailure(toFailure(error)))
  }

  return (
    <>
      <AccountHeader
        account={account}
        accounts={accounts}
        onChoose={onChoose}
        syncing={state.kind === 'running'}
        onSync={sync.run}
        onReconnect={() => connect(account.id)}
        onConnectAnother={() => connect()}
        onDisconnect={account.status === 'disconnected' ? null : () => setDisconnecting(true)}
      />
      {connectFailure !== null && <ErrorPanel failure={connectFailure} onRetry={() => setConnectFailure(null)} />}
      <Notices account={account} welcome={welcome} sync={sync} onConnect={() => connect(account.id)} />
      {state.kind === 'running' && <SyncProgress progress={state.progress} first={state.first} />}
      {state.kind === 'failed' && (
        <ErrorPanel failure={syncFailure(state.failure, account)} onRetry={sync.run} accountId={account.id}>
          <button type="button" className="button button-secondary" onClick={sync.dismiss}>
            {t.welcome.close}
          </button>
        </ErrorPanel>
      )}

      <div className="range-bar">
        <div>
          <h2>{t.range.long[days]}</h2>
          {data !== null && data.days === days && (
            <p>{t.range.period(format.day(data.range.startDate), format.day(data.range.endDate))}</p>
          )}
        </div>
        <RangeControl value={days} onChange={setDays} />
      </div>
      {failure !== null ? (
        <ErrorPanel failure={failure} onRetry={reload} accountId={account.id} />
      ) : data === null ? (
        <DashboardSkeleton />
      ) : (
        <div className={`stack${loading && data.days !== days ? ' is-stale' : ''}`} aria-busy={loading}>
          <Tiles data={data} />
          <TimelineCard data={data} />
          <GrowthCard data={data} />
        </div>
      )}
      {disconnecting && (
        <DisconnectDialog
          account={account}
          onClose={() => setDisconnecting(false)}
          onDisconnected={() => {
            setDisconnecting(false)
            refresh()
          }}
        />
      )}
    </>
  )
}

/** A failed run does not say how long to wait; its account does. */
function syncFailure(failure: Failure, { nextSyncAllowedAt }: Account): Failure {
  return failure.retryAt === null && failure.action === 'wait' ? { ...failure, retryAt: nextSyncAllowedAt } : failure
}
