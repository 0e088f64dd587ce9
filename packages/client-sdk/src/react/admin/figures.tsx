/** @jsxImportSource #own */
import type { ReactNode } from 'react'

export interface Figure {
  label: string
  value: ReactNode
}

/** Names with their values, as many in a row as there is room for. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl className="instagram-figures instagram-figures-wide">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Names with their values, one below the other. */
export function Facts({ facts }: { facts: Figure[] }) {
  return (
    <dl className="instagram-admin-facts">
      {facts.map(({ label, value }, index) => (
        <div key={`${label} ${index}`}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
