/** @jsxImportSource #own */
import { lazy, Suspense, useState } from 'react'
import { isTourOver, keepTourOver, useInstagramContext } from '../data/index.ts'
import { Button } from '../parts/index.ts'
import type { TourProps } from './tour.tsx'

const Tour = lazy(async () => ({ default: (await import('./tour.tsx')).Tour }))

/** The tour comes with its texts when it begins. */
export function TourWhenLoaded(props: TourProps) {
  return (
    <Suspense fallback={null}>
      <Tour {...props} />
    </Suspense>
  )
}

/** Asks once, beside the page and moving nothing of it, whether the user wants to be shown around. */
export function TourOffer({ onBegin }: { onBegin: () => void }) {
  const { t } = useInstagramContext()
  const [isOver, setIsOver] = useState(isTourOver)
  if (isOver) return null
  const decline = () => {
    keepTourOver()
    setIsOver(true)
  }
  return (
    <aside className="instagram-tour-offer" aria-label={t.tour.begin} data-testid="tour-offer">
      <p>{t.tour.offer}</p>
      <div className="instagram-actions">
        <Button kind="primary" testId="tour-begin" onClick={onBegin}>
          {t.tour.begin}
        </Button>
        <Button kind="quiet" testId="tour-decline" onClick={decline}>
          {t.tour.decline}
        </Button>
      </div>
    </aside>
  )
}
