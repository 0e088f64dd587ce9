/** @jsxImportSource #own */
import { useRef, useState, type PointerEvent } from 'react'
import { type ChartProps, useInstagramContext } from '../data/index.ts'
import { DayTooltip, spoken, type PointTexts } from './day-tooltip.tsx'
import { Drawing } from './drawing.tsx'
import { scalesOf } from './scales.ts'
import { useSize } from './use-size.ts'

export type DayChartProps = ChartProps & Pick<PointTexts, 'states'>

/**
 * One number per day. Gaps stay gaps; what can still change is dashed. A slider lies over it: arrow keys, a finger or
 * the mouse go from day to day, and screen readers hear each day with its number.
 */
export function DayChart(props: DayChartProps) {
  const { points, color, description, fromZero, previousLabel } = props
  const { format } = useInstagramContext()
  const box = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(box)
  const [active, setActive] = useState<number | null>(null)
  const last = points.length - 1
  const shown = active === null ? null : Math.min(active, last)
  const hasPrevious = previousLabel !== null
  const scales = scalesOf({ points, width, height, fromZero, hasPrevious })
  const { left, right, x } = scales
  const activePoint = shown === null ? undefined : points[shown]

  function point(event: PointerEvent<HTMLInputElement>) {
    const { left: start } = event.currentTarget.getBoundingClientRect()
    const boxStart = box.current?.getBoundingClientRect().left ?? start
    const share = (event.clientX - boxStart - left) / (right - left)
    setActive(Math.round(Math.min(1, Math.max(0, share)) * last))
  }

  return (
    <div className="instagram-chart" ref={box}>
      {width > 0 && <Drawing {...{ points, color, width, height, scales, hasPrevious, shown }} />}
      {activePoint !== undefined && shown !== null && (
        <DayTooltip point={activePoint} share={(x(shown) - left) / (right - left)} at={x(shown)} {...props} />
      )}
      <input
        type="range"
        className="instagram-chart-slider"
        min={0}
        max={last}
        value={shown ?? last}
        aria-label={description}
        aria-valuetext={spoken(points[shown ?? last], props, format)}
        onChange={(event) => setActive(Number(event.target.value))}
        onFocus={() => setActive((before) => before ?? last)}
        onBlur={() => setActive(null)}
        onPointerDown={point}
        onPointerMove={point}
        onPointerLeave={(event) => {
          if (event.currentTarget.ownerDocument.activeElement !== event.currentTarget) setActive(null)
        }}
      />
    </div>
  )
}
