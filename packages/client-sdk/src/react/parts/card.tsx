/** @jsxImportSource #own */
import { useId } from 'react'
import type { CardProps } from '../data/index.ts'
import { replaceable } from './replaceable.tsx'

/** One part of a screen, under its heading. */
function OurCard({ title, tools, testId, headingRef, children }: CardProps) {
  const id = useId()
  return (
    <section className="instagram-card" aria-labelledby={id} data-testid={testId}>
      <div className="instagram-card-head">
        <h2 id={id} ref={headingRef} {...(headingRef !== undefined && { tabIndex: -1 })}>
          {title}
        </h2>
        {tools}
      </div>
      {children}
    </section>
  )
}

export const Card = replaceable('Card', OurCard)
