/** @jsxImportSource #own */
import type { EventType } from '@instagram-dashboard/server/contract'
import { useState, type SubmitEvent } from 'react'
import { Button, Select } from '../parts/index.ts'
import { type AdminFilters, useAdmin } from './admin-view.ts'
import { useAdminTexts } from './texts.ts'

const fields = ['user', 'about', 'request'] as const
const days = ['since', 'until'] as const
const nothing = { type: '', user: '', about: '', request: '', since: '', until: '' }

/** What the audit log is narrowed down by. It stands in the address. */
export function AuditFilters({ types }: { types: readonly EventType[] }) {
  const t = useAdminTexts()
  const { view, narrow } = useAdmin()
  const { filters } = view
  const [draft, setDraft] = useState<AdminFilters>(filters)
  const [before, setBefore] = useState(filters)
  // The way back in the browser's history, and links to a narrowed log, change the fields from outside.
  if (before !== filters) {
    setBefore(filters)
    setDraft(filters)
  }
  const [isOpen, setIsOpen] = useState([...fields, ...days].some((name) => filters[name] !== undefined))
  const isNarrowed = (['type', ...fields, ...days] as const).some((name) => filters[name] !== undefined)

  function apply(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    narrow({ ...nothing, ...draft })
  }

  return (
    <form className="instagram-filters" role="search" onSubmit={apply}>
      <Select
        isField
        label={t.audit.type}
        value={types.find((type) => type === filters.type) ?? ''}
        options={[['', t.audit.every], ...types.map((type) => [type, t.audit.types[type]] as const)]}
        onChange={(type) => narrow({ ...nothing, ...draft, type })}
        testId="audit-type"
      />
      {isNarrowed && (
        <Button kind="quiet" testId="audit-clear" onClick={() => narrow(nothing)}>
          {t.audit.clear}
        </Button>
      )}
      <details className="instagram-details" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary data-testid="audit-more-filters">{t.audit.moreFilters}</summary>
        {isOpen && (
          <div className="instagram-filters">
            {fields.map((name) => (
              <label key={name} className="instagram-field">
                {t.audit[name]}
                <input
                  value={draft[name] ?? ''}
                  maxLength={name === 'user' ? 128 : 64}
                  data-testid={`audit-${name === 'user' ? 'person' : name}`}
                  onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
                />
              </label>
            ))}
            {days.map((name) => (
              <label key={name} className="instagram-field">
                {t.audit[name]}
                <input
                  type="date"
                  value={draft[name] ?? ''}
                  onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
                />
              </label>
            ))}
            <div className="instagram-actions">
              <Button type="submit" testId="audit-apply">
                {t.audit.apply}
              </Button>
            </div>
          </div>
        )}
      </details>
    </form>
  )
}
