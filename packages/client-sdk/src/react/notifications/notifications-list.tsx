/** @jsxImportSource #own */
import type { NotificationItem } from '@instagram-dashboard/server/contract'
import { type NotificationsProps, toFailure, useInstagramContext, useNow } from '../data/index.ts'
import { useMarkAllRead, useMarkRead, useNotifications, useUnreadCount } from '../hooks/notifications.ts'
import { Button, ErrorPanel, LoadedList, MoreButton, replaceable, Root } from '../parts/index.ts'

/** All notifications, unread ones first. */
export function NotificationsList() {
  const { t } = useInstagramContext()
  const list = useNotifications()
  const unread = useUnreadCount().data?.unreadCount ?? 0
  const markAllRead = useMarkAllRead()
  const markRead = useMarkRead()
  const mark = (id: string) => void markRead.run({ ids: [id] }).catch(() => undefined)
  return (
    <Root>
      <section className="instagram-notifications" aria-labelledby="instagram-notifications-title">
        <div className="instagram-card-head">
          <h2 id="instagram-notifications-title">{t.notifications.title}</h2>
          {unread > 0 && (
            <Button
              kind="quiet"
              disabled={markAllRead.isPending}
              testId="mark-all-read"
              onClick={() => void markAllRead.run().catch(() => undefined)}
            >
              {t.notifications.markAllRead}
            </Button>
          )}
        </div>
        {markAllRead.error !== null && (
          <ErrorPanel failure={toFailure(markAllRead.error)} onRetry={markAllRead.reset} />
        )}
        <LoadedList list={list} skeleton="line" empty={t.notifications.empty}>
          {(items) => <Notifications items={items} isMarking={markRead.isPending} onMarkRead={mark} />}
        </LoadedList>
        <MoreButton list={list} testId="notifications-more" />
      </section>
    </Root>
  )
}

function OurNotifications({ items, isMarking, onMarkRead }: NotificationsProps) {
  return (
    <ul className="instagram-notifications-list" data-testid="notifications">
      {items.map((item) => (
        <Notification key={item.id} item={item} isMarking={isMarking} onMarkRead={() => onMarkRead(item.id)} />
      ))}
    </ul>
  )
}

const Notifications = replaceable('Notifications', OurNotifications)

interface NotificationProps {
  item: NotificationItem
  isMarking: boolean
  onMarkRead: () => void
}

function Notification({ item, isMarking, onMarkRead }: NotificationProps) {
  const { t, format } = useInstagramContext()
  const now = useNow(60)
  const isUnread = item.readAt === null && item.resolvedAt === null
  return (
    <li className={isUnread ? 'instagram-is-unread' : ''} data-testid={`notification-${item.kind}`}>
      <div>
        <strong>
          {isUnread && <span className="instagram-visually-hidden">{t.notifications.unread} </span>}
          {item.title}
        </strong>
        <p>{item.body}</p>
        <p className="instagram-card-note">
          <time dateTime={item.createdAt.toISOString()}>{format.relative(item.createdAt, now)}</time>
          {item.resolvedAt !== null && ` · ${t.notifications.resolved}`}
        </p>
      </div>
      {isUnread && (
        <Button
          kind="quiet"
          disabled={isMarking}
          aria-label={t.notifications.markReadOf(item.title)}
          testId="mark-read"
          onClick={onMarkRead}
        >
          {t.notifications.markRead}
        </Button>
      )}
    </li>
  )
}
