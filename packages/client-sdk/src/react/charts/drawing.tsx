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
  /** The index of the point that is read out. */
  shown: number
}

/** The picture of a chart, without anything that answers to the user. */
export function Drawing({ points, color, width, height, scales, hasPrevious, shown }: DrawingProps) {
  const gradientId = useId()
  const { top, bottom, x, y, lines, days, open } = scales
  const gradient = { fill: `url(#${gradientId})` }
  const shownValue = points[shown]?.value
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
          <stop offset="0" style={{ stopColor: color, stopOpacity: 0.22 }} />
          <stop offset="1" style={{ stopColor: color, stopOpacity: 0 }} />
        </linearGradient>
      </defs>
      {open !== null && <OpenZone from={open} width={width} scales={scales} />}
      {lines.map(({ tick }) => (
        <line key={tick} className="instagram-chart-row" x1={0} x2={width} y1={y(tick)} y2={y(tick)} />
      ))}
      <line className="instagram-chart-cursor" x1={x(shown)} x2={x(shown)} y1={top} y2={bottom} />
      {hasPrevious && <path className="instagram-chart-previous" d={outline('previous')} />}
      <path d={fill('tentative')} style={{ ...gradient, opacity: 0.6 }} />
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
      {typeof shownValue === 'number' && (
        <circle
          className="instagram-chart-dot"
          cx={x(shown)}
          cy={y(shownValue)}
          r={5}
          style={{ stroke: color, strokeWidth: 3 }}
        />
      )}
      {lines.map(
        ({ tick, text }) =>
          // What a line at the ground stands for goes without saying.
          (tick !== 0 || lines.length < 3) && (
            <text key={tick} className="instagram-chart-value" x={0} y={y(tick)} dy="-0.35em">
              {text}
            </text>
          ),
      )}
      {days.map(({ index, text, at, anchor }) => (
        <text key={index} className="instagram-chart-day" x={at} y={height} dy="-0.35em" style={{ textAnchor: anchor }}>
          {text}
        </text>
      ))}
    </svg>
  )
}

/** What may still change is told where it is, and not in a legend. */
function OpenZone({ from, width, scales }: { from: number; width: number; scales: Scales }) {
  const { t } = useInstagramContext()
  const { x, top, bottom } = scales
  const start = from === 0 ? 0 : (x(from - 1) + x(from)) / 2
  return (
    <g className="instagram-chart-open">
      <rect x={start} y={top} width={width - start} height={bottom - top} rx={8} />
      <text x={width} y={top} dy="-0.5em" style={{ textAnchor: 'end' }}>
        {t.chart.mayChange}
      </text>
    </g>
  )
}
