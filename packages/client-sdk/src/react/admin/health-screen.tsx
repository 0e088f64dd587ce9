import type { HealthResult } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useAdminHealth } from '../hooks/admin.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { DeliveriesPanel } from './deliveries-panel.tsx'
import { DoctorPanel } from './doctor-panel.tsx'
import { JobsPanel } from './jobs-panel.tsx'
import { useAdminTexts } from './texts.ts'
import { Figures } from './figures.tsx'

/** How the system is, what the doctor says, what could not be delivered, and the work that was given up. */
export function HealthScreen() {
  return (
    <>
      <HealthPanel />
      <DoctorPanel />
      <DeliveriesPanel />
      <JobsPanel />
    </>
  )
}

function HealthPanel() {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const health = useAdminHealth()
  const { data } = health
  if (health.error !== null && data === undefined) {
    return <ErrorPanel failure={toFailure(health.error)} onRetry={() => void health.refetch()} />
  }
  if (data === undefined) return <Skeleton kind="header" />
  const unsupported = Object.entries(data.unsupportedMetrics)
  const figures = [
    { label: t.health.activeAccounts, value: format.number(data.activeAccounts) },
    { label: t.health.tokensExpiringSoon, value: format.number(data.tokensExpiringSoon) },
    { label: t.health.accountsWithErrors, value: format.number(data.accountsWithErrors) },
    { label: t.health.api, value: t.health.apiStatus[data.instagramApiStatus] },
  ]
  return (
    <section className="instagram-card" data-testid="health" aria-labelledby="instagram-health-title">
      <div className="instagram-card-head">
        <h2 id="instagram-health-title">{t.health.title}</h2>
        <span className={`instagram-badge instagram-badge-${data.status}`}>{t.health.status[data.status]}</span>
      </div>
      <Figures figures={figures} />
      {data.problems.map((problem) => (
        <p key={problem} className="instagram-card-note">
          {t.health.problems[problem]}
        </p>
      ))}
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
    </section>
  )
}

function Details({ health }: { health: HealthResult }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { database, versions, lastRefreshRun, keysInUse } = health
  const keys = Object.entries(keysInUse).map(([key, tokens]) => t.details.keyTokens(key, format.number(tokens)))
  const megabytes = database?.bytes == null ? null : format.decimal(database.bytes / 1_000_000)
  const figures = [
    { label: t.details.product, value: versions.product },
    { label: t.details.node, value: versions.node },
    { label: t.details.graph, value: versions.graph },
    { label: t.details.database, value: database === null ? '—' : `${database.engine} ${database.version}` },
    { label: t.details.size, value: megabytes === null ? '—' : t.details.bytes(megabytes) },
    {
      label: t.details.refreshRun,
      value: lastRefreshRun === null ? t.details.never : format.instant(lastRefreshRun.startedAt),
    },
    { label: t.details.refreshOverdue, value: format.duration(health.refreshOverdueSeconds) },
    { label: t.details.outbox, value: format.duration(health.outboxLagSeconds) },
    { label: t.details.pending, value: format.number(health.pendingDeliveries) },
    { label: t.details.decryptFailures, value: format.number(health.decryptFailures) },
    { label: t.details.budget, value: format.number(health.accountsWithoutBudget) },
    { label: t.details.keys, value: keys.length === 0 ? t.details.none : keys.join(', ') },
  ]
  return <Figures figures={figures} />
}
