/** @jsxImportSource #own */
import type { MouseEvent, ReactNode } from 'react'
import { type AdminGoal, useAdmin } from './admin-view.ts'

interface AdminLinkProps {
  to: AdminGoal
  /** Further classes of ours, without their `instagram-`. @default 'button-text' */
  look?: string
  testId?: string
  'aria-label'?: string
  children: ReactNode
}

/** Leads to a screen, a narrowed list or an account: a link with an address of its own, for another tab too. */
export function AdminLink({ to, look = 'button-text', testId, children, ...named }: AdminLinkProps) {
  const { go, addressOf } = useAdmin()
  const address = addressOf(to)
  const shared = { ...named, className: `instagram-${look}`, 'data-testid': testId }
  if (address === undefined) {
    return (
      <button {...shared} type="button" onClick={() => go(to)}>
        {children}
      </button>
    )
  }
  function follow(event: MouseEvent) {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
  return (
    <a {...shared} href={address} onClick={follow}>
      {children}
    </a>
  )
}
