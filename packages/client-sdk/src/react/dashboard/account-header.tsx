/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import { useInstagramContext, useNow } from '../data/index.ts'
import { NotificationsBell } from '../notifications/notifications-bell.tsx'
import { Avatar, Button, SyncIcon } from '../parts/index.ts'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { AccountSwitcher } from './account-switcher.tsx'

export interface AccountHeaderProps extends AccountMenuProps {
  account: Account
  accounts: Account[]
  /** Instagram's day by the server's clock. */
  today: string
  showsNotifications: boolean
  onChoose: (accountId: string) => void
  syncing: boolean
  onSync: () => void
}

export function AccountHeader(props: AccountHeaderProps) {
  const { account, accounts, today, showsNotifications, onChoose, syncing, onSync, ...menu } = props
  const { t } = useInstagramContext()
  return (
    <section className="instagram-card instagram-account" aria-labelledby="instagram-account-name">
      <Avatar name={account.name ?? account.username} pictureUrl={account.profilePictureUrl} />
      <div className="instagram-account-who">
        <h1 id="instagram-account-name">{account.name ?? account.username}</h1>
        <p>
          <span data-testid="account-username">@{account.username}</span>
          {account.status !== 'active' && (
            <span className={`instagram-badge instagram-badge-${account.status}`}>
              {t.header.status[account.status]}
            </span>
          )}
        </p>
        <Freshness account={account} />
      </div>
      <div className="instagram-account-actions">
        <AccountSwitcher account={account} accounts={accounts} today={today} onChoose={onChoose} />
        {account.status === 'active' && <SyncButton account={account} syncing={syncing} onSync={onSync} />}
        {showsNotifications && <NotificationsBell />}
        <AccountMenu {...menu} />
      </div>
    </section>
  )
}

function Freshness({ account }: { account: Account }) {
  const { t, format } = useInstagramContext()
  const now = useNow(15)
  const { lastSyncedAt, numbersReadAt, nextSyncAllowedAt } = account
  const next =
    nextSyncAllowedAt !== null && nextSyncAllowedAt > now
      ? t.header.next(format.relative(nextSyncAllowedAt, now))
      : t.header.nextNow
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
      {account.status === 'active' && lastSyncedAt !== null && ` · ${next}`}
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

function SyncButton({ account, syncing, onSync }: { account: Account; syncing: boolean; onSync: () => void }) {
  const { t } = useInstagramContext()
  const now = useNow(1)
  const tooEarly = account.nextSyncAllowedAt !== null && account.nextSyncAllowedAt > now
  return (
    <Button look={syncing ? 'is-spinning' : ''} disabled={syncing || tooEarly} testId="sync" onClick={onSync}>
      <SyncIcon />
      {syncing ? t.header.syncing : t.header.sync}
    </Button>
  )
}
