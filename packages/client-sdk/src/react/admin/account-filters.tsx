/** @jsxImportSource #own */
import { useEffect, useState } from 'react'
import { useEvent } from '../data/index.ts'
import { Button, Select } from '../parts/index.ts'
import { accountProblems, accountsInput, accountStatuses, expiryDays, known } from './account-query.ts'
import { useAdmin } from './admin-view.ts'
import { useAdminTexts } from './texts.ts'

/** Debounces the search while somebody types. */
const debounceMs = 300

/** What the list of accounts is narrowed down by. It stands in the address. */
export function AccountFilters() {
  const t = useAdminTexts()
  const { view, narrow } = useAdmin()
  const { filters } = view
  const isNarrowed = Object.keys(accountsInput(filters)).length > 0
  return (
    <form className="instagram-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <Search />
      <Select
        isField
        label={t.accounts.status}
        value={known(accountStatuses, filters.status) ?? ''}
        options={[['', t.accounts.every], ...accountStatuses.map((name) => [name, t.accounts.statuses[name]] as const)]}
        onChange={(status) => narrow({ status })}
        testId="admin-status"
      />
      <Select
        isField
        label={t.accounts.expires}
        value={known(expiryDays, filters.expires) ?? ''}
        options={[['', t.accounts.every], ...expiryDays.map((days) => [days, t.accounts.expiresDays(days)] as const)]}
        onChange={(expires) => narrow({ expires })}
        testId="admin-expires"
      />
      <Select
        isField
        label={t.accounts.problem}
        value={known(accountProblems, filters.problem) ?? ''}
        options={[['', t.accounts.every], ...accountProblems.map((name) => [name, t.accounts.problems[name]] as const)]}
        onChange={(problem) => narrow({ problem })}
        testId="admin-problem"
      />
      {isNarrowed && (
        <Button
          kind="quiet"
          testId="admin-clear"
          onClick={() => narrow({ search: '', status: '', expires: '', problem: '' })}
        >
          {t.accounts.clear}
        </Button>
      )}
    </form>
  )
}

/** Words are typed here first, and narrow the list down when the typing pauses. */
function Search() {
  const t = useAdminTexts()
  const { view, narrow } = useAdmin()
  const given = view.filters.search ?? ''
  const [typed, setTyped] = useState(given)
  const [before, setBefore] = useState(given)
  // The way back in the browser's history, and the button that clears, change the words from outside.
  if (given !== before) {
    setBefore(given)
    if (given !== typed.trim()) setTyped(given)
  }
  const tell = useEvent(narrow)
  useEffect(() => {
    const search = typed.trim()
    if (search === given) return
    const timer = setTimeout(() => tell({ search }), debounceMs)
    return () => clearTimeout(timer)
  }, [typed, given, tell])
  return (
    <label className="instagram-field">
      {t.accounts.search}
      <input
        type="search"
        value={typed}
        maxLength={100}
        data-testid="admin-search"
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  )
}
