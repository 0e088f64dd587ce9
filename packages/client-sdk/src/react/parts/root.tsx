/** @jsxImportSource #own */
import { createElement, type ReactNode } from 'react'
import { useInstagramContext } from '../data/index.ts'

interface RootProps {
  /** A block with a ground of its own, whose parts go by its width; else just a place where the styles hold. */
  contained?: boolean
  className?: string
  children: ReactNode
}

/**
 * Around every public component: the styles hold inside, and nowhere else. The outer element is the host's to place and
 * to size, so it is not marked as ours; at the inner one the host's styles end.
 */
export function Root({ contained = false, className, children }: RootProps) {
  const { theme, density, locale } = useInstagramContext()
  const classes = ['instagram-inside', contained ? 'instagram-contained' : '', className]
  return createElement(
    'div',
    {
      className: 'instagram-root instagram-place',
      lang: locale,
      ...(theme === 'system' ? {} : { 'data-theme': theme }),
    },
    <div className={classes.filter(Boolean).join(' ')} {...(density === 'compact' ? { 'data-density': density } : {})}>
      {children}
    </div>,
  )
}
