export interface LegendProps {
  color: string
  /** Only what the chart really shows is explained. */
  firm: string | null
  tentative: string | null
  gap: string | null
  previous?: string | null
  partial?: string | null
}

export function Legend({ color, firm, tentative, gap, previous = null, partial = null }: LegendProps) {
  return (
    <ul className="instagram-legend">
      {firm !== null && (
        <li>
          <svg viewBox="0 0 24 8" aria-hidden="true">
            <path d="M1 4h22" style={{ stroke: color }} />
          </svg>
          {firm}
        </li>
      )}
      {tentative !== null && (
        <li>
          <svg viewBox="0 0 24 8" aria-hidden="true">
            <path d="M1 4h22" strokeDasharray="4 4" style={{ stroke: color }} />
          </svg>
          {tentative}
        </li>
      )}
      {partial !== null && (
        <li>
          <svg viewBox="0 0 24 8" aria-hidden="true">
            <circle className="instagram-chart-hollow" cx="12" cy="4" r="3" style={{ stroke: color }} />
          </svg>
          {partial}
        </li>
      )}
      {gap !== null && (
        <li>
          <svg viewBox="0 0 24 8" aria-hidden="true">
            <path d="M1 4h5M18 4h5" style={{ stroke: color }} />
          </svg>
          {gap}
        </li>
      )}
      {previous !== null && (
        <li>
          <svg viewBox="0 0 24 8" aria-hidden="true">
            <path className="instagram-chart-previous" d="M1 4h22" />
          </svg>
          {previous}
        </li>
      )}
    </ul>
  )
}
