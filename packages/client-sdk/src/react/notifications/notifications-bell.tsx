/** @jsxImportSource #own */
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useNewNotifications, useUnreadCount } from '../hooks/notifications.ts'
import { BellIcon, Menu, Root } from '../parts/index.ts'
import { NotificationsList } from './notifications-list.tsx'

const most = 99

/** The bell with the number of unread notifications, and the list that it opens. New ones come by themselves. */
export function NotificationsBell() {
  const { t, format } = useInstagramContext()
  const [newest, setNewest] = useState('')
  const unread = useUnreadCount().data?.unreadCount ?? 0
  useNewNotifications(({ title }) => setNewest(title))
  const face = (
    <>
      <BellIcon />
      {unread > 0 && (
        <span className="instagram-count" data-testid="unread-count">
          {unread > most ? `${most}+` : format.number(unread)}
        </span>
      )}
    </>
  )
  const status = (
    <span className="instagram-visually-hidden" role="status">
      {newest}
    </span>
  )
  return (
    <Root>
      <Menu
        label={unread === 0 ? t.notifications.title : t.notifications.bell(unread, format.number(unread))}
        face={face}
        testId="bell"
        status={status}
        isWide
      >
        {(_close, isOpen) => isOpen && <NotificationsList />}
      </Menu>
    </Root>
  )
}
