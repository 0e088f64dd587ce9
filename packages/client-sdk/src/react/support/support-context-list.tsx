/** @jsxImportSource #own */
import type { SupportContext } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'

/** What goes along with a question, in words: all of it, and nothing else does. */
export function SupportContextList({ context }: { context: SupportContext }) {
  const { t, format } = useInstagramContext()
  const words = t.support.context
  const at = (instant: string) => format.instant(new Date(instant))
  const day = (instant: string) => format.instantDay(new Date(instant))
  const errorOf = ({ code, reason, at: when }: NonNullable<SupportContext['accounts'][number]['lastError']>) =>
    `${words.lastError}: ${[code, reason, at(when)].filter(Boolean).join(', ')}`
  const stateOf = (status: string): string => {
    const known: Partial<Record<string, string>> = t.header.status
    return known[status] ?? status
  }
  return (
    <dl className="instagram-context" data-testid="support-context">
      {context.accounts.map(({ id, username, status, connectedAt, tokenExpiresAt, ...account }) => (
        <div key={id}>
          <dt>{words.account}</dt>
          <dd>
            {[
              `@${username}`,
              stateOf(status),
              t.settings.since(day(connectedAt)),
              account.lastSyncedAt === null ? words.never : words.updated(day(account.lastSyncedAt)),
              tokenExpiresAt === null ? '' : words.until(day(tokenExpiresAt)),
              account.missingScopes.length === 0 ? '' : words.missing(account.missingScopes.join(', ')),
              account.lastError === null ? words.noError : errorOf(account.lastError),
            ]
              .filter(Boolean)
              .join(' · ')}
          </dd>
        </div>
      ))}
      {context.accounts.length === 0 && (
        <div>
          <dt>{words.account}</dt>
          <dd>{words.nothing}</dd>
        </div>
      )}
      <div>
        <dt>{words.failed}</dt>
        {context.failedSyncs.length === 0 && <dd>{words.nothing}</dd>}
        {context.failedSyncs.map((run, place) => (
          <dd key={place}>
            {at(run.at)}
            {run.code === null ? '' : ` · ${run.code}`}
          </dd>
        ))}
      </div>
      <div>
        <dt>{words.events}</dt>
        {context.events.length === 0 && <dd>{words.nothing}</dd>}
        {context.events.map((event, place) => (
          <dd key={place}>
            {at(event.at)} · {event.type}
            {event.requestId === null ? '' : ` · ${event.requestId}`}
          </dd>
        ))}
      </div>
    </dl>
  )
}
