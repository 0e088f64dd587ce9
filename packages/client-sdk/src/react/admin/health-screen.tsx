/** @jsxImportSource #own */
import type { HealthResult } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { useAdminHealth } from '../hooks/admin.ts'
import { Card, Loaded } from '../parts/index.ts'
import { DeliveriesPanel } from './deliveries-panel.tsx'
import { DoctorPanel } from './doctor-panel.tsx'
import { Figures } from './figures.tsx'
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
  const figures = [
    { label: t.health.activeAccounts, value: format.number(data.activeAccounts) },
    { label: t.health.tokensExpiringSoon, value: format.number(data.tokensExpiringSoon) },
    { label: t.health.accountsWithErrors, value: format.number(data.accountsWithErrors) },
    { label: t.health.api, value: t.health.apiStatus[data.instagramApiStatus] },
  ]
  return (
    <Card
      title={t.health.title}
      tools={<span className={`instagram-badge instagram-badge-${data.status}`}>{t.health.status[data.status]}</span>}
      testId="health"
    >
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
    </Card>
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
