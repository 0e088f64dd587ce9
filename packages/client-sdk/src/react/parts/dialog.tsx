/** @jsxImportSource #own */
import { type MouseEvent, useEffect, useId, useRef } from 'react'
import { type DialogProps, useInstagramContext } from '../data/index.ts'
import { Button } from './button.tsx'
import { CrossIcon } from './icons.tsx'
import { replaceable } from './replaceable.tsx'

/** Over the page. Escape is a no, and closes a sheet. */
function OurDialog({ title, look = 'question', testId, onClose, children }: DialogProps) {
  const { t } = useInstagramContext()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const isSheet = look === 'sheet'
  useEffect(() => {
    const { current } = dialog
    if (current?.open === false) current.showModal()
  }, [])
  // The ground behind a dialog is the dialog itself.
  const onClick = ({ target, currentTarget }: MouseEvent<HTMLDialogElement>) => {
    if (isSheet && target === currentTarget) currentTarget.close()
  }
  return (
    <dialog
      ref={dialog}
      className={`instagram-dialog${isSheet ? ' instagram-sheet' : ''}`}
      aria-labelledby={titleId}
      data-testid={testId}
      onClose={onClose}
      onClick={onClick}
    >
      {isSheet ? (
        <>
          <div className="instagram-sheet-head">
            <h2 id={titleId}>{title}</h2>
            <Button
              kind="quiet"
              look="button-icon"
              aria-label={t.welcome.close}
              testId="sheet-close"
              onClick={() => dialog.current?.close()}
            >
              <CrossIcon />
            </Button>
          </div>
          <div className="instagram-sheet-body">{children}</div>
        </>
      ) : (
        <>
          <h2 id={titleId}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  )
}

export const Dialog = replaceable('Dialog', OurDialog)
