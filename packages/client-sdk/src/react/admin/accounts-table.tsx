/** @jsxImportSource #own */
import type { AccountBadge, AdminAccount } from '@instagram-dashboard/server/contract'
import { useInstagramContext, useNow } from '../data/index.ts'
import { Avatar } from '../parts/index.ts'
import { AdminLink } from './admin-link.tsx'
import { useAdmin } from './admin-view.ts'
import { useAdminTexts } from './texts.ts'

interface AccountsTableProps {
  accounts: AdminAccount[]
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
}

/** Accounts to choose from: a table, and on a phone a list. */
export function AccountsTable({ accounts, selected, onSelect }: AccountsTableProps) {
  const t = useAdminTexts()
  const isAll = accounts.every(({ id }) => selected.has(id))

  function choose(id: string, isChosen: boolean) {
    const after = new Set(selected)
    if (isChosen) after.add(id)
    else after.delete(id)
    onSelect(after)
  }

  return (
    <div
      className="instagram-table-scroll instagram-table-open"
      role="group"
      aria-label={t.accounts.title}
      tabIndex={0}
    >
      <table className="instagram-admin-table instagram-admin-accounts">
        <thead>
          <tr>
            <th scope="col">
              <label className="instagram-admin-all">
                <input
                  type="checkbox"
                  checked={isAll}
                  aria-label={t.accounts.selectAll}
                  data-testid="admin-select-all"
                  onChange={(event) => onSelect(new Set(event.target.checked ? accounts.map(({ id }) => id) : []))}
                />
                <span aria-hidden="true">{t.accounts.selectAll}</span>
              </label>
            </th>
            <th scope="col">{t.accounts.account}</th>
            <th scope="col">{t.accounts.person}</th>
            <th scope="col">{t.accounts.status}</th>
            <th scope="col">{t.accounts.synced}</th>
            <th scope="col">{t.accounts.expiry}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <Row key={account.id} account={account} isChosen={selected.has(account.id)} onChoose={choose} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps {
  account: AdminAccount
  isChosen: boolean
  onChoose: (id: string, isChosen: boolean) => void
}

function Row({ account, isChosen, onChoose }: RowProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const now = useNow(60)
  const { view } = useAdmin()
  const { id, username, name, userId, profilePictureUrl, badges, lastError, lastSyncedAt, token } = account
  const days = token.daysUntilExpiration
  return (
    <tr data-testid={`admin-account-${username}`}>
      <td>
        <label className="instagram-admin-choose">
          <input
            type="checkbox"
            checked={isChosen}
            aria-label={t.accounts.select(username)}
            data-testid={`admin-select-${username}`}
            onChange={(event) => onChoose(id, event.target.checked)}
          />
        </label>
      </td>
      <th scope="row">
        <AdminLink
          to={{ screen: 'accounts', account: id, filters: view.filters }}
          look="admin-name"
          testId={`admin-open-${username}`}
        >
          <Avatar name={name ?? username} pictureUrl={profilePictureUrl} />
          <span>
            @{username}
            {name !== null && <small>{name}</small>}
          </span>
        </AdminLink>
      </th>
      <td data-label={t.accounts.person}>{userId}</td>
      <td data-label={t.accounts.status}>
        <div className="instagram-admin-state">
          <Badges badges={badges} />
          {badges.includes('error') && lastError !== null && (
            <small>{t.accounts.errorSince(lastError.message, format.ago(lastError.at, now))}</small>
          )}
        </div>
      </td>
      <td data-label={t.accounts.synced}>{lastSyncedAt === null ? '—' : format.ago(lastSyncedAt, now)}</td>
      <td data-label={t.accounts.expiry}>{days === null ? '—' : t.accounts.days(format.number(Math.max(0, days)))}</td>
    </tr>
  )
}

/** What is to be seen of an account at a glance. */
export function Badges({ badges }: { badges: AccountBadge[] }) {
  const t = useAdminTexts()
  return (
    <span className="instagram-badges">
      {badges.map((badge) => (
        <span key={badge} className={`instagram-badge instagram-badge-${badge}`}>
          {t.accounts.badges[badge]}
        </span>
      ))}
    </span>
  )
}
