/** @jsxImportSource #own */
import type { AuditEvent } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { AdminLink } from './admin-link.tsx'
import { describeEvent } from './describe-event.ts'
import { Facts, type Figure } from './figures.tsx'
import { useMoments } from './moments.ts'
import { useAdminTexts } from './texts.ts'

/** What is to be looked at, by the end of an event's name. */
const grave = /^(?:audit\.broken|connection\.lost|keys\.lost)$|failed$|mismatch$|misused$/
const watched = /cancelled$|disconnected$|deactivated$|erased$|expiring$|refused$|reversed$|unsupported$/

function toneOf(type: AuditEvent['type']): 'bad' | 'warn' | 'plain' {
  if (grave.test(type)) return 'bad'
  return watched.test(type) ? 'warn' : 'plain'
}

/** What happened, each in a sentence, day by day. */
export function EventList({ events, testId }: { events: AuditEvent[]; testId: string }) {
  const { day, dayKey } = useMoments()
  const days = Map.groupBy(events, ({ at }) => dayKey(at))
  return (
    <div className="instagram-admin-days" data-testid={testId}>
      {[...days].map(([key, ofDay]) => (
        <section key={key}>
          <h3>{ofDay[0] && day(ofDay[0].at)}</h3>
          <ol className="instagram-admin-events">
            {ofDay.map((event) => (
              <Event key={event.sequence} event={event} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function Event({ event }: { event: AuditEvent }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { time } = useMoments()
  return (
    <li data-tone={toneOf(event.type)}>
      <details className="instagram-details">
        <summary>
          <time dateTime={event.at.toISOString()}>{time(event.at)}</time>
          <span>{describeEvent(event, t, format)}</span>
        </summary>
        <EventDetails event={event} />
      </details>
    </li>
  )
}

/** The facts of an event as they are stored, and the ways on from it. */
function EventDetails({ event }: { event: AuditEvent }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { sequence, type, userId, accountId, username, requestId, ipNetwork, data } = event
  const facts: Figure[] = [
    { label: t.audit.number, value: `${format.number(sequence)} · ${type}` },
    ...stored({ userId, accountId, requestId, ipNetwork, ...data }).map(([label, value]) => ({ label, value })),
  ]
  return (
    <>
      <Facts facts={facts} />
      <p className="instagram-actions">
        {accountId !== null && username !== null && (
          <AdminLink to={{ screen: 'accounts', account: accountId }}>{t.audit.openAccount(username)}</AdminLink>
        )}
        {requestId !== null && (
          <AdminLink to={{ screen: 'audit', filters: { request: requestId } }}>{t.audit.sameRequest}</AdminLink>
        )}
      </p>
    </>
  )
}

function stored(facts: Record<string, unknown>): [string, string][] {
  return Object.entries(facts).flatMap(([name, value]) => {
    if (value === null || value === undefined) return []
    return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
  })
}
