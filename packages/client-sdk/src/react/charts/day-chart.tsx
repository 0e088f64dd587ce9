import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { useCallback, useId, useLayoutEffect, useRef, useState, type PointerEvent } from 'react'
import { useInstagramContext } from '../data/context.ts'
import type { ChartPoint, PointState } from '../data/points.ts'

export interface DayChartProps {
  points: ChartPoint[]
  color: string
  name: string
  description: string
  /** Follower counts start near their lowest value, or the line would be flat. */
  fromZero: boolean
  /** How a point's day, or week, is named. */
  dayLabel: (date: string) => string
  /** How the state of a point is named. */
  states: Readonly<Record<PointState, string>>
  /** Names the line of the period before; `null` draws none. */
  previousLabel: string | null
  whyMissing: (date: string) => string
}

const margin = { top: 10, right: 10, bottom: 26, left: 46 }
const pixelsPerDayLabel = 74
const pixelsPerRow = 56

/**
 * One number per day. Gaps stay gaps; what can still change is dashed. A slider lies over it: arrow keys, a finger or
 * the mouse go from day to day, and screen readers hear each day with its number.
 */
export function DayChart(props: DayChartProps) {
  const { points, color, description, fromZero, previousLabel } = props
  const { format } = useInstagramContext()
  const gradientId = useId()
  const box = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(box)
  const [active, setActive] = useState<number | null>(null)
  const shown = active === null ? null : Math.min(active, points.length - 1)

  const left = margin.left
  const right = Math.max(left + 1, width - margin.right)
  const bottom = Math.max(margin.top + 1, height - margin.bottom)
  const values = points.flatMap(({ value, previous }) => [value, previousLabel === null ? null : previous])
  const known = values.filter((value) => value !== null)
  const top = Math.max(...known, fromZero ? 1 : -Infinity)
  const low = fromZero ? 0 : Math.min(...known)
  const rows = Math.max(2, Math.floor((bottom - margin.top) / pixelsPerRow))
  const y = scaleLinear([low, top === low ? low + 1 : top], [bottom, margin.top]).nice(rows)
  const x = (index: number) =>
    points.length < 2 ? (left + right) / 2 : left + (index / (points.length - 1)) * (right - left)
  const ticks = y.ticks(rows).filter((tick) => Number.isInteger(tick))
  const labelled = format.axis(ticks)
  const every = Math.max(1, Math.ceil((points.length * pixelsPerDayLabel) / (right - left)))
  const last = points.length - 1
  // The last one stands to the left of its day and needs the room of one and a half.
  const isLabelled = (index: number) =>
    index === last || ((last - index) % every === 0 && x(last) - x(index) >= 1.5 * pixelsPerDayLabel)

  const draw = (column: 'firm' | 'tentative' | 'previous') =>
    line<ChartPoint>()
      .defined((point) => point[column] !== null)
      .x((_point, index) => x(index))
      .y((point) => y(point[column] ?? 0))(points) ?? ''
  const fill = (column: 'firm' | 'tentative') =>
    area<ChartPoint>()
      .defined((point) => point[column] !== null)
      .x((_point, index) => x(index))
      .y0(bottom)
      .y1((point) => y(point[column] ?? 0))(points) ?? ''

  function point(event: PointerEvent<HTMLInputElement>) {
    const { left: start } = event.currentTarget.getBoundingClientRect()
    const boxStart = box.current?.getBoundingClientRect().left ?? start
    const share = (event.clientX - boxStart - left) / (right - left)
    setActive(Math.round(Math.min(1, Math.max(0, share)) * (points.length - 1)))
  }

  const activePoint = shown === null ? undefined : points[shown]
  return (
    <div className="instagram-chart" ref={box}>
      {width > 0 && (
        <svg className="instagram-chart-svg" width={width} height={height} aria-hidden="true" focusable="false">
          <defs>
            <linearGradient id={gradientId} x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stopColor={color} stopOpacity={0.24} />
              <stop offset="1" stopColor={color} stopOpacity={0.02} />
            </linearGradient>
          </defs>
          {ticks.map((tick) => (
            <g key={tick} className="instagram-chart-row">
              <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
              <text x={left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
                {labelled(tick)}
              </text>
            </g>
          ))}
          {points.map(({ date }, index) =>
            isLabelled(index) ? (
              <text
                key={date}
                className="instagram-chart-day"
                x={x(index)}
                y={height - 6}
                textAnchor={index === last ? 'end' : 'middle'}
              >
                {format.day(date)}
              </text>
            ) : null,
          )}
          {previousLabel !== null && <path className="instagram-chart-previous" d={draw('previous')} />}
          <path d={fill('tentative')} fill={`url(#${gradientId})`} opacity={0.5} />
          <path d={fill('firm')} fill={`url(#${gradientId})`} />
          <path
            className="instagram-chart-line instagram-chart-tentative"
            d={draw('tentative')}
            stroke={color}
            strokeDasharray="5 5"
          />
          <path className="instagram-chart-line instagram-chart-firm" d={draw('firm')} stroke={color} />
          {points.map(({ date, value, alone, state }, index) =>
            alone && value !== null ? (
              <circle
                key={date}
                className={state === 'final' ? '' : 'instagram-chart-hollow'}
                cx={x(index)}
                cy={y(value)}
                r={3.5}
                fill={color}
                stroke={color}
                strokeWidth={2}
              />
            ) : null,
          )}
          {shown !== null && (
            <g className="instagram-chart-cursor">
              <line x1={x(shown)} x2={x(shown)} y1={margin.top} y2={bottom} />
              {typeof activePoint?.value === 'number' && (
                <circle cx={x(shown)} cy={y(activePoint.value)} r={4.5} fill={color} stroke={color} />
              )}
            </g>
          )}
        </svg>
      )}
      {activePoint !== undefined && shown !== null && (
        <DayTooltip point={activePoint} share={(x(shown) - left) / (right - left)} at={x(shown)} {...props} />
      )}
      <input
        type="range"
        className="instagram-chart-slider"
        min={0}
        max={points.length - 1}
        value={shown ?? points.length - 1}
        aria-label={description}
        aria-valuetext={spoken(points[shown ?? points.length - 1], props, format)}
        onChange={(event) => setActive(Number(event.target.value))}
        onFocus={() => setActive((before) => before ?? points.length - 1)}
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

type Format = ReturnType<typeof useInstagramContext>['format']

function spoken(point: ChartPoint | undefined, props: DayChartProps, format: Format): string {
  if (point === undefined) return ''
  const { name, dayLabel, states, whyMissing, previousLabel } = props
  const day = dayLabel(point.date)
  if (point.value === null) return `${day}: ${whyMissing(point.date)}`
  const before =
    previousLabel === null || point.previous === null ? '' : `; ${previousLabel} ${format.number(point.previous)}`
  return `${day}: ${format.number(point.value)} ${name}, ${states[point.state]}${before}`
}

interface DayTooltipProps extends DayChartProps {
  point: ChartPoint
  /** Where it stands, from 0 to 1: past the middle it opens to the left. */
  share: number
  at: number
}

function DayTooltip({ point, share, at, ...props }: DayTooltipProps) {
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

function useSize(box: { current: HTMLDivElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  const measure = useCallback(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = box.current ?? {}
    setSize((before) => (before.width === width && before.height === height ? before : { width, height }))
  }, [box])
  useLayoutEffect(() => {
    measure()
    if (box.current === null) return
    const observer = new ResizeObserver(measure)
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [box, measure])
  return size
}
