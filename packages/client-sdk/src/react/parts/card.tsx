import { useId, type ReactNode, type Ref } from 'react'

export interface CardProps {
  title: string
  /** What stands beside the title. */
  tools?: ReactNode
  testId?: string | undefined
  /** Where the focus goes when what had it is gone. */
  headingRef?: Ref<HTMLHeadingElement>
  cardRef?: Ref<HTMLElement>
  children: ReactNode
}

/** One part of a screen, under its heading. */
export function Card({ title, tools, testId, headingRef, cardRef, children }: CardProps) {
  const id = useId()
  return (
    <section ref={cardRef} className="instagram-card" aria-labelledby={id} data-testid={testId}>
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
