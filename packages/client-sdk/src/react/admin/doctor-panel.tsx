/** @jsxImportSource #own */
import { useState } from 'react'
import { toFailure } from '../data/index.ts'
import { useAdminDoctor } from '../hooks/admin.ts'
import { Button, Card, ErrorPanel, Skeleton } from '../parts/index.ts'
import { useAdminTexts } from './texts.ts'

const badgeOf = { ok: 'healthy', warn: 'degraded', fail: 'unhealthy' } as const

/** What wants to be mended comes first. */
const graveness = { ok: 0, warn: 1, fail: 2 } as const

/** What is in order and what to do. It asks Instagram, so it looks only when told to. */
export function DoctorPanel() {
  const t = useAdminTexts()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Card
      title={t.doctor.title}
      tools={!isOpen && <Button onClick={() => setIsOpen(true)}>{t.doctor.run}</Button>}
      testId="doctor"
    >
      {isOpen ? <Checks /> : <p className="instagram-card-note">{t.doctor.hint}</p>}
    </Card>
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
        {data.checks
          .toSorted((a, b) => graveness[b.status] - graveness[a.status])
          .map(({ id, status, message, next }) => (
            <li key={id}>
              <span className={`instagram-badge instagram-badge-${badgeOf[status]}`}>{t.doctor.status[status]}</span>
              <div>
                <p>{message}</p>
                {next !== null && <p className="instagram-check-next">{next}</p>}
              </div>
            </li>
          ))}
      </ul>
      <Button disabled={isFetching} onClick={() => void refetch()}>
        {t.doctor.again}
      </Button>
    </>
  )
}
