/** @jsxImportSource #own */
import type { LinkProps } from '../data/index.ts'
import { replaceable } from './replaceable.tsx'

function OurLink({ href, children }: LinkProps) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  )
}

/** Leads out of the app, in a tab of its own. */
export const Link = replaceable('Link', OurLink)
