import type { NotificationItem } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useNow } from '../data/use-now.ts'
import { useMarkAllRead, useMarkRead, useNotifications, useUnreadCount } from '../hooks/notifications.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Root } from '../parts/root.tsx'
import { Skeleton } from '../parts/skeleton.tsx'

/** All notices, unread ones first. */
export function NotificationsList() {
  const { t } = useInstagramContext()
  const list = useNotifications()
  const unread = useUnreadCount().data?.unreadCount ?? 0
  const markAllRead = useMarkAllRead()
  return (
    <Root>
      <section className="instagram-notifications" aria-labelledby="instagram-notifications-title">
        <div className="instagram-card-head">
          <h2 id="instagram-notifications-title">{t.notifications.title}</h2>
          {unread > 0 && (
            <button
              type="button"
              className="instagram-button instagram-button-quiet"
              disabled={markAllRead.isPending}
              data-testid="mark-all-read"
              onClick={() => void markAllRead.run().catch(() => undefined)}
            >
              {t.notifications.markAllRead}
            </button>
          )}
        </div>
        {markAllRead.error !== null && (
          <ErrorPanel failure={toFailure(markAllRead.error)} onRetry={markAllRead.reset} />
        )}
        {list.error !== null && list.pages === undefined ? (
          <ErrorPanel failure={toFailure(list.error)} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <Skeleton kind="line" />
        ) : list.items.length === 0 ? (
          <p className="instagram-card-note">{t.notifications.empty}</p>
        ) : (
          <ul className="instagram-notifications-list" data-testid="notifications">
            {list.items.map((notice) => (
              <Notice key={notice.id} notice={notice} />
            ))}
          </ul>
        )}
        <MoreButton list={list} testId="notifications-more" />
      </section>
    </Root>
  )
}

function Notice({ notice }: { notice: NotificationItem }) {
  const { t, format } = useInstagramContext()
  const markRead = useMarkRead()
  const now = useNow(60)
  const isUnread = notice.readAt === null && notice.resolvedAt === null
  return (
    <li className={isUnread ? 'instagram-is-unread' : ''} data-testid={`notice-${notice.kind}`}>
      <div>
        <strong>
          {isUnread && <span className="instagram-visually-hidden">{t.notifications.unread} </span>}
          {notice.title}
        </strong>
        <p>{notice.body}</p>
        <p className="instagram-card-note">
          <time dateTime={notice.createdAt.toISOString()}>{format.relative(notice.createdAt, now)}</time>
          {notice.resolvedAt !== null && ` · ${t.notifications.resolved}`}
        </p>
      </div>
      {isUnread && (
        <button
          type="button"
          className="instagram-button instagram-button-quiet"
          disabled={markRead.isPending}
          aria-label={t.notifications.markReadOf(notice.title)}
          data-testid="mark-read"
          onClick={() => void markRead.run({ ids: [notice.id] }).catch(() => undefined)}
        >
          {t.notifications.markRead}
        </button>
      )}
    </li>
  )
}
