/** @jsxImportSource #own */
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useNewNotifications, useUnreadCount } from '../hooks/notifications.ts'
import { BellIcon, Menu, Root } from '../parts/index.ts'
import { NotificationsList } from './notifications-list.tsx'

const most = 99

/** The bell with how many notifications wait for the user, and the list that it opens. New ones come by themselves. */
export function NotificationsBell() {
  const { t, format } = useInstagramContext()
  const [newest, setNewest] = useState('')
  const waiting = useUnreadCount().data?.needsActionCount ?? 0
  useNewNotifications(({ title }) => setNewest(title))
  const face = (
    <>
      <BellIcon />
      {waiting > 0 && (
        <span className="instagram-count" data-testid="unread-count">
          {waiting > most ? `${most}+` : format.number(waiting)}
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
        label={waiting === 0 ? t.notifications.title : t.notifications.bell(waiting, format.number(waiting))}
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
