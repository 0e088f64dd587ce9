/** @jsxImportSource #own */
import { useEffect, useId, useRef } from 'react'
import type { DialogProps } from '../data/index.ts'
import { replaceable } from './replaceable.tsx'

/** A question over the page. Escape is a no. */
function OurDialog({ title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const { current } = dialog
    if (current?.open === false) current.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="instagram-dialog" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}

export const Dialog = replaceable('Dialog', OurDialog)
