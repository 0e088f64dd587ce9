/** @jsxImportSource #own */
import type { AdminAccount } from '@instagram-dashboard/server/contract'
import { useInstagramContext, useNow } from '../data/index.ts'
import { useAdminTexts } from './texts.ts'

interface AccountsTableProps {
  accounts: AdminAccount[]
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  onOpen: (account: AdminAccount) => void
}

/** Accounts to choose from: a table, and on a phone a list. */
export function AccountsTable({ accounts, selected, onSelect, onOpen }: AccountsTableProps) {
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
      <table className="instagram-admin-table">
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                checked={isAll}
                aria-label={t.accounts.selectAll}
                data-testid="admin-select-all"
                onChange={(event) => onSelect(new Set(event.target.checked ? accounts.map(({ id }) => id) : []))}
              />
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
            <Row
              key={account.id}
              account={account}
              isChosen={selected.has(account.id)}
              onChoose={choose}
              onOpen={onOpen}
            />
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
  onOpen: (account: AdminAccount) => void
}

function Row({ account, isChosen, onChoose, onOpen }: RowProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const now = useNow(60)
  const { id, username, name, userId, badges, lastSyncedAt, token } = account
  const days = token.daysUntilExpiration
  return (
    <tr data-testid={`admin-account-${username}`}>
      <td>
        <input
          type="checkbox"
          checked={isChosen}
          aria-label={t.accounts.select(username)}
          data-testid={`admin-select-${username}`}
          onChange={(event) => onChoose(id, event.target.checked)}
        />
      </td>
      <th scope="row">
        <button
          type="button"
          className="instagram-button-text"
          aria-label={t.page.open(username)}
          data-testid={`admin-open-${username}`}
          onClick={() => onOpen(account)}
        >
          @{username}
        </button>
        {name !== null && <small>{name}</small>}
      </th>
      <td data-label={t.accounts.person}>{userId}</td>
      <td data-label={t.accounts.status}>
        <span className="instagram-badges">
          {badges.map((badge) => (
            <span key={badge} className={`instagram-badge instagram-badge-${badge}`}>
              {t.accounts.badges[badge]}
            </span>
          ))}
        </span>
      </td>
      <td data-label={t.accounts.synced}>{lastSyncedAt === null ? '—' : format.relative(lastSyncedAt, now)}</td>
      <td data-label={t.accounts.expiry}>{days === null ? '—' : t.accounts.days(format.number(days))}</td>
    </tr>
  )
}
