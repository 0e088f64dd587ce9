import type { AuditFilter, AuditVerifyResult } from '@instagram-dashboard/server/contract'
import { useState, type SubmitEvent } from 'react'
import { downloadFile } from '../charts/download.ts'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useAdminAudit, useAdminAuditExport, useAdminAuditVerify } from '../hooks/admin.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useAdminTexts } from './texts.ts'

const fields = ['person', 'account', 'request'] as const
const days = ['since', 'until'] as const
const dayMs = 86_400_000

/** Everything that happened, with a filter, as a file, and with the proof that nothing was changed. */
export function AuditScreen() {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const [filter, setFilter] = useState<AuditFilter>({})
  const audit = useAdminAudit(filter)
  const verify = useAdminAuditVerify()
  const file = useAdminAuditExport()
  const failure = verify.error ?? file.error

  function apply(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const day = (name: string, shiftMs: number) => {
      const instant = Date.parse(`${text(name)}T00:00:00`)
      return Number.isNaN(instant) ? undefined : new Date(instant + shiftMs)
    }
    const [userId, accountId, requestId] = fields.map((name) => text(name) || undefined)
    setFilter({ userId, accountId, requestId, since: day('since', 0), until: day('until', dayMs) })
  }

  const save = () =>
    file.run(filter).then(
      ({ fileName: name, content }) => downloadFile({ name, type: 'text/csv', content }),
      () => undefined,
    )
  return (
    <section className="instagram-card" data-testid="admin-audit" aria-labelledby="instagram-audit-title">
      <div className="instagram-card-head">
        <h2 id="instagram-audit-title">{t.audit.title}</h2>
        <div className="instagram-card-tools">
          <button
            type="button"
            className="instagram-button instagram-button-secondary"
            disabled={file.isPending}
            data-testid="audit-csv"
            onClick={() => void save()}
          >
            {t.audit.csv}
          </button>
          <button
            type="button"
            className="instagram-button instagram-button-secondary"
            disabled={verify.isPending}
            data-testid="audit-verify"
            onClick={() => void verify.run().catch(() => undefined)}
          >
            {t.audit.verify}
          </button>
        </div>
      </div>
      <p role="status" data-testid="audit-verdict">
        {verify.data === undefined ? '' : verdictOf(verify.data, { t, format })}
      </p>
      {failure !== null && (
        <ErrorPanel
          failure={toFailure(failure)}
          onRetry={() => {
            verify.reset()
            file.reset()
          }}
        />
      )}
      <form className="instagram-filters" role="search" onSubmit={apply}>
        {fields.map((name) => (
          <label key={name} className="instagram-field">
            {t.audit[name]}
            <input name={name} maxLength={128} data-testid={`audit-${name}`} />
          </label>
        ))}
        {days.map((name) => (
          <label key={name} className="instagram-field">
            {t.audit[name]}
            <input name={name} type="date" />
          </label>
        ))}
        <button type="submit" className="instagram-button instagram-button-secondary" data-testid="audit-apply">
          {t.audit.apply}
        </button>
      </form>
      {audit.error !== null && audit.pages === undefined ? (
        <ErrorPanel failure={toFailure(audit.error)} onRetry={() => void audit.refetch()} />
      ) : audit.isPending ? (
        <Skeleton kind="chart" />
      ) : audit.items.length === 0 ? (
        <p className="instagram-card-note">{t.audit.empty}</p>
      ) : (
        <ol className="instagram-entries instagram-audit">
          {audit.items.map(({ sequence, at, type, userId, actor, requestId, data }) => (
            <li key={sequence}>
              <span>
                <strong>{type}</strong>
                <small>
                  {format.number(sequence)} · {format.instant(at)} · {userId ?? '—'} {t.audit.by[actor.kind]}
                </small>
              </span>
              <details className="instagram-details">
                <summary>{t.audit.facts}</summary>
                <pre tabIndex={0}>{JSON.stringify({ ...data, requestId }, null, 2)}</pre>
              </details>
            </li>
          ))}
        </ol>
      )}
      <MoreButton list={audit} testId="audit-more" />
    </section>
  )
}

/** What the check found, and how far it reached. */
function verdictOf(
  { result, fault, events, checkedFrom, checkedTo }: AuditVerifyResult,
  { t, format }: { t: ReturnType<typeof useAdminTexts>; format: ReturnType<typeof useInstagramContext>['format'] },
): string {
  const { audit } = t
  const [first, last] = [format.number(checkedFrom), format.number(checkedTo)]
  if (result === 'intact') return audit.intact(format.number(events))
  if (result === 'counted_only') return audit.counted(first, last)
  const reach = checkedTo < checkedFrom ? audit.reachedNothing : audit.reached(first, last)
  return `${audit.broken(format.number(fault?.sequence ?? 1))} ${reach}`
}
