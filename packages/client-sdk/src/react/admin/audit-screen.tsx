/** @jsxImportSource #own */
import type { AuditVerifyResult, EventType } from '@instagram-dashboard/server/contract'
import { useMemo } from 'react'
import { downloadFile } from '../charts/download.ts'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useAdminAudit, useAdminAuditExport, useAdminAuditVerify } from '../hooks/admin.ts'
import { Button, Card, ErrorPanel, LoadedList, MoreButton } from '../parts/index.ts'
import { useAdmin } from './admin-view.ts'
import { AuditFilters } from './audit-filters.tsx'
import { auditInput } from './audit-query.ts'
import { EventList } from './event-list.tsx'
import type { AdminMessages } from './texts.pt-br.ts'
import { useAdminTexts } from './texts.ts'

/** Everything that happened, with a filter, as a file, and with the proof that nothing was changed. */
export function AuditScreen() {
  const t = useAdminTexts()
  const { view } = useAdmin()
  const types = useMemo(() => typesOf(t), [t])
  const filter = useMemo(() => auditInput(view.filters, types), [view, types])
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
      <AuditFilters types={types} />
      <LoadedList list={audit} skeleton="chart" empty={t.audit.empty}>
        {(items) => <EventList events={items} testId="audit-events" />}
      </LoadedList>
      <MoreButton list={audit} testId="audit-more" />
    </Card>
  )
}

/** All types of events, by their names in the reader's language. */
function typesOf({ audit }: AdminMessages): EventType[] {
  const types = Object.keys(audit.types) as EventType[]
  return types.toSorted((a, b) => audit.types[a].localeCompare(audit.types[b]))
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
