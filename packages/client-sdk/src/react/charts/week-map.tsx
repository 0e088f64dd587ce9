/** @jsxImportSource #own */
import type { ReactNode } from 'react'

export interface WeekMapCell {
  /** The number of the cell. */
  text: string
  /** The cell in words, for screen readers and whoever points at it. */
  told: string
  /** 0 to 1: how strong its colour is. */
  strength: number
  /** How it stands out: among the best, or known too little for. */
  look: 'best' | 'plain' | 'weak'
}

export interface WeekMapProps {
  /** What it shows, for screen readers. */
  caption: string
  columns: readonly { key: number; text: string }[]
  rows: readonly { key: number; text: string; name: string }[]
  /** `null` leaves a cell blank. */
  cellOf: (row: number, column: number) => WeekMapCell | null
  testId: string
}

/** Days by hours, each cell with its number and a colour as strong: a table, so that everybody can read it. */
export function WeekMap({ caption, columns, rows, cellOf, testId }: WeekMapProps) {
  return (
    <div className="instagram-map-scroll" role="group" aria-label={caption} tabIndex={0}>
      <table className="instagram-map" data-testid={testId}>
        <caption className="instagram-visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map(({ key, text }) => (
              <th key={key} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, text, name }) => (
            <tr key={key}>
              <th scope="row">
                <span aria-hidden="true">{text}</span>
                <span className="instagram-visually-hidden">{name}</span>
              </th>
              {columns.map((column) => (
                <Cell key={column.key} cell={cellOf(key, column.key)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell }: { cell: WeekMapCell | null }): ReactNode {
  if (cell === null) return <td className="instagram-map-blank" />
  const { text, told, strength, look } = cell
  const color = { '--instagram-map-strength': `${Math.round(100 * strength)}%` }
  return (
    <td className={`instagram-map-${look}`} style={color as object} title={told}>
      <span aria-hidden="true">{text}</span>
      <span className="instagram-visually-hidden">{told}</span>
    </td>
  )
}
