import { useEffect, useId, useRef, useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { MoreIcon } from '../parts/icons.tsx'

export interface AccountMenuProps {
  onReconnect: () => void
  onConnectAnother: () => void
  /** `null` when there is nothing left to disconnect. */
  onDisconnect: (() => void) | null
}

/** The rarer things to do with an account. Escape or a click elsewhere closes it. */
export function AccountMenu({ onReconnect, onConnectAnother, onDisconnect }: AccountMenuProps) {
  const { t } = useInstagramContext()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const toggle = useRef<HTMLButtonElement>(null)
  const listId = useId()

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

  const choose = (action: () => void) => () => {
    setOpen(false)
    action()
  }

  return (
    <div className="instagram-menu" ref={box}>
      <button
        ref={toggle}
        type="button"
        className="instagram-button instagram-button-secondary instagram-button-icon"
        aria-label={t.header.menu}
        aria-expanded={open}
        aria-controls={listId}
        data-testid="account-menu"
        onClick={() => setOpen(!open)}
      >
        <MoreIcon />
      </button>
      <ul className="instagram-menu-list" id={listId} hidden={!open}>
        <li>
          <button type="button" data-testid="reconnect" onClick={choose(onReconnect)}>
            {t.header.reconnect}
          </button>
        </li>
        <li>
          <button type="button" data-testid="connect-another" onClick={choose(onConnectAnother)}>
            {t.header.connectAnother}
          </button>
        </li>
        {onDisconnect !== null && (
          <li>
            <button
              type="button"
              className="instagram-menu-danger"
              data-testid="disconnect"
              onClick={choose(onDisconnect)}
            >
              {t.header.disconnect}
            </button>
          </li>
        )}
      </ul>
    </div>
  )
}
