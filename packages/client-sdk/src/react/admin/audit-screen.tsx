/** @jsxImportSource #own */
import type { AuditFilter, AuditVerifyResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { downloadFile } from '../charts/download.ts'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useAdminAudit, useAdminAuditExport, useAdminAuditVerify } from '../hooks/admin.ts'
import { Button, Card, ErrorPanel, LoadedList, MoreButton } from '../parts/index.ts'
import { AuditFilters } from './audit-filters.tsx'
import { useAdminTexts } from './texts.ts'

/** Everything that happened, with a filter, as a file, and with the proof that nothing was changed. */
export function AuditScreen() {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const [filter, setFilter] = useState<AuditFilter>({})
  const audit = useAdminAudit(filter)
  const verify = useAdminAuditVerify()
  const file = useAdminAuditExport()
  const failure = verify.error ?? file.error
  const save = () =>
    file.run(filter).then(
      ({ fileName: name, content }) => downloadFile({ name, type: 'text/csv', content }),
      () => undefined,
    )
  const reset = () => {
    verify.reset()
    file.reset()
  }
  const tools = (
    <div className="instagram-card-tools">
      <Button disabled={file.isPending} testId="audit-csv" onClick={() => void save()}>
        {t.audit.csv}
      </Button>
      <Button
        disabled={verify.isPending}
        testId="audit-verify"
        onClick={() => void verify.run().catch(() => undefined)}
      >
        {t.audit.verify}
      </Button>
    </div>
  )
  return (
    <Card title={t.audit.title} tools={tools} testId="admin-audit">
      <p role="status" data-testid="audit-verdict">
        {verify.data !== undefined && <Verification result={verify.data} />}
      </p>
      {failure !== null && <ErrorPanel failure={toFailure(failure)} onRetry={reset} />}
      <AuditFilters onApply={setFilter} />
      <LoadedList list={audit} skeleton="chart" empty={t.audit.empty}>
        {(items) => (
          <ol className="instagram-entries instagram-audit">
            {items.map(({ sequence, at, type, userId, actor, requestId, data }) => (
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
      </LoadedList>
      <MoreButton list={audit} testId="audit-more" />
    </Card>
  )
}

/** What the check of the hash chain found, and how far it reached. */
function Verification({ result: { result, fault, events, checkedFrom, checkedTo } }: { result: AuditVerifyResult }) {
  const { audit } = useAdminTexts()
  const { format } = useInstagramContext()
  const [first, last] = [format.number(checkedFrom), format.number(checkedTo)]
  if (result === 'intact') return audit.intact(format.number(events))
  if (result === 'counted_only') return audit.counted(first, last)
  const reach = checkedTo < checkedFrom ? audit.reachedNothing : audit.reached(first, last)
  return `${audit.broken(format.number(fault?.sequence ?? 1))} ${reach}`
}
