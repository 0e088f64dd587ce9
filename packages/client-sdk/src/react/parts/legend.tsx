/** @jsxImportSource #own */
import type { ReactNode } from 'react'

export interface LegendProps {
  color: string
  /** Only what the chart really shows is explained. */
  final: string | null
  tentative: string | null
  gap: string | null
  previous: string | null
  partial: string | null
}

export function Legend({ color, final, tentative, gap, previous, partial }: LegendProps) {
  const style = { stroke: color }
  const entries: [text: string | null, sample: ReactNode][] = [
    [final, <path d="M1 4h22" style={style} />],
    [tentative, <path d="M1 4h22" style={{ ...style, strokeDasharray: '4 4' }} />],
    [partial, <circle className="instagram-chart-hollow" cx="12" cy="4" r="3" style={style} />],
    [gap, <path d="M1 4h5M18 4h5" style={style} />],
    [previous, <path className="instagram-chart-previous" d="M1 4h22" />],
  ]
  return (
    <ul className="instagram-legend">
      {entries.map(
        ([text, sample]) =>
          text !== null && (
            <li key={text}>
              <svg viewBox="0 0 24 8" aria-hidden="true">
                {sample}
              </svg>
              {text}
            </li>
          ),
      )}
    </ul>
  )
}
