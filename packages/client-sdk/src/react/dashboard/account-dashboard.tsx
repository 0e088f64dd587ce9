/** @jsxImportSource #own */
import type { Account, ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { DisconnectDialog } from '../account/disconnect-dialog.tsx'
import {
  type Failure,
  instagramKeys,
  type SectionProps,
  toFailure,
  useEvent,
  useInstagramContext,
  useInvalidate,
} from '../data/index.ts'
import { useConnect } from '../hooks/connect.ts'
import { useSync } from '../hooks/sync.ts'
import { Button, ErrorPanel } from '../parts/index.ts'
import { AccountHeader } from './account-header.tsx'
import { Banners } from './banners.tsx'
import { Panel } from './panel.tsx'
import { SectionBar } from './section-bar.tsx'
import { SyncProgressBar } from './sync-progress.tsx'
import { TourOffer, TourWhenLoaded } from './tour-offer.tsx'

export interface AccountDashboardProps extends SectionProps {
  /** Set when this account was connected a moment ago. */
  welcome: ConnectCompleteResult | null
  onConnected: (result: ConnectCompleteResult) => void
}

export function AccountDashboard(props: AccountDashboardProps) {
  const { account, accounts, today, view, onView, welcome, parts, onConnected } = props
  const { t } = useInstagramContext()
  const [disconnecting, setDisconnecting] = useState(false)
  const [touring, setTouring] = useState(false)
  const invalidate = useInvalidate()
  const refresh = useCallback(() => void invalidate(instagramKeys.all), [invalidate])
  useNewNumbers(account, () => ofNumbers.forEach((key) => void invalidate(key)))
  const sync = useSync(account.id, refresh)
  const connecting = useConnect(onConnected)
  const { state } = sync
  // That the account has to be connected again is told by its own banner.
  const isTold = state.kind === 'failed' && state.failure.action === 'reconnect' && account.status !== 'active'
  const syncFailed = state.kind === 'failed' && !isTold ? syncFailure(state.failure, account) : null
  const connect = (accountId?: string) => void connecting.connect({ placement: 'account-menu', accountId })
  const closeDialog = () => setDisconnecting(false)

  return (
    <>
      <AccountHeader
        account={account}
        accounts={accounts}
        today={today}
        showsNotifications={parts.notifications !== false}
        onChoose={(chosen) => onView({ account: chosen })}
        syncing={state.kind === 'running'}
        onSync={sync.run}
        onTour={() => setTouring(true)}
        onReconnect={() => connect(account.id)}
        onConnectAnother={() => connect()}
        onDisconnect={account.status === 'disconnected' ? null : () => setDisconnecting(true)}
      />
      <SectionBar section={view.section} onSection={(section) => onView({ section })} />
      {connecting.error !== null && (
        <ErrorPanel failure={toFailure(connecting.error)} onRetry={connecting.reset} onConnected={onConnected} />
      )}
      <Banners account={account} welcome={welcome} sync={sync} onConnect={() => connect(account.id)} />
      {state.kind === 'running' && <SyncProgressBar progress={state.progress} first={state.first} />}
      {syncFailed !== null && (
        <ErrorPanel failure={syncFailed} onRetry={sync.run} accountId={account.id} onConnected={onConnected}>
          <Button onClick={sync.dismiss}>{t.welcome.close}</Button>
        </ErrorPanel>
      )}
      <Panel {...{ account, accounts, today, view, onView, parts }} />
      {welcome !== null && state.kind !== 'running' && !touring && <TourOffer onBegin={() => setTouring(true)} />}
      {touring && <TourWhenLoaded onShow={onView} onClose={() => setTouring(false)} />}
      {disconnecting && <DisconnectDialog account={account} onClose={closeDialog} onDisconnected={closeDialog} />}
    </>
  )
}

/** What is worked out from the numbers. */
const ofNumbers = [instagramKeys.metrics, instagramKeys.goals, instagramKeys.rewards]

/** Calls back when numbers have come in the background since this account was first shown. */
function useNewNumbers({ numbersReadAt, lastSyncedAt, followersCount }: Account, onNew: () => void): void {
  const readAt = [numbersReadAt?.getTime(), lastSyncedAt?.getTime(), followersCount].join()
  const seen = useRef(readAt)
  const tell = useEvent(onNew)
  useEffect(() => {
    if (seen.current !== readAt) tell()
    seen.current = readAt
  }, [readAt, tell])
}

/** A failed run does not say how long to wait; its account does. */
function syncFailure(failure: Failure, { nextSyncAllowedAt }: Account): Failure {
  if (failure.retryAt !== null || failure.action !== 'wait' || nextSyncAllowedAt === null) return failure
  return { ...failure, retryAt: { instant: nextSyncAllowedAt, isMachineTime: false } }
}
