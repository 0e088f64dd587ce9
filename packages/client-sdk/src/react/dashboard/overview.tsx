/** @jsxImportSource #own */
import type { Account, OverviewItem } from '@instagram-dashboard/server/contract'
import { useEffect, useState } from 'react'
import { addDays, useInstagramContext } from '../data/index.ts'
import { useOverview } from '../hooks/metrics.ts'
import { Change, Select } from '../parts/index.ts'
import { inOrder, type OverviewOrder, overviewOrders } from './overview-order.ts'
import { OverviewRow } from './overview-row.tsx'

export interface OverviewProps {
  /** The one that is shown. */
  account: Account
  accounts: Account[]
  /** Instagram's day by the server's clock. */
  today: string
  onChoose: (accountId: string) => void
}

const days = 7
/** From here on a list is looked through by name. */
const manyAccounts = 7

/** All accounts of the user: how they changed in a week, how fresh their numbers are, and what is wrong with them. */
export function Overview({ account: current, accounts, today, onChoose }: OverviewProps) {
  const { t } = useInstagramContext()
  const [order, setOrder] = useState<OverviewOrder>('problems')
  const [search, setSearch] = useState('')
  const list = useOverview({ startDate: addDays(today, -days), endDate: addDays(today, -1) })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const numbers = new Map(list.items.map((item) => [item.account.id, item]))
  const wanted = search.trim().toLocaleLowerCase()
  const found = accounts.filter(({ username, name }) =>
    `@${username} ${name ?? ''}`.toLocaleLowerCase().includes(wanted),
  )
  const change = (item: OverviewItem | undefined, metric: 'followersCount' | 'reach') =>
    item === undefined ? null : <Change metric={metric} summary={item[metric]} />
  return (
    <div className="instagram-overview" data-testid="overview">
      <div className="instagram-overview-tools">
        {accounts.length >= manyAccounts && (
          <label className="instagram-field">
            {t.overview.search}
            <input
              type="search"
              value={search}
              data-testid="overview-search"
              onChange={(event) => setSearch(event.target.value)}
            />
          </label>
        )}
        <Select
          label={t.overview.order}
          value={order}
          options={overviewOrders.map((name) => [name, t.overview.orders[name]] as const)}
          testId="overview-order"
          isField
          onChange={setOrder}
        />
      </div>
      <p className="instagram-card-note">{t.overview.period}</p>
      <ul>
        {inOrder(found, { order, numbers }).map((account) => (
          <OverviewRow
            key={account.id}
            account={account}
            isCurrent={account.id === current.id}
            followersChange={change(numbers.get(account.id), 'followersCount')}
            reachPerDay={numbers.get(account.id)?.reach.value ?? null}
            reachChange={change(numbers.get(account.id), 'reach')}
            onChoose={() => onChoose(account.id)}
          />
        ))}
      </ul>
      {found.length === 0 && <p role="status">{t.overview.none}</p>}
    </div>
  )
}
