/** @jsxImportSource #own */
import type { SupportContext } from '@instagram-dashboard/server/contract'
import { AdminLink } from './admin-link.tsx'
import { Facts } from './figures.tsx'
import { useMoments } from './moments.ts'
import { nameReason } from './reasons.ts'
import { useAdminTexts } from './texts.ts'

/** What was sent along with a question, as facts, with the ways on to each account and each request. */
export function TicketContext({ context: { accounts, failedSyncs, events } }: { context: SupportContext }) {
  const t = useAdminTexts()
  const { moment } = useMoments()
  const at = (text: string | null) => moment(text === null ? null : new Date(text))
  const why = (code: string | null) => (code === null ? '—' : nameReason(code, t.reasons))
  const names: Readonly<Record<string, string>> = { ...t.accounts.badges }
  const types: Readonly<Record<string, string>> = t.audit.types
  return (
    <div className="instagram-admin-days">
      {accounts.length === 0 && <p>{t.support.noAccounts}</p>}
      {accounts.map(({ id, username, status, lastSyncedAt, tokenExpiresAt, missingScopes, lastError }) => (
        <section key={id}>
          <AdminLink to={{ screen: 'accounts', account: id }}>@{username}</AdminLink>
          <Facts
            facts={[
              { label: t.accounts.status, value: names[status] ?? status },
              { label: t.support.lastSynced, value: at(lastSyncedAt) },
              { label: t.support.tokenEnds, value: at(tokenExpiresAt) },
              { label: t.page.missingScopes, value: missingScopes.join(', ') || t.page.none },
              {
                label: t.support.lastError,
                value: lastError === null ? t.support.noError : `${why(lastError.code)}, ${at(lastError.at)}`,
              },
            ]}
          />
        </section>
      ))}
      {failedSyncs.length > 0 && (
        <section>
          <h3>{t.support.failedSyncs}</h3>
          <Facts facts={failedSyncs.map((sync) => ({ label: at(sync.at), value: why(sync.code) }))} />
        </section>
      )}
      {events.length > 0 && (
        <section>
          <h3>{t.support.events}</h3>
          <Facts
            facts={events.map(({ type, at: instant, requestId }) => ({
              label: at(instant),
              value:
                requestId === null ? (
                  (types[type] ?? type)
                ) : (
                  <AdminLink to={{ screen: 'audit', filters: { request: requestId } }}>{types[type] ?? type}</AdminLink>
                ),
            }))}
          />
        </section>
      )}
    </div>
  )
}
