/** @jsxImportSource #own */
import type { AccountStatus, AdminAccountsInput } from '@instagram-dashboard/server/contract'
import { useEffect, useRef, useState } from 'react'
import { useEvent } from '../data/index.ts'
import { Select } from '../parts/index.ts'
import { useAdminTexts } from './texts.ts'

const statuses = ['active', 'reconnect_required', 'disconnected'] as const satisfies readonly AccountStatus[]
const expiryDays = ['3', '7', '14', '30'] as const
/** Debounces the search while somebody types. */
const debounceMs = 300

/** What the list of accounts is narrowed down by. */
export function AccountFilters({ onChange }: { onChange: (filter: AdminAccountsInput) => void }) {
  const t = useAdminTexts()
  const [search, setSearch] = useState('')
  const [status, setStatus] = useState<AccountStatus | ''>('')
  const [expires, setExpires] = useState<(typeof expiryDays)[number] | ''>('')
  const [hasError, setHasError] = useState(false)
  const [isDeactivated, setIsDeactivated] = useState(false)
  const tell = useEvent(onChange)
  const isFirst = useRef(true)

  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    const timer = setTimeout(() => {
      const words = search.trim()
      tell({
        ...(words !== '' && { search: words }),
        ...(status !== '' && { status }),
        ...(expires !== '' && { tokenExpiresWithinDays: Number(expires) }),
        ...(hasError && { hasError }),
        ...(isDeactivated && { isDeactivated }),
      })
    }, debounceMs)
    return () => clearTimeout(timer)
  }, [search, status, expires, hasError, isDeactivated, tell])

  return (
    <form className="instagram-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label className="instagram-field">
        {t.accounts.search}
        <input
          type="search"
          value={search}
          maxLength={100}
          data-testid="admin-search"
          onChange={(event) => setSearch(event.target.value)}
        />
      </label>
      <Select
        isField
        label={t.accounts.status}
        value={status}
        options={[['', t.accounts.every], ...statuses.map((name) => [name, t.accounts.statuses[name]] as const)]}
        onChange={setStatus}
        testId="admin-status"
      />
      <Select
        isField
        label={t.accounts.expires}
        value={expires}
        options={[['', t.accounts.every], ...expiryDays.map((days) => [days, t.accounts.expiresDays(days)] as const)]}
        onChange={setExpires}
        testId="admin-expires"
      />
      <label className="instagram-toggle">
        <input type="checkbox" checked={hasError} onChange={(event) => setHasError(event.target.checked)} />
        {t.accounts.onlyErrors}
      </label>
      <label className="instagram-toggle">
        <input type="checkbox" checked={isDeactivated} onChange={(event) => setIsDeactivated(event.target.checked)} />
        {t.accounts.onlyDeactivated}
      </label>
    </form>
  )
}
