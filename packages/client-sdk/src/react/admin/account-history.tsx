/** @jsxImportSource #own */
import { useAdminAudit, useAdminNotifications, useAdminRuns } from '../hooks/admin.ts'
import { Card, LoadedList, MoreButton } from '../parts/index.ts'
import { AdminLink } from './admin-link.tsx'
import { EventList } from './event-list.tsx'
import { useMoments } from './moments.ts'
import { RunsTable } from './runs-table.tsx'
import { useAdminTexts } from './texts.ts'

interface OfAccount {
  accountId: string
}

/** The syncs of an account. */
export function AccountRuns({ accountId }: OfAccount) {
  const t = useAdminTexts()
  const runs = useAdminRuns({ accountId, limit: 10 })
  return (
    <Card title={t.page.runs} testId="admin-account-syncs">
      <LoadedList list={runs} skeleton="line" empty={t.page.noRunsYet}>
        {(items) => <RunsTable runs={items} isOfMany={false} testId="admin-account-runs" />}
      </LoadedList>
      <MoreButton list={runs} testId="admin-account-runs-more" />
    </Card>
  )
}

/** What its owner was told of it. */
export function AccountNotices({ accountId }: OfAccount) {
  const t = useAdminTexts()
  const { moment } = useMoments()
  const told = useAdminNotifications({ accountId, limit: 5 })
  return (
    <Card title={t.page.notices} testId="admin-account-notices">
      <LoadedList list={told} skeleton="line" empty={t.page.noNotices}>
        {(items) => (
          <ul className="instagram-entries">
            {items.map(({ id, title, body, createdAt, readAt, resolvedAt }) => (
              <li key={id}>
                <span>
                  <strong>{title}</strong>
                  <small>{body}</small>
                  <small>
                    {moment(createdAt)} · {readAt === null ? t.page.unread : t.page.read}
                    {resolvedAt !== null && ` · ${t.page.resolved}`}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        )}
      </LoadedList>
      <MoreButton list={told} testId="admin-account-notices-more" />
    </Card>
  )
}

/** What the audit log has of it. */
export function AccountEvents({ accountId }: OfAccount) {
  const t = useAdminTexts()
  const events = useAdminAudit({ accountId, limit: 10 })
  const tools = <AdminLink to={{ screen: 'audit', filters: { about: accountId } }}>{t.page.allEvents}</AdminLink>
  return (
    <Card title={t.page.events} tools={tools} testId="admin-account-events">
      <LoadedList list={events} skeleton="line" empty={t.page.noEvents}>
        {(items) => <EventList events={items} testId="admin-account-audit" />}
      </LoadedList>
      <MoreButton list={events} testId="admin-account-events-more" />
    </Card>
  )
}
