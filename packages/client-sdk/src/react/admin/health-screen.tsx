/** @jsxImportSource #own */
import type { HealthProblem, HealthResult } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { useAdminHealth } from '../hooks/admin.ts'
import { Card, Loaded } from '../parts/index.ts'
import { AdminLink } from './admin-link.tsx'
import type { AdminFilters } from './admin-view.ts'
import { DeliveriesPanel } from './deliveries-panel.tsx'
import { DoctorPanel } from './doctor-panel.tsx'
import { Figures } from './figures.tsx'
import { HealthCounts } from './health-counts.tsx'
import { JobsPanel } from './jobs-panel.tsx'
import { useAdminTexts } from './texts.ts'

/** How the system is, what the doctor says, what could not be delivered, and the work that was given up. */
export function HealthScreen() {
  return (
    <>
      <Loaded query={useAdminHealth()} skeleton="header">
        {(health) => <HealthPanel health={health} />}
      </Loaded>
      <DoctorPanel />
      <DeliveriesPanel />
      <JobsPanel />
    </>
  )
}

function HealthPanel({ health: data }: { health: HealthResult }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const unsupported = Object.entries(data.unsupportedMetrics)
  return (
    <Card
      title={t.health.title}
      tools={
        <span className="instagram-badges">
          <span className={`instagram-badge instagram-badge-${badgeOfApi[data.instagramApiStatus]}`}>
            {t.health.api(t.health.apiStatus[data.instagramApiStatus])}
          </span>
          <span className={`instagram-badge instagram-badge-${data.status}`}>{t.health.status[data.status]}</span>
        </span>
      }
      testId="health"
    >
      <HealthCounts health={data} />
      {data.problems.length > 0 && <Problems problems={data.problems} />}
      {data.instagramPausedUntil !== null && (
        <p className="instagram-card-note">{t.health.pausedUntil(format.instant(data.instagramPausedUntil))}</p>
      )}
      {unsupported.length > 0 && (
        <p className="instagram-card-note">
          {t.health.unsupported(
            unsupported.map(([metric, accounts]) => `${metric} (${format.number(accounts)})`).join(', '),
          )}
        </p>
      )}
      <details className="instagram-details" data-testid="health-details">
        <summary>{t.details.title}</summary>
        <Details health={data} />
      </details>
    </Card>
  )
}

const badgeOfApi = { reachable: 'healthy', unreachable: 'unhealthy', unknown: '' } as const

/** Where the accounts of a problem are, for those that are about accounts. */
const listOf: Partial<Record<HealthProblem, AdminFilters>> = {
  accounts_with_errors: { problem: 'error' },
  syncs_late: { problem: 'late' },
  syncs_stopped: { problem: 'stopped' },
  syncs_without_numbers: { problem: 'late' },
  refresh_failing: { problem: 'failing' },
}

function Problems({ problems }: { problems: HealthProblem[] }) {
  const t = useAdminTexts()
  return (
    <ul className="instagram-entries instagram-admin-problems">
      {problems.map((problem) => {
        const filters = listOf[problem]
        return (
          <li key={problem}>
            <span>{t.health.problems[problem]}</span>
            {filters !== undefined && (
              <AdminLink to={{ screen: 'accounts', filters }}>{t.health.seeAccounts}</AdminLink>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Details({ health }: { health: HealthResult }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { database, versions, lastRefreshRun, lastSyncNight: night, keysInUse } = health
  const keys = Object.entries(keysInUse).map(([key, tokens]) => t.details.keyTokens(key, format.number(tokens)))
  const megabytes = database?.bytes == null ? null : format.decimal(database.bytes / 1_000_000)
  const nightText = ({ succeeded, partial, failed, skipped }: NonNullable<typeof night>) =>
    t.health.night({
      succeeded: format.number(succeeded),
      partial: format.number(partial),
      failed: format.number(failed),
      skipped: format.number(skipped),
    })
  const figures = [
    { label: t.details.product, value: versions.product },
    { label: t.details.node, value: versions.node },
    { label: t.details.graph, value: versions.graph },
    { label: t.details.database, value: database === null ? '—' : `${database.engine} ${database.version}` },
    { label: t.details.size, value: megabytes === null ? '—' : t.details.bytes(megabytes) },
    { label: t.health.lastNight, value: night === null ? t.details.never : nightText(night) },
    {
      label: t.details.refreshRun,
      value: lastRefreshRun === null ? t.details.never : format.instant(lastRefreshRun.startedAt),
    },
    { label: t.details.refreshOverdue, value: format.duration(health.refreshOverdueSeconds) },
    {
      label: t.details.outbox,
      value:
        health.outboxLagSeconds === 0 ? t.details.onTime : t.details.waiting(format.duration(health.outboxLagSeconds)),
    },
    { label: t.details.pending, value: format.number(health.pendingDeliveries) },
    { label: t.details.decryptFailures, value: format.number(health.decryptFailures) },
    { label: t.details.budget, value: format.number(health.accountsWithoutBudget) },
    { label: t.details.keys, value: keys.length === 0 ? t.details.none : keys.join(', ') },
  ]
  return <Figures figures={figures} />
}
