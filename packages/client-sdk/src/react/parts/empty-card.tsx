/** @jsxImportSource #own */
import type { EmptyStateProps } from '../data/index.ts'
import { InfoIcon } from './icons.tsx'
import { replaceable } from './replaceable.tsx'

/** In place of a chart that has nothing to draw yet. */
function OurEmptyCard({ title, lead }: EmptyStateProps) {
  return (
    <div className="instagram-empty-card">
      <InfoIcon />
      <strong>{title}</strong>
      <p>{lead}</p>
    </div>
  )
}

export const EmptyCard = replaceable('EmptyState', OurEmptyCard)
