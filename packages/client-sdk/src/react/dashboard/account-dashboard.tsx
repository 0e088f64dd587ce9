/** @jsxImportSource #own */
import type { Account, ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
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
import { type SyncState, useSync } from '../hooks/sync.ts'
import { Button, ErrorPanel } from '../parts/index.ts'
import { AccountHeader } from './account-header.tsx'
import { Banners } from './banners.tsx'
import { FirstDays } from './first-days.tsx'
import { Panel } from './panel.tsx'
import { SectionBar } from './section-bar.tsx'
import { TourOffer, TourWhenLoaded } from './tour-offer.tsx'

const ShareCard = lazy(async () => ({ default: (await import('../share/share-card.tsx')).ShareCard }))

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
  const [isSharing, setIsSharing] = useState(false)
  const [isGreeted, setIsGreeted] = useState(false)
  const isReconnected = welcome !== null && welcome.account.numbersReadAt !== null
  // Of an account that was never read the first sync is under way before the page is told of it.
  const isUnread = account.status === 'active' && account.lastSyncedAt === null && account.lastError === null
  const isFirst = (welcome !== null && !isReconnected) || isUnread || isFirstSync(state)
  const isStory = isFirst && !isGreeted

  return (
    <>
      <div className="instagram-top">
        <AccountHeader
          account={account}
          accounts={accounts}
          today={today}
          showsNotifications={parts.notifications !== false}
          onChoose={(chosen) => onView({ account: chosen })}
          sync={sync}
          isTold={isStory && isFirstSync(state)}
          onTour={() => setTouring(true)}
          onShare={() => setIsSharing(true)}
          onReconnect={() => connect(account.id)}
          onConnectAnother={() => connect()}
          onDisconnect={account.status === 'disconnected' ? null : () => setDisconnecting(true)}
        />
        <SectionBar section={view.section} onSection={(section) => onView({ section })} />
      </div>
      {connecting.error !== null && (
        <ErrorPanel failure={toFailure(connecting.error)} onRetry={connecting.reset} onConnected={onConnected} />
      )}
      <Banners
        account={account}
        reconnected={isReconnected && !isGreeted}
        sync={sync}
        isTold={isStory}
        onConnect={() => connect(account.id)}
        onGreeted={() => setIsGreeted(true)}
      />
      {isStory && (
        <FirstDays
          {...{ account, today, welcome, sync }}
          onShare={() => setIsSharing(true)}
          onClose={() => setIsGreeted(true)}
        />
      )}
      {syncFailed !== null && (
        <ErrorPanel failure={syncFailed} onRetry={sync.run} accountId={account.id} onConnected={onConnected}>
          <Button onClick={sync.dismiss}>{t.welcome.close}</Button>
        </ErrorPanel>
      )}
      <Panel {...{ account, accounts, today, view, onView, parts }} />
      {isSharing && (
        <Suspense fallback={null}>
          <ShareCard account={account} today={today} onClose={() => setIsSharing(false)} />
        </Suspense>
      )}
      {welcome !== null && state.kind !== 'running' && !touring && <TourOffer onBegin={() => setTouring(true)} />}
      {touring && <TourWhenLoaded onShow={onView} onClose={() => setTouring(false)} />}
      {disconnecting && <DisconnectDialog account={account} onClose={closeDialog} onDisconnected={closeDialog} />}
    </>
  )
}

/** Whether it is the one that brings the history of a new connection. */
function isFirstSync(state: SyncState): boolean {
  if (state.kind === 'finished') return state.run.trigger === 'first_connection'
  return state.kind === 'running' && state.first
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
