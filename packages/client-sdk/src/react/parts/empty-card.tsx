import { InfoIcon } from './icons.tsx'

/** In place of a chart that has nothing to draw yet. */
export function EmptyCard({ title, lead }: { title: string; lead: string }) {
  return (
    <div className="instagram-empty-card">
      <InfoIcon />
      <strong>{title}</strong>
      <p>{lead}</p>
    </div>
  )
}
