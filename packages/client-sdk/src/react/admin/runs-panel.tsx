import type { AdminRun } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useAdminRuns } from '../hooks/admin.ts'
import { DataTable } from '../parts/data-table.tsx'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { saidInWords } from './account-panel.tsx'
import { useAdminTexts } from './texts.ts'

const statuses = ['failed', 'partial', 'succeeded', 'running'] as const

/** Everybody's syncs, those that failed first of all. */
export function RunsPanel() {
  const t = useAdminTexts()
  const [status, setStatus] = useState<(typeof statuses)[number]>('failed')
  const runs = useAdminRuns({ status, limit: 20 })
  return (
    <section className="instagram-card" data-testid="admin-runs" aria-labelledby="instagram-admin-runs-title">
      <div className="instagram-card-head">
        <h2 id="instagram-admin-runs-title">{t.page.runs}</h2>
        <label className="instagram-select">
          <span className="instagram-visually-hidden">{t.page.status}</span>
          <select
            value={status}
            data-testid="admin-runs-status"
            onChange={(event) => setStatus(statuses.find((name) => name === event.target.value) ?? 'failed')}
          >
            {statuses.map((name) => (
              <option key={name} value={name}>
                {t.page.statuses[name]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {runs.error !== null && runs.pages === undefined ? (
        <ErrorPanel failure={toFailure(runs.error)} onRetry={() => void runs.refetch()} />
      ) : runs.isPending ? (
        <Skeleton kind="line" />
      ) : runs.items.length === 0 ? (
        <p className="instagram-card-note">{t.page.noRuns}</p>
      ) : (
        <RunsTable runs={runs.items} testId="admin-runs-table" />
      )}
      <MoreButton list={runs} testId="admin-runs-more" />
    </section>
  )
}

function RunsTable({ runs, testId }: { runs: AdminRun[]; testId: string }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  return (
    <DataTable
      testId={testId}
      caption={t.page.runs}
      columns={[t.accounts.account, t.page.started, t.page.trigger, t.page.why]}
      rows={runs.map(({ id, account, startedAt, trigger, error, instagram }) => ({
        key: id,
        cells: [
          `@${account.username}`,
          format.instant(startedAt),
          t.page.triggers[trigger],
          [error?.message, instagram && saidInWords(instagram)].filter(Boolean).join(' ') || '—',
        ],
      }))}
    />
  )
}
