/** @jsxImportSource #own */
import type { AdminRun } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { AdminLink } from './admin-link.tsx'
import { AdminTable } from './admin-table.tsx'
import { instagramErrorText } from './instagram-error-text.ts'
import { useMoments } from './moments.ts'
import { useAdminTexts } from './texts.ts'

interface RunsTableProps {
  runs: AdminRun[]
  /** Whether they are of several accounts, which are named then. */
  isOfMany: boolean
  testId: string
}

const badgeOf = {
  queued: '',
  running: '',
  succeeded: 'healthy',
  partial: 'degraded',
  failed: 'unhealthy',
} as const satisfies Record<AdminRun['status'], string>

/** Syncs with how they ended, what they brought and what they cost. */
export function RunsTable({ runs, isOfMany, testId }: RunsTableProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { moment } = useMoments()
  const own = [
    t.page.started,
    t.page.trigger,
    t.page.status,
    t.page.days,
    t.page.callsMade,
    t.page.duration,
    t.page.why,
  ]
  return (
    <AdminTable
      testId={testId}
      caption={t.page.runs}
      columns={isOfMany ? [t.accounts.account, ...own] : own}
      rows={runs.map((run) => {
        const { id, account, startedAt, trigger, status, daysWritten, apiCalls, durationMs } = run
        const cells = [
          moment(startedAt),
          t.page.triggers[trigger],
          <span className={`instagram-badge instagram-badge-${badgeOf[status]}`}>{t.page.statuses[status]}</span>,
          format.number(daysWritten),
          format.number(apiCalls),
          durationMs === null ? '—' : t.page.seconds(format.decimal(durationMs / 1_000)),
          <Why run={run} />,
        ]
        const name = (
          <AdminLink to={{ screen: 'accounts', account: account.id }} aria-label={t.page.open(account.username)}>
            @{account.username}
          </AdminLink>
        )
        return { key: id, cells: isOfMany ? [name, ...cells] : cells }
      })}
    />
  )
}

function Why({ run: { error, instagram } }: { run: AdminRun }) {
  if (error === null && instagram === null) return '—'
  return (
    <span className="instagram-admin-why">
      {error !== null && <span>{error.message}</span>}
      {instagram !== null && <small>{instagramErrorText(instagram)}</small>}
    </span>
  )
}
