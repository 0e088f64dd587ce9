/** @jsxImportSource #own */
import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'

interface MenuProps {
  label: string
  /** What stands on the button. */
  face: ReactNode
  testId: string
  isWide?: boolean
  /** What stays beside the button while the menu is closed. */
  status?: ReactNode
  children: (close: () => void, isOpen: boolean) => ReactNode
}

/** A button and what it opens. Escape or a click elsewhere closes it. */
export function Menu({ label, face, testId, isWide = false, status, children }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const listId = useId()

  /** The focus goes back to the button: from there a dialog that was chosen takes it, and brings it back. */
  const close = useCallback(() => {
    setIsOpen(false)
    box.current?.querySelector<HTMLElement>('[aria-expanded]')?.focus()
  }, [])
  useEffect(() => {
    if (!isOpen) return
    const closeOnClick = (event: PointerEvent) => {
      // Inside a shadow root the target is the host element: the path has what was really clicked.
      if (box.current !== null && !event.composedPath().includes(box.current)) setIsOpen(false)
    }
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    document.addEventListener('pointerdown', closeOnClick)
    document.addEventListener('keydown', closeOnEscape)
    return () => {
      document.removeEventListener('pointerdown', closeOnClick)
      document.removeEventListener('keydown', closeOnEscape)
    }
  }, [isOpen, close])

  return (
    <div className="instagram-menu" ref={box}>
      <Button
        look="button-icon"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={listId}
        testId={testId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {face}
      </Button>
      {status}
      <div className={`instagram-menu-list${isWide ? ' instagram-menu-wide' : ''}`} id={listId} hidden={!isOpen}>
        {children(close, isOpen)}
      </div>
    </div>
  )
}
