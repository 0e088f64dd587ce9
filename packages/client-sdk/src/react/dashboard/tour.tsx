/** @jsxImportSource #own */
import { type KeyboardEvent, useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { keepTourOver, type PanelView, useInstagramContext } from '../data/index.ts'
import { Button } from '../parts/index.ts'
import { tourEn } from '../texts/tour.en.ts'
import { tourPtBR } from '../texts/tour.pt-br.ts'
import { targetOf, tourStepNames } from './tour-steps.ts'

export interface TourProps {
  /** The tour is of the summary, whichever section is shown. */
  onShow: (change: Partial<PanelView>) => void
  onClose: () => void
}

const texts = { 'pt-BR': tourPtBR, en: tourEn }
/** Between what is pointed at and the edge of the light on it. */
const margin = 8

interface Light {
  top: number
  left: number
  width: number
  height: number
}

/** Where nothing beside it is free for the card, its beginning is what counts. */
const isTallIn = ({ height }: Pick<Light, 'height'>) => height > innerHeight / 2

/** Six steps around the panel. Arrow keys go between them, Escape ends it; it is remembered either way. */
export function Tour({ onShow, onClose }: TourProps) {
  const { locale, format } = useInstagramContext()
  const t = texts[locale]
  const [place, setPlace] = useState(0)
  const [light, setLight] = useState<Light | null>(null)
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const step = tourStepNames[place] ?? tourStepNames[0]
  const isLast = place === tourStepNames.length - 1

  const find = useCallback(() => {
    const page = dialog.current?.closest('.instagram-inside')
    return page ? targetOf(step, page) : null
  }, [step])
  const measure = useCallback(() => {
    const box = find()?.getBoundingClientRect()
    setLight(box ? { top: box.top, left: box.left, width: box.width, height: box.height } : null)
  }, [find])

  useEffect(() => {
    onShow({ section: 'summary' })
    const { current } = dialog
    if (current?.open === false) current.showModal()
  }, [onShow])
  useLayoutEffect(() => {
    const target = find()
    const isTall = target !== null && isTallIn(target.getBoundingClientRect())
    target?.scrollIntoView({ block: isTall ? 'start' : 'center', behavior: 'instant' })
    measure()
    heading.current?.focus({ preventScroll: true })
    // What is pointed at may still be on its way, or be moved by what comes above it.
    const timer = setInterval(measure, 250)
    addEventListener('resize', measure)
    addEventListener('scroll', measure, true)
    return () => {
      clearInterval(timer)
      removeEventListener('resize', measure)
      removeEventListener('scroll', measure, true)
    }
  }, [find, measure])

  const end = () => {
    keepTourOver()
    onClose()
  }
  const go = (by: number) => setPlace(Math.min(tourStepNames.length - 1, Math.max(0, place + by)))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') go(1)
    if (event.key === 'ArrowLeft') go(-1)
  }
  // The card stands in the half of the window that what is pointed at leaves free.
  const isBelow = light !== null && (isTallIn(light) || light.top + light.height / 2 < innerHeight / 2)
  return (
    <dialog
      ref={dialog}
      className={`instagram-tour${light === null ? ' instagram-tour-dark' : ''}`}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      data-testid="tour-dialog"
      onClose={end}
      onKeyDown={onKeyDown}
    >
      {light !== null && (
        <div
          className="instagram-tour-light"
          style={{
            top: light.top - margin,
            left: light.left - margin,
            width: light.width + 2 * margin,
            height: light.height + 2 * margin,
          }}
        />
      )}
      <div className={`instagram-tour-card${isBelow ? ' instagram-tour-below' : ''}`}>
        <p className="instagram-card-note" data-testid="tour-place">
          {t.place(format.number(place + 1), format.number(tourStepNames.length))}
        </p>
        <h2 id={`${id}-title`} ref={heading} tabIndex={-1}>
          {t.steps[step].title}
        </h2>
        <p id={`${id}-text`}>{t.steps[step].text}</p>
        <div className="instagram-tour-actions">
          {!isLast && (
            <Button kind="quiet" testId="tour-skip" onClick={end}>
              {t.skip}
            </Button>
          )}
          {place > 0 && (
            <Button testId="tour-back" onClick={() => go(-1)}>
              {t.back}
            </Button>
          )}
          <Button kind="primary" testId="tour-next" onClick={() => (isLast ? end() : go(1))}>
            {isLast ? t.done : t.next}
          </Button>
        </div>
      </div>
    </dialog>
  )
}
