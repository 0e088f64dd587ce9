/** @jsxImportSource #own */
import type { MediaHistoryResult } from '@instagram-dashboard/server/contract'
import { scaleLinear, scalePoint } from 'd3-scale'
import { area, curveMonotoneX, line } from 'd3-shape'
import { useRef } from 'react'
import { useSize } from '../charts/use-size.ts'
import { useInstagramContext } from '../data/index.ts'

const margin = { top: 24, right: 28, bottom: 24, left: 28 }
const height = 200

type Point = MediaHistoryResult['points'][number]

/** The views of a post at its ages, over where the account's posts usually are at each. Six points: each says its number. */
export function PostCurve({ points }: { points: readonly Point[] }) {
  const { t, format } = useInstagramContext()
  const box = useRef<HTMLDivElement>(null)
  const { width } = useSize(box)
  const usualOf = ({ comparison }: Point) => comparison.views
  const read = points.filter(({ views }) => views !== null)
  const usual = points.filter((point) => typeof usualOf(point)?.usual === 'number')
  const most = Math.max(1, ...points.flatMap((point) => [point.views ?? 0, usualOf(point)?.high ?? 0]))
  const place = scalePoint(
    points.map(({ age }) => age),
    [margin.left, Math.max(margin.left + 1, width - margin.right)],
  )
  const x = ({ age }: Point) => place(age) ?? 0
  const y = scaleLinear([0, most], [height - margin.bottom, margin.top])
  const band = area<Point>()
    .x(x)
    .y0((point) => y(usualOf(point)?.low ?? 0))
    .y1((point) => y(usualOf(point)?.high ?? 0))
    .curve(curveMonotoneX)
  const middle = line<Point>()
    .x(x)
    .y((point) => y(usualOf(point)?.usual ?? 0))
    .curve(curveMonotoneX)
  const own = line<Point>()
    .x(x)
    .y(({ views }) => y(views ?? 0))
    .curve(curveMonotoneX)
  const said = read.map(({ age, views }) => `${t.history.ages[age]}: ${format.number(views ?? 0)}`).join('; ')
  return (
    <div
      className="instagram-curve"
      ref={box}
      role="img"
      aria-label={t.history.describe(said)}
      data-testid="post-curve"
    >
      {width > 0 && (
        <svg style={{ width, height }} aria-hidden="true" focusable="false">
          {usual.length > 1 && <path className="instagram-curve-band" d={band(usual) ?? ''} />}
          {usual.length > 1 && <path className="instagram-curve-usual" d={middle(usual) ?? ''} />}
          <path className="instagram-curve-own" d={own(read) ?? ''} />
          {read.map((point) => (
            <g key={point.age}>
              <circle className="instagram-curve-dot" cx={x(point)} cy={y(point.views ?? 0)} r={4} />
              <text x={x(point)} y={y(point.views ?? 0) - 10} textAnchor="middle">
                {format.number(point.views ?? 0)}
              </text>
            </g>
          ))}
          {points.map((point) => (
            <text key={point.age} className="instagram-curve-age" x={x(point)} y={height - 6} textAnchor="middle">
              {t.history.shortAges[point.age]}
            </text>
          ))}
        </svg>
      )}
    </div>
  )
}
