/** @jsxImportSource #own */
import type { AdminAccount, AdminAccountsInput } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useAdminAccounts } from '../hooks/admin.ts'
import { Card, LoadedList, MoreButton } from '../parts/index.ts'
import { AccountFilters } from './account-filters.tsx'
import { AccountPanel } from './account-panel.tsx'
import { AccountsTable } from './accounts-table.tsx'
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

  return (
    <>
      <Card
        title={t.accounts.title}
        tools={total !== undefined && <p role="status">{t.accounts.total(total, format.number(total))}</p>}
        testId="admin-accounts"
      >
        <AccountFilters onChange={setFilter} />
        <BulkActions chosen={chosen} />
        <LoadedList list={list} skeleton="chart" empty={t.accounts.empty}>
          {(items) => <AccountsTable accounts={items} selected={selected} onSelect={setSelected} onOpen={setOpened} />}
        </LoadedList>
        <MoreButton list={list} testId="admin-accounts-more" />
        {opened !== null && (
          <AccountPanel accountId={opened.id} username={opened.username} onClose={() => setOpened(null)} />
        )}
      </Card>
      <RunsPanel />
    </>
  )
}
