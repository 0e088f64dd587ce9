import type { Account } from '@instagram-dashboard/client-sdk'
import { useApp } from '../data/app-context.ts'
import { useNow } from '../data/use-now.ts'
import { AccountMenu, type AccountMenuProps } from './account-menu.tsx'
import { Avatar } from './avatar.tsx'
import { SyncIcon } from './icons.tsx'

export interface AccountHeaderProps extends AccountMenuProps {
  account: Account
  accounts: Account[]
  onChoose: (accountId: string) => void
  syncing: boolean
  onSync: () => void
}

export function AccountHeader({ account, accounts, onChoose, syncing, onSync, ...menu }: AccountHeaderProps) {
  const { t } = useApp()
  return (
    <section className="card account" aria-labelledby="account-name">
      <Avatar name={account.name ?? account.username} pictureUrl={account.profilePictureUrl} />
      <div className="account-who">
        <h1 id="account-name">{account.name ?? account.username}</h1>
        <p>
          <span data-testid="account-username">@{account.username}</span>
          {account.status !== 'active' && (
            <span className={`badge badge-${account.status}`}>{t.header.status[account.status]}</span>
          )}
        </p>
        <Freshness account={account} />
      </div>
      <div className="account-actions">
        {accounts.length > 1 && (
          <label className="select">
            <span className="visually-hidden">{t.header.accounts}</span>
            <select
              value={account.id}
              data-testid="account-switcher"
              onChange={(event) => onChoose(event.target.value)}
            >
              {accounts.map(({ id, username }) => (
                <option key={id} value={id}>
                  @{username}
                </option>
              ))}
            </select>
          </label>
        )}
        {account.status === 'active' && <SyncButton account={account} syncing={syncing} onSync={onSync} />}
        <AccountMenu {...menu} />
      </div>
    </section>
  )
}

function Freshness({ account }: { account: Account }) {
  const { t, format } = useApp()
  const now = useNow(15)
  const { lastSyncedAt, nextSyncAllowedAt } = account
  const next =
    nextSyncAllowedAt !== null && nextSyncAllowedAt > now
      ? t.header.next(format.relative(nextSyncAllowedAt, now))
      : t.header.nextNow
  return (
    <p className="account-fresh" data-testid="freshness">
      {lastSyncedAt === null ? (
        t.header.never
      ) : (
        <time dateTime={lastSyncedAt.toISOString()}>{t.header.updated(format.relative(lastSyncedAt, now))}</time>
      )}
      {account.status === 'active' && lastSyncedAt !== null && ` · ${next}`}
    </p>
  )
}

function SyncButton({ account, syncing, onSync }: { account: Account; syncing: boolean; onSync: () => void }) {
  const { t } = useApp()
  const now = useNow(1)
  const tooEarly = account.nextSyncAllowedAt !== null && account.nextSyncAllowedAt > now
  return (
    <button
      type="button"
      className={`button button-secondary${syncing ? ' is-spinning' : ''}`}
      disabled={syncing || tooEarly}
      data-testid="sync"
      onClick={onSync}
    >
      <SyncIcon />
      {syncing ? t.header.syncing : t.header.sync}
    </button>
  )
}
