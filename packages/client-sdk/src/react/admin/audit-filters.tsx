/** @jsxImportSource #own */
import type { AuditFilter } from '@instagram-dashboard/server/contract'
import type { SubmitEvent } from 'react'
import { Button } from '../parts/index.ts'
import { useAdminTexts } from './texts.ts'

const fields = ['person', 'account', 'request'] as const
const days = ['since', 'until'] as const
const dayMs = 86_400_000

/** What the audit log is narrowed down by. */
export function AuditFilters({ onApply }: { onApply: (filter: AuditFilter) => void }) {
  const t = useAdminTexts()

  function apply(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const day = (name: string, shiftMs: number) => {
      const instant = Date.parse(`${text(name)}T00:00:00`)
      return Number.isNaN(instant) ? undefined : new Date(instant + shiftMs)
    }
    const [userId, accountId, requestId] = fields.map((name) => text(name) || undefined)
    onApply({ userId, accountId, requestId, since: day('since', 0), until: day('until', dayMs) })
  }

  return (
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
      <Button type="submit" testId="audit-apply">
        {t.audit.apply}
      </Button>
    </form>
  )
}
