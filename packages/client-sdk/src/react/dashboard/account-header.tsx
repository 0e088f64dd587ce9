/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import { useEffect } from 'react'
import { useEvent, useInstagramContext, useNow } from '../data/index.ts'
import type { Sync } from '../hooks/sync.ts'
import { NotificationsBell } from '../notifications/notifications-bell.tsx'
import { Avatar, Button, CheckIcon, SyncIcon } from '../parts/index.ts'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { AccountSwitcher } from './account-switcher.tsx'
import { SyncProgressBar } from './sync-progress.tsx'

export interface AccountHeaderProps extends AccountMenuProps {
  account: Account
  accounts: Account[]
  /** Instagram's day by the server's clock. */
  today: string
  showsNotifications: boolean
  onChoose: (accountId: string) => void
  sync: Sync
  /** How a sync stands is told elsewhere. */
  isTold: boolean
}

/** Whose numbers they are and how fresh, in one row of a fixed height: a sync and its end move nothing below. */
export function AccountHeader(props: AccountHeaderProps) {
  const { account, accounts, today, showsNotifications, onChoose, sync, isTold, ...menu } = props
  const { t } = useInstagramContext()
  const name = account.name ?? account.username
  return (
    <section className="instagram-account" aria-labelledby="instagram-account-name">
      <Avatar name={name} pictureUrl={account.profilePictureUrl} />
      <div className="instagram-account-who">
        <div className="instagram-account-name">
          <h1 id="instagram-account-name" title={name}>
            {name}
          </h1>
          <span data-testid="account-username">@{account.username}</span>
          {account.status !== 'active' && (
            <span className={`instagram-badge instagram-badge-${account.status}`}>
              {t.header.status[account.status]}
            </span>
          )}
        </div>
        {isTold && sync.state.kind === 'running' && <Coming />}
        {isTold && sync.state.kind !== 'running' && <Freshness account={account} />}
        {!isTold && <SyncLine account={account} sync={sync} />}
      </div>
      <div className="instagram-account-actions">
        <AccountSwitcher account={account} accounts={accounts} today={today} onChoose={onChoose} />
        {account.status === 'active' && (
          <SyncButton account={account} syncing={sync.state.kind === 'running'} onSync={sync.run} />
        )}
        {showsNotifications && <NotificationsBell />}
        <AccountMenu {...menu} />
      </div>
    </section>
  )
}

/** The first numbers are on their way: that they are not old need not be said. */
function Coming() {
  const { t } = useInstagramContext()
  return (
    <p className="instagram-account-fresh" data-testid="freshness">
      {t.sync.first}
    </p>
  )
}

const doneShownMs = 8_000

/** How the sync stands that runs or has just ended; else how fresh the numbers are. */
function SyncLine({ account, sync }: { account: Account; sync: Sync }) {
  const { t, format } = useInstagramContext()
  const { state } = sync
  const done = state.kind === 'finished' && state.run.status === 'succeeded' ? state.run : null
  const dismiss = useEvent(sync.dismiss)
  useEffect(() => {
    if (done === null) return
    const timer = setTimeout(dismiss, doneShownMs)
    return () => clearTimeout(timer)
  }, [done, dismiss])
  if (state.kind === 'running') return <SyncProgressBar progress={state.progress} first={state.first} />
  if (done === null) return <Freshness account={account} />
  return (
    <p className="instagram-account-fresh instagram-account-done" role="status" data-testid="sync-done">
      <CheckIcon />
      {t.sync.done(done.daysWritten, format.days(done.daysWritten))}
    </p>
  )
}

function Freshness({ account }: { account: Account }) {
  const { t, format } = useInstagramContext()
  const now = useNow(15)
  const { lastSyncedAt, numbersReadAt, nextSyncAllowedAt } = account
  const isWaiting = account.status === 'active' && nextSyncAllowedAt !== null && nextSyncAllowedAt > now
  const withoutNumbers = lastSyncedAt === null ? t.header.never : t.header.noNumbers
  return (
    <p className="instagram-account-fresh" data-testid="freshness">
      {numbersReadAt !== null ? (
        <time dateTime={numbersReadAt.toISOString()} title={t.header.readAt(format.instant(numbersReadAt))}>
          {t.header.updated(format.ago(numbersReadAt, now))}
        </time>
      ) : (
        withoutNumbers
      )}
      {lastSyncedAt !== null && isHollow(account, now) && ` · ${t.header.hollow(format.ago(lastSyncedAt, now))}`}
      {isWaiting && (
        <span className="instagram-account-next">{` · ${t.header.next(format.relative(nextSyncAllowedAt, now))}`}</span>
      )}
    </p>
  )
}

const lateMs = 26 * 3_600_000
/** The numbers of a run come a while before its end. */
const longestRunMs = 3_600_000

/** Whether syncs run but bring no daily numbers: the numbers are old although the account was updated since. */
function isHollow({ lastSyncedAt, numbersReadAt }: Account, now: Date): boolean {
  if (lastSyncedAt === null || numbersReadAt === null) return lastSyncedAt !== null
  return (
    now.getTime() - numbersReadAt.getTime() > lateMs && lastSyncedAt.getTime() - numbersReadAt.getTime() > longestRunMs
  )
}

/** On a phone its words are left to screen readers, and the sign says it. */
function SyncButton({ account, syncing, onSync }: { account: Account; syncing: boolean; onSync: () => void }) {
  const { t } = useInstagramContext()
  const now = useNow(1)
  const tooEarly = account.nextSyncAllowedAt !== null && account.nextSyncAllowedAt > now
  return (
    <Button
      look={syncing ? 'button-sync is-spinning' : 'button-sync'}
      disabled={syncing || tooEarly}
      testId="sync"
      onClick={onSync}
    >
      <SyncIcon />
      <span className="instagram-button-words">{syncing ? t.header.syncing : t.header.sync}</span>
    </Button>
  )
}
