/** @jsxImportSource #own */
import { type ChartPoint, type PointState, useInstagramContext } from '../data/index.ts'
import type { Format } from '../texts/format.ts'

/** How a chart words one of its points. */
export interface PointTexts {
  name: string
  /** How a point's day, or week, is named. */
  dayLabel: (date: string) => string
  /** How the state of a point is named. */
  states: Readonly<Record<PointState, string>>
  /** Names the line of the period before; `null` draws none. */
  previousLabel: string | null
  whyMissing: (date: string) => string
}

/** A point in words, for screen readers. */
export function spoken(point: ChartPoint | undefined, props: PointTexts, format: Format): string {
  if (point === undefined) return ''
  const { name, dayLabel, states, whyMissing, previousLabel } = props
  const day = dayLabel(point.date)
  if (point.value === null) return `${day}: ${whyMissing(point.date)}`
  const before =
    previousLabel === null || point.previous === null ? '' : `; ${previousLabel} ${format.number(point.previous)}`
  return `${day}: ${format.number(point.value)} ${name}, ${states[point.state]}${before}`
}

interface DayTooltipProps extends PointTexts {
  point: ChartPoint
  /** Where it stands, from 0 to 1: past the middle it opens to the left. */
  share: number
  at: number
}

/** A point for the eye, beside the cursor. */
export function DayTooltip({ point, share, at, ...props }: DayTooltipProps) {
  const { format } = useInstagramContext()
  const { name, dayLabel, states, previousLabel, whyMissing } = props
  return (
    <div
      className="instagram-tooltip"
      data-testid="chart-tooltip"
      aria-hidden="true"
      style={{ left: at, translate: share > 0.5 ? 'calc(-100% - 12px) 0' : '12px 0' }}
    >
      <span className="instagram-tooltip-day">{dayLabel(point.date)}</span>
      {point.value === null ? (
        <span className="instagram-tooltip-why">{whyMissing(point.date)}</span>
      ) : (
        <>
          <strong>
            {format.number(point.value)} <small>{name}</small>
          </strong>
          <span className="instagram-tooltip-why">{states[point.state]}</span>
        </>
      )}
      {previousLabel !== null && point.previous !== null && (
        <span className="instagram-tooltip-why">
          {previousLabel}: {format.number(point.previous)}
        </span>
      )}
    </div>
  )
}
