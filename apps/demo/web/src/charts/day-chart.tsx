import { useId } from 'react'
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { useApp } from '../data/app-context.ts'
import type { ChartPoint } from '../data/points.ts'

export interface DayChartProps {
  points: ChartPoint[]
  color: string
  name: string
  description: string
  /** Follower counts start near their lowest value, or the line would be flat. */
  fromZero: boolean
  firmLabel: string
  tentativeLabel: string
  whyMissing: (date: string) => string
}

/** One number per day. Gaps stay gaps; what can still change is dashed. Arrow keys move the tooltip. */
export function DayChart(props: DayChartProps) {
  const { points, color, description, fromZero } = props
  const { format } = useApp()
  const gradientId = useId()
  const line = { type: 'linear', stroke: color, strokeWidth: 2.25, isAnimationActive: false } as const
  return (
    <div className="chart">
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} title={description}>
          <defs>
            <linearGradient id={gradientId} x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stopColor={color} stopOpacity={0.24} />
              <stop offset="1" stopColor={color} stopOpacity={0.02} />
            </linearGradient>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="date"
            tickFormatter={format.day}
            minTickGap={36}
            tickLine={false}
            axisLine={false}
            tickMargin={8}
            stroke="var(--ink-2)"
          />
          <YAxis
            width="auto"
            tickFormatter={format.short}
            domain={fromZero ? [0, 'auto'] : ['auto', 'auto']}
            allowDecimals={false}
            tickLine={false}
            axisLine={false}
            stroke="var(--ink-2)"
          />
          <Tooltip
            cursor={{ stroke: 'var(--ink-2)', strokeDasharray: '3 3' }}
            content={({ active, label }) => {
              const point = points.find(({ date }) => date === label)
              return active === true && point !== undefined ? <DayTooltip point={point} {...props} /> : null
            }}
          />
          <Area
            {...line}
            dataKey="tentative"
            fill={`url(#${gradientId})`}
            fillOpacity={0.5}
            strokeDasharray="5 5"
            connectNulls={false}
            dot={({ key, cx, cy, payload }) => (
              <LoneDot key={key} cx={cx} cy={cy} shown={isLone(payload, false)} color={color} hollow />
            )}
          />
          <Area
            {...line}
            dataKey="firm"
            fill={`url(#${gradientId})`}
            connectNulls={false}
            dot={({ key, cx, cy, payload }) => (
              <LoneDot key={key} cx={cx} cy={cy} shown={isLone(payload, true)} color={color} />
            )}
          />
        </AreaChart>
      </ResponsiveContainer>
    </div>
  )
}

function isLone({ alone, isFirm }: ChartPoint, firmLine: boolean): boolean {
  return alone && isFirm === firmLine
}

interface LoneDotProps {
  cx: number | undefined
  cy: number | undefined
  shown: boolean
  color: string
  hollow?: boolean
}

function LoneDot({ cx, cy, shown, color, hollow = false }: LoneDotProps) {
  if (!shown || cx === undefined || cy === undefined || Number.isNaN(cy)) return null
  return <circle cx={cx} cy={cy} r={3.5} fill={hollow ? 'var(--surface)' : color} stroke={color} strokeWidth={2} />
}

function DayTooltip({ point, name, firmLabel, tentativeLabel, whyMissing }: DayChartProps & { point: ChartPoint }) {
  const { format } = useApp()
  return (
    <div className="tooltip" data-testid="chart-tooltip">
      <span className="tooltip-day">{format.longDay(point.date)}</span>
      {point.value === null ? (
        <span className="tooltip-why">{whyMissing(point.date)}</span>
      ) : (
        <>
          <strong>
            {format.number(point.value)} <small>{name}</small>
          </strong>
          <span className="tooltip-why">{point.isFirm ? firmLabel : tentativeLabel}</span>
        </>
      )}
    </div>
  )
}
