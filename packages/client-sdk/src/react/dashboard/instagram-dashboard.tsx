/** @jsxImportSource #own */
import type { Account, ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Achievements } from '../achievements/achievements.tsx'
import { Connecting } from '../connect/connecting.tsx'
import { ConnectInstagramCard } from '../connect/connect-card.tsx'
import {
  type DashboardParts,
  type InstagramComponents,
  InstagramContext,
  keepAccount,
  lastAccount,
  toFailure,
  useInstagramContext,
  useNow,
  usePanelView,
  useShown,
  useReturned,
} from '../data/index.ts'
import { useConnectStatus } from '../hooks/connect.ts'
import { useNewNotifications } from '../hooks/notifications.ts'
import { Button, DashboardSkeleton, ErrorPanel, Root, Skeleton } from '../parts/index.ts'
import { AccountDashboard } from './account-dashboard.tsx'

/** How soon an open page shows Instagram's next day, and numbers that came in the background without a notification. */
const calmSeconds = 60
/** As long as its history comes in the background, an account has new numbers all the time. */
const busySeconds = 5
const busyMs = 20 * 60_000

export interface InstagramDashboardProps {
  /** The account to begin with; default the one that was looked at last in this browser, else the one synced last. The user can change to another of theirs. */
  accountId?: string
  /** What a connection that was just made over this tab brought, from the redirect page: it is welcomed. */
  welcome?: ConnectCompleteResult | null
  /** After a connection. Over this tab, a redirect page of your own gets it. */
  onConnected?: (result: ConnectCompleteResult) => void
  /** Parts that your app shows elsewhere, or not at all; everything is shown by default. */
  parts?: DashboardParts
  /**
   * Whether account, section, range, metric and comparison stand in the address of the page (`instagram-range=90` …), so that
   * reloading, the back button and a shared link keep them. @default true
   */
  address?: boolean
  /** Components of your own in place of parts of ours, here alone; those of the provider hold beside them. */
  components?: InstagramComponents
}

/**
 * The whole dashboard: header with freshness, the numbers, growth, posts, audience, hours, notifications, achievements
 * and export. A user without an account is shown how to connect one.
 */
export function InstagramDashboard({ components, ...props }: InstagramDashboardProps) {
  const context = useInstagramContext()
  const value = useMemo(
    () => ({
      ...context,
      components: { ...context.components, ...components },
      // What is inside can link to what this page shows.
      pages: { dashboard: '', ...context.pages },
    }),
    [context, components],
  )
  return (
    <InstagramContext.Provider value={value}>
      <Dashboard {...props} />
    </InstagramContext.Provider>
  )
}

function Dashboard({ accountId, welcome = null, onConnected, parts = {}, address = true }: InstagramDashboardProps) {
  const { t } = useInstagramContext()
  const [view, onView] = usePanelView(address)
  const [connected, setConnected] = useState<ConnectCompleteResult | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const status = useConnectStatus({ refreshSeconds: isBusy ? busySeconds : calmSeconds })
  const { data, error } = status
  const seen = useRef<ConnectCompleteResult>(undefined)
  const returned = useReturned(connect)
  const newest = connected ?? welcome
  const [last, setLast] = useState(lastAccount)
  const wanted = view.account ?? newest?.account.id ?? accountId ?? last ?? undefined
  const account = data && (findAccount(data.accounts, wanted) ?? data.account ?? data.accounts[0] ?? null)
  // Whatever is synced meanwhile, the account stays that the user looks at.
  const shownId = account?.id
  const isOneOfSeveral = data !== undefined && data.accounts.length > 1
  useEffect(() => {
    if (shownId === undefined) return
    setLast(shownId)
    if (isOneOfSeveral) keepAccount(shownId)
  }, [shownId, isOneOfSeveral])
  const now = useNow(60)
  const isNew = account && now.getTime() - account.connectedAt.getTime() < busyMs
  useEffect(() => setIsBusy(isNew === true), [isNew])
  // What happens in the background is often told: a night's numbers, a connection that ended.
  useNewNotifications(() => void status.refetch())
  useShown(account ? { name: 'dashboard_shown', accountId: account.id } : null)

  function connect(result: ConnectCompleteResult) {
    // The invitation in here is told of a return as well.
    if (seen.current === result) return
    seen.current = result
    setConnected(result)
    onView({ account: null })
    onConnected?.(result)
  }

  if (account === null) return <ConnectInstagramCard placement="dashboard" onConnected={connect} />
  // Alone, and then gone: beside it the panel would have to move up.
  if (returned.isWorking) {
    return (
      <Root contained className="instagram-dashboard">
        <Connecting />
      </Root>
    )
  }
  return (
    <Root contained className="instagram-dashboard">
      <div className="instagram-stack">
        {returned.error !== null && (
          <ErrorPanel failure={toFailure(returned.error)} onRetry={returned.goOn} onConnected={connect}>
            <Button onClick={returned.dismiss}>{t.welcome.close}</Button>
          </ErrorPanel>
        )}
        {error !== null && data === undefined && (
          <>
            <h1 className="instagram-visually-hidden">Instagram</h1>
            <ErrorPanel failure={toFailure(error)} onRetry={() => void status.refetch()} />
          </>
        )}
        {error === null && data === undefined && (
          <>
            <Skeleton kind="header" />
            <DashboardSkeleton />
          </>
        )}
        {data !== undefined && account !== undefined && (
          <AccountDashboard
            key={account.id}
            account={account}
            accounts={data.accounts}
            today={data.today}
            welcome={newest?.account.id === account.id ? newest : null}
            parts={parts}
            view={view}
            onView={onView}
            onConnected={connect}
          />
        )}
        {account !== undefined && parts.achievements !== false && <Achievements />}
      </div>
    </Root>
  )
}

function findAccount(accounts: Account[], id: string | undefined): Account | undefined {
  return accounts.find((account) => account.id === id)
}
