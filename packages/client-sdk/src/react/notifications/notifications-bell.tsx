import { useEffect, useId, useRef, useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { useNewNotifications, useUnreadCount } from '../hooks/notifications.ts'
import { BellIcon } from '../parts/icons.tsx'
import { Root } from '../parts/root.tsx'
import { NotificationsList } from './notifications-list.tsx'

const most = 99

/** The bell with the number of unread notices, and the list that it opens. New notices come by themselves. */
export function NotificationsBell() {
  const { t, format } = useInstagramContext()
  const [open, setOpen] = useState(false)
  const [news, setNews] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const toggle = useRef<HTMLButtonElement>(null)
  const listId = useId()
  const unread = useUnreadCount().data?.unreadCount ?? 0
  useNewNotifications(({ title }) => setNews(title))

  useEffect(() => {
    if (!open) return
    const closeOnClick = (event: PointerEvent) => {
      // Inside a shadow root the target is the host element: the path has what was really clicked.
      if (box.current !== null && !event.composedPath().includes(box.current)) setOpen(false)
    }
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      toggle.current?.focus()
    }
    document.addEventListener('pointerdown', closeOnClick)
    document.addEventListener('keydown', closeOnEscape)
    return () => {
      document.removeEventListener('pointerdown', closeOnClick)
      document.removeEventListener('keydown', closeOnEscape)
    }
  }, [open])

  return (
    <Root>
      <div className="instagram-menu" ref={box}>
        <button
          ref={toggle}
          type="button"
          className="instagram-button instagram-button-secondary instagram-button-icon"
          aria-label={unread === 0 ? t.notifications.title : t.notifications.bell(unread, format.number(unread))}
          aria-expanded={open}
          aria-controls={listId}
          data-testid="bell"
          onClick={() => setOpen(!open)}
        >
          <BellIcon />
          {unread > 0 && (
            <span className="instagram-count" data-testid="unread-count">
              {unread > most ? `${most}+` : format.number(unread)}
            </span>
          )}
        </button>
        <span className="instagram-visually-hidden" role="status">
          {news}
        </span>
        <div className="instagram-menu-list instagram-menu-wide" id={listId} hidden={!open}>
          {open && <NotificationsList />}
        </div>
      </div>
    </Root>
  )
}
