import type { AdminAccount, AdminAccountsInput } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useNow } from '../data/use-now.ts'
import { useAdminAccounts } from '../hooks/admin.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { AccountPanel } from './account-panel.tsx'
import { AccountFilters } from './account-filters.tsx'
import { BulkActions } from './bulk-actions.tsx'
import { RunsPanel } from './runs-panel.tsx'
import { useAdminTexts } from './texts.ts'

/** Everybody's accounts, and what an administrator can do with many of them at once. */
export function AccountsScreen() {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const [filter, setFilter] = useState<AdminAccountsInput>({})
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const list = useAdminAccounts({ ...filter, limit: 50 })
  const [opened, setOpened] = useState<AdminAccount | null>(null)
  const total = list.pages?.[0]?.total
  // What the filter hides is not acted on.
  const chosen = list.items.filter(({ id }) => selected.has(id))
  const isAll = list.items.length > 0 && chosen.length === list.items.length

  function choose(id: string, isChosen: boolean) {
    setSelected((before) => {
      const after = new Set(before)
      if (isChosen) after.add(id)
      else after.delete(id)
      return after
    })
  }

  return (
    <>
      <section className="instagram-card" data-testid="admin-accounts" aria-labelledby="instagram-admin-accounts-title">
        <div className="instagram-card-head">
          <h2 id="instagram-admin-accounts-title">{t.accounts.title}</h2>
          {total !== undefined && <p role="status">{t.accounts.total(total, format.number(total))}</p>}
        </div>
        <AccountFilters onChange={setFilter} />
        <BulkActions chosen={chosen} />
        {list.error !== null && list.pages === undefined ? (
          <ErrorPanel failure={toFailure(list.error)} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <Skeleton kind="chart" />
        ) : list.items.length === 0 ? (
          <p className="instagram-card-note">{t.accounts.empty}</p>
        ) : (
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
                      onChange={(event) =>
                        setSelected(new Set(event.target.checked ? list.items.map(({ id }) => id) : []))
                      }
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
                {list.items.map((account) => (
                  <Row
                    key={account.id}
                    account={account}
                    isChosen={selected.has(account.id)}
                    onChoose={choose}
                    onOpen={setOpened}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <MoreButton list={list} testId="admin-accounts-more" />
        {opened !== null && (
          <AccountPanel accountId={opened.id} username={opened.username} onClose={() => setOpened(null)} />
        )}
      </section>
      <RunsPanel />
    </>
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
