/** @jsxImportSource #own */
import { useEffect, useMemo, useState } from 'react'
import { type NotificationsProps, toFailure, useEvent, useInstagramContext, useNow } from '../data/index.ts'
import { useMarkAllRead, useMarkRead, useNotifications, useUnreadCount } from '../hooks/notifications.ts'
import { Button, ErrorPanel, LoadedList, MoreButton, replaceable, Root } from '../parts/index.ts'
import { groupByDay, ownDay } from './group-by-day.ts'
import { NotificationRow } from './notification-row.tsx'

/** All notifications, by day. What needs nothing is read by being shown; what waits for the user stays until it is done. */
export function NotificationsList() {
  const { t } = useInstagramContext()
  const list = useNotifications()
  const unread = useUnreadCount().data?.unreadCount ?? 0
  const markAllRead = useMarkAllRead()
  const markRead = useMarkRead()
  const mark = (ids: string[]) => void markRead.run({ ids }).catch(() => undefined)
  const { shown, forget } = useReadByShowing(list.items, mark)
  const markAll = () => {
    forget()
    void markAllRead.run().catch(() => undefined)
  }
  return (
    <Root>
      <section className="instagram-notifications" aria-labelledby="instagram-notifications-title">
        <div className="instagram-card-head">
          <h2 id="instagram-notifications-title">{t.notifications.title}</h2>
          {unread > 0 && (
            <Button kind="quiet" disabled={markAllRead.isPending} testId="mark-all-read" onClick={markAll}>
              {t.notifications.markAllRead}
            </Button>
          )}
        </div>
        {markAllRead.error !== null && (
          <ErrorPanel failure={toFailure(markAllRead.error)} onRetry={markAllRead.reset} />
        )}
        <LoadedList list={list} skeleton="line" empty={t.notifications.empty}>
          {() => <Notifications items={shown} isMarking={markRead.isPending} onMarkRead={(id) => mark([id])} />}
        </LoadedList>
        <MoreButton list={list} testId="notifications-more" />
      </section>
    </Root>
  )
}

type Items = NotificationsProps['items']

/** As many as the server marks in one call. */
const mostAtOnce = 100

/** Marks as read what is shown and needs nothing. What was new when it came still looks new, until `forget`. */
function useReadByShowing(items: Items, mark: (ids: string[]) => void): { shown: Items; forget: () => void } {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const read = useEvent((ids: string[]) => {
    setFresh((before) => new Set([...before, ...ids]))
    mark(ids)
  })
  const plain = items.filter(({ readAt, resolvedAt, needsAction }) => !(readAt ?? resolvedAt) && !needsAction)
  const newIds = plain
    .map(({ id }) => id)
    .slice(0, mostAtOnce)
    .join()
  useEffect(() => {
    if (newIds !== '') read(newIds.split(','))
  }, [newIds, read])
  return {
    shown: items.map((item) => (fresh.has(item.id) ? { ...item, readAt: null } : item)),
    forget: () => setFresh(new Set()),
  }
}

function OurNotifications({ items, isMarking, onMarkRead }: NotificationsProps) {
  const { t, locale } = useInstagramContext()
  const now = useNow(60)
  const dayName = useMemo(
    () => new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    [locale],
  )
  const today = ownDay(now)
  const yesterday = ownDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))
  const titleOf = (day: string | null, at: Date | undefined): string => {
    if (day === null) return t.notifications.waiting
    if (day === today) return t.notifications.today
    return day === yesterday ? t.notifications.yesterday : dayName.format(at)
  }
  return (
    <div data-testid="notifications">
      {groupByDay(items).map(({ day, items: ofDay }) => {
        const title = titleOf(day, ofDay[0]?.createdAt)
        return (
          <section key={day ?? 'waiting'} aria-label={title}>
            <h3 className="instagram-notifications-day">{title}</h3>
            <ul className="instagram-notifications-list">
              {ofDay.map((item) => (
                <NotificationRow
                  key={item.id}
                  item={item}
                  isMarking={isMarking}
                  onMarkRead={() => onMarkRead(item.id)}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

const Notifications = replaceable('Notifications', OurNotifications)
