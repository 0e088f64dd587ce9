/** @jsxImportSource #own */
import type { ReactNode } from 'react'
import { addressOf, type Place, useInstagramContext } from '../data/index.ts'

export interface PageLinkProps {
  place: Place
  children: ReactNode
  /** When it is followed. */
  onFollow?: (() => void) | undefined
  testId?: string | undefined
}

/** A link to another part of ours, wherever the host has it; nothing where the host did not say. */
export function PageLink({ place, children, onFollow, testId }: PageLinkProps) {
  const { pages, navigate } = useInstagramContext()
  const address = typeof location === 'undefined' ? null : addressOf(place, pages, location.href)
  if (address === null) return null
  return (
    <a
      className="instagram-page-link"
      href={address}
      data-testid={testId}
      onClick={(event) => {
        // A new tab or window is the browser's to open.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        onFollow?.()
        navigate(address)
      }}
    >
      {children}
    </a>
  )
}
