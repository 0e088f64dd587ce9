import { useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { useLoad } from '../data/use-load.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'

/** For the administrator: what is in order and what to do. It asks Instagram, so it looks only when told to. */
export function DoctorPanel() {
  const { t } = useInstagramContext()
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
      {isOpen ? <Checks /> : <p className="health-note">{t.doctor.hint}</p>}
    </section>
  )
}

function Checks() {
  const { t, client, locale } = useInstagramContext()
  const { data, failure, loading, reload } = useLoad(`doctor|${locale}`, () => client.admin.doctor())
  if (failure !== null) return <ErrorPanel failure={failure} onRetry={reload} />
  if (data === null) return <div className="instagram-skeleton instagram-skeleton-header" aria-hidden="true" />
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
      <button type="button" className="instagram-button instagram-button-secondary" disabled={loading} onClick={reload}>
        {t.doctor.again}
      </button>
    </>
  )
}

const badgeOf = { ok: 'healthy', warn: 'degraded', fail: 'unhealthy' } as const
