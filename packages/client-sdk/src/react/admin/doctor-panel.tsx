import { useState } from 'react'
import { toFailure } from '../data/failure.ts'
import { useAdminDoctor } from '../hooks/admin.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useAdminTexts } from './texts.ts'

const badgeOf = { ok: 'healthy', warn: 'degraded', fail: 'unhealthy' } as const

/** What is in order and what to do. It asks Instagram, so it looks only when told to. */
export function DoctorPanel() {
  const t = useAdminTexts()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <section className="instagram-card" data-testid="doctor" aria-labelledby="instagram-doctor-title">
      <div className="instagram-card-head">
        <h2 id="instagram-doctor-title">{t.doctor.title}</h2>
        {!isOpen && (
          <button type="button" className="instagram-button instagram-button-secondary" onClick={() => setIsOpen(true)}>
            {t.doctor.run}
          </button>
        )}
      </div>
      {isOpen ? <Checks /> : <p className="instagram-card-note">{t.doctor.hint}</p>}
    </section>
  )
}

function Checks() {
  const t = useAdminTexts()
  const { data, error, isFetching, refetch } = useAdminDoctor()
  if (error !== null) return <ErrorPanel failure={toFailure(error)} onRetry={() => void refetch()} />
  if (data === undefined) return <Skeleton kind="header" />
  return (
    <>
      <ul className="instagram-checks">
        {data.checks.map(({ id, status, message, next }) => (
          <li key={id}>
            <span className={`instagram-badge instagram-badge-${badgeOf[status]}`}>{t.doctor.status[status]}</span>
            <div>
              <p>{message}</p>
              {next !== null && <p className="instagram-check-next">{next}</p>}
            </div>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="instagram-button instagram-button-secondary"
        disabled={isFetching}
        onClick={() => void refetch()}
      >
        {t.doctor.again}
      </button>
    </>
  )
}
