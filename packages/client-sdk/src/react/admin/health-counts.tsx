/** @jsxImportSource #own */
import type { HealthResult } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { AdminLink } from './admin-link.tsx'
import type { AdminFilters } from './admin-view.ts'
import { useAdminTexts } from './texts.ts'

interface Count {
  name:
    | 'activeAccounts'
    | 'accountsWithErrors'
    | 'accountsToReconnect'
    | 'tokensExpiringSoon'
    | 'accountsLate'
    | 'refreshesFailing'
    | 'accountsDisconnected'
  /** The list that has as many. */
  filters: AdminFilters
  /** More than none want to be looked at. */
  isTrouble: boolean
}

const counts: Count[] = [
  { name: 'activeAccounts', filters: { status: 'active' }, isTrouble: false },
  { name: 'accountsWithErrors', filters: { problem: 'error' }, isTrouble: true },
  { name: 'accountsToReconnect', filters: { status: 'reconnect_required' }, isTrouble: true },
  { name: 'tokensExpiringSoon', filters: { expires: '7' }, isTrouble: true },
  { name: 'accountsLate', filters: { problem: 'late' }, isTrouble: true },
  { name: 'refreshesFailing', filters: { problem: 'failing' }, isTrouble: true },
  { name: 'accountsDisconnected', filters: { status: 'disconnected' }, isTrouble: false },
]

/** How many accounts are in which state. Each number leads to the list of those accounts. */
export function HealthCounts({ health }: { health: HealthResult }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  return (
    <ul className="instagram-admin-counts">
      {counts.map(({ name, filters, isTrouble }) => {
        const count = health[name]
        const face = (
          <>
            <strong>{format.number(count)}</strong>
            <span>{t.health[name]}</span>
          </>
        )
        return (
          <li key={name} data-tone={isTrouble && count > 0 ? 'warn' : undefined}>
            {count === 0 ? (
              <span className="instagram-admin-count" data-testid={`health-${name}`}>
                {face}
              </span>
            ) : (
              <AdminLink to={{ screen: 'accounts', filters }} look="admin-count" testId={`health-${name}`}>
                {face}
              </AdminLink>
            )}
          </li>
        )
      })}
    </ul>
  )
}
