/** @jsxImportSource #own */
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useAdminAccounts } from '../hooks/admin.ts'
import { Card, LoadedList, MoreButton } from '../parts/index.ts'
import { AccountFilters } from './account-filters.tsx'
import { accountsInput } from './account-query.ts'
import { AccountsTable } from './accounts-table.tsx'
import { useAdmin } from './admin-view.ts'
import { BulkActions } from './bulk-actions.tsx'
import { RunsPanel } from './runs-panel.tsx'
import { useAdminTexts } from './texts.ts'

/** Everybody's accounts, and what an administrator can do with many of them at once. */
export function AccountsScreen() {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { view } = useAdmin()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const input = accountsInput(view.filters)
  const list = useAdminAccounts({ ...input, limit: 50 })
  const total = list.pages?.[0]?.total
  // What the filter hides is not acted on.
  const chosen = list.items.filter(({ id }) => selected.has(id))

  return (
    <>
      <Card
        title={t.accounts.title}
        tools={total !== undefined && <p role="status">{t.accounts.total(total, format.number(total))}</p>}
        testId="admin-accounts"
      >
        <AccountFilters />
        <BulkActions chosen={chosen} listName={JSON.stringify(input)} />
        <LoadedList list={list} skeleton="chart" empty={t.accounts.empty}>
          {(items) => <AccountsTable accounts={items} selected={selected} onSelect={setSelected} />}
        </LoadedList>
        <MoreButton list={list} testId="admin-accounts-more" />
      </Card>
      <RunsPanel />
    </>
  )
}
