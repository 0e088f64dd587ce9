/** @jsxImportSource #own */
import { area, line } from 'd3-shape'
import { useId } from 'react'
import { type ChartPoint, useInstagramContext } from '../data/index.ts'
import type { Scales } from './scales.ts'

interface DrawingProps {
  points: ChartPoint[]
  color: string
  width: number
  height: number
  scales: Scales
  hasPrevious: boolean
  /** The index of the point under the cursor. */
  shown: number | null
}

/** The picture of a chart, without anything that answers to the user. */
export function Drawing({ points, color, width, height, scales, hasPrevious, shown }: DrawingProps) {
  const { format } = useInstagramContext()
  const gradientId = useId()
  const { left, right, top, bottom, x, y, ticks, isLabelled } = scales
  const labelOf = format.axis(ticks)
  const gradient = { fill: `url(#${gradientId})` }
  const last = points.length - 1
  const shownValue = shown === null ? undefined : points[shown]?.value
  const outline = (column: 'final' | 'tentative' | 'previous') =>
    line<ChartPoint>()
      .defined((point) => point[column] !== null)
      .x((_point, index) => x(index))
      .y((point) => y(point[column] ?? 0))(points) ?? ''
  const fill = (column: 'final' | 'tentative') =>
    area<ChartPoint>()
      .defined((point) => point[column] !== null)
      .x((_point, index) => x(index))
      .y0(bottom)
      .y1((point) => y(point[column] ?? 0))(points) ?? ''
  return (
    <svg className="instagram-chart-svg" style={{ width, height }} aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id={gradientId} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" style={{ stopColor: color, stopOpacity: 0.24 }} />
          <stop offset="1" style={{ stopColor: color, stopOpacity: 0.02 }} />
        </linearGradient>
      </defs>
      {ticks.map((tick) => (
        <g key={tick} className="instagram-chart-row">
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 8} y={y(tick)} dy="0.32em" style={{ textAnchor: 'end' }}>
            {labelOf(tick)}
          </text>
        </g>
      ))}
      {points.map(({ date }, index) => {
        const textAnchor = index === last ? 'end' : 'middle'
        return (
          isLabelled(index) && (
            <text key={date} className="instagram-chart-day" x={x(index)} y={height - 6} style={{ textAnchor }}>
              {format.day(date)}
            </text>
          )
        )
      })}
      {hasPrevious && <path className="instagram-chart-previous" d={outline('previous')} />}
      <path d={fill('tentative')} style={{ ...gradient, opacity: 0.5 }} />
      <path d={fill('final')} style={gradient} />
      <path
        className="instagram-chart-line instagram-chart-tentative"
        d={outline('tentative')}
        style={{ stroke: color, strokeDasharray: '5 5' }}
      />
      <path className="instagram-chart-line instagram-chart-firm" d={outline('final')} style={{ stroke: color }} />
      {points.map(({ date, value, alone, state }, index) => {
        const isHollow = state !== 'final'
        const className = isHollow ? 'instagram-chart-hollow' : ''
        const style = { ...(isHollow ? {} : { fill: color }), stroke: color, strokeWidth: 2 }
        const dot = { className, cx: x(index), r: 3.5, style }
        return alone && value !== null && <circle key={date} {...dot} cy={y(value)} />
      })}
      {shown !== null && (
        <g className="instagram-chart-cursor">
          <line x1={x(shown)} x2={x(shown)} y1={top} y2={bottom} />
          {typeof shownValue === 'number' && (
            <circle cx={x(shown)} cy={y(shownValue)} r={4.5} style={{ fill: color, stroke: color }} />
          )}
        </g>
      )}
    </svg>
  )
}
