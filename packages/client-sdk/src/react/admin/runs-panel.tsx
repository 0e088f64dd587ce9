/** @jsxImportSource #own */
import type { AdminRun } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useAdminRuns } from '../hooks/admin.ts'
import { Card, DataTable, LoadedList, MoreButton, Select } from '../parts/index.ts'
import { instagramErrorText } from './account-panel.tsx'
import { useAdminTexts } from './texts.ts'

const statuses = ['failed', 'partial', 'succeeded', 'running'] as const

/** Everybody's syncs, those that failed first of all. */
export function RunsPanel() {
  const t = useAdminTexts()
  const [status, setStatus] = useState<(typeof statuses)[number]>('failed')
  const runs = useAdminRuns({ status, limit: 20 })
  const options = statuses.map((name) => [name, t.page.statuses[name]] as const)
  const tools = (
    <Select label={t.page.status} value={status} options={options} onChange={setStatus} testId="admin-runs-status" />
  )
  return (
    <Card title={t.page.runs} tools={tools} testId="admin-runs">
      <LoadedList list={runs} skeleton="line" empty={t.page.noRuns}>
        {(items) => <RunsTable runs={items} />}
      </LoadedList>
      <MoreButton list={runs} testId="admin-runs-more" />
    </Card>
  )
}

function RunsTable({ runs }: { runs: AdminRun[] }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  return (
    <DataTable
      testId="admin-runs-table"
      caption={t.page.runs}
      columns={[t.accounts.account, t.page.started, t.page.trigger, t.page.why]}
      rows={runs.map(({ id, account, startedAt, trigger, error, instagram }) => ({
        key: id,
        cells: [
          `@${account.username}`,
          format.instant(startedAt),
          t.page.triggers[trigger],
          [error?.message, instagram && instagramErrorText(instagram)].filter(Boolean).join(' ') || '—',
        ],
      }))}
    />
  )
}
