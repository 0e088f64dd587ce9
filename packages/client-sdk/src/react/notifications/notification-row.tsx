/** @jsxImportSource #own */
import type { NotificationItem } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type Failure, useInstagramContext, useNow } from '../data/index.ts'
import { Button, ConnectButton, ErrorPanel, PageLink } from '../parts/index.ts'
import { isWaiting } from './group-by-day.ts'
import { lookOf, needsInstagram } from './kinds.tsx'

interface NotificationRowProps {
  item: NotificationItem
  isMarking: boolean
  onMarkRead: () => void
}

/** One notification: what it is about, when, and the one way on. */
export function NotificationRow({ item, isMarking, onMarkRead }: NotificationRowProps) {
  const { t, format } = useInstagramContext()
  const now = useNow(60)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { icon, tone, place, linkText } = lookOf(item)
  const isUnread = item.readAt === null && item.resolvedAt === null
  const waits = isWaiting(item)
  const account = item.accountId === null ? {} : { accountId: item.accountId }
  return (
    <li className={isUnread ? 'instagram-is-unread' : ''} data-testid={`notification-${item.kind}`}>
      <span className={`instagram-notification-icon instagram-notification-${tone}`} aria-hidden="true">
        {icon}
      </span>
      <div>
        <strong>
          {isUnread && <span className="instagram-visually-hidden">{t.notifications.unread} </span>}
          {item.title}
        </strong>
        <p>{item.body}</p>
        <p className="instagram-card-note">
          <time dateTime={item.createdAt.toISOString()} title={format.instant(item.createdAt)}>
            {format.ago(item.createdAt, now)}
          </time>
          {item.resolvedAt !== null && ` · ${t.notifications.resolved}`}
        </p>
        {failure !== null && <ErrorPanel failure={failure} onRetry={() => setFailure(null)} isCompact />}
        <div className="instagram-notification-ways">
          {waits && needsInstagram(item) ? (
            <ConnectButton
              label={t.errors.reconnect}
              start={{ placement: 'notification', ...account }}
              testId="notification-connect"
              onFailure={setFailure}
              onConnected={onMarkRead}
            />
          ) : (
            <PageLink
              place={place(item.accountId)}
              testId="notification-link"
              onFollow={isUnread ? onMarkRead : undefined}
            >
              {t.notifications.links[linkText]}
            </PageLink>
          )}
          {waits && (
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
        </div>
      </div>
    </li>
  )
}
