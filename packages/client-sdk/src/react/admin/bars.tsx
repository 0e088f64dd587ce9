/** @jsxImportSource #own */
import type { ReactNode } from 'react'

export interface Bar {
  key: string
  label: string
  /** What stands at the end of the line. */
  value: string
  /** How long the bar is, 0 to 100. */
  percent: number
  /** What is said below. */
  note?: ReactNode
}

/** A bar for each number, from the left, with its words beside it: the words say all that the drawing does. */
export function Bars({ bars, label, testId }: { bars: Bar[]; label: string; testId: string }) {
  return (
    <ol className="instagram-admin-bars" aria-label={label} data-testid={testId}>
      {bars.map(({ key, label: name, value, percent, note }) => (
        <li key={key} data-step={key}>
          <span>{name}</span>
          <strong>{value}</strong>
          <span className="instagram-groups-bar" aria-hidden="true">
            <span style={{ width: `${Math.min(100, Math.max(0, percent))}%` }} />
          </span>
          {note !== undefined && <small>{note}</small>}
        </li>
      ))}
    </ol>
  )
}
