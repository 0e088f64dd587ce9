/** @jsxImportSource #own */
import { useAdminRuns } from '../hooks/admin.ts'
import { Card, LoadedList, MoreButton, Select } from '../parts/index.ts'
import { known } from './account-query.ts'
import { useAdmin } from './admin-view.ts'
import { RunsTable } from './runs-table.tsx'
import { useAdminTexts } from './texts.ts'

const statuses = ['failed', 'partial', 'succeeded', 'running'] as const

/** Everybody's syncs, those that failed first of all. */
export function RunsPanel() {
  const t = useAdminTexts()
  const { view, narrow } = useAdmin()
  const status = known(statuses, view.filters.runs) ?? 'failed'
  const runs = useAdminRuns({ status, limit: 20 })
  const options = statuses.map((name) => [name, t.page.statuses[name]] as const)
  const tools = (
    <Select
      label={t.page.status}
      value={status}
      options={options}
      onChange={(chosen) => narrow({ runs: chosen === 'failed' ? '' : chosen })}
      testId="admin-runs-status"
    />
  )
  return (
    <Card title={t.page.runs} tools={tools} testId="admin-runs">
      <LoadedList list={runs} skeleton="line" empty={t.page.noRuns}>
        {(items) => <RunsTable runs={items} isOfMany testId="admin-runs-table" />}
      </LoadedList>
      <MoreButton list={runs} testId="admin-runs-more" />
    </Card>
  )
}
