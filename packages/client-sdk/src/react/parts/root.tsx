import type { ReactNode } from 'react'
import { useInstagramContext } from '../data/index.ts'

interface RootProps {
  /** A block with a ground of its own, whose parts go by its width; else just a place where the styles hold. */
  contained?: boolean
  className?: string
  children: ReactNode
}

/** Around every public component: the styles hold inside, and nowhere else. */
export function Root({ contained = false, className, children }: RootProps) {
  const { theme, locale } = useInstagramContext()
  const classes = ['instagram-root', contained ? 'instagram-contained' : '', className ?? '']
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      lang={locale}
      {...(theme === 'system' ? {} : { 'data-theme': theme })}
    >
      {children}
    </div>
  )
}
