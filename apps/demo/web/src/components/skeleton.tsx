import { useApp } from '../data/app-context.ts'

/** The shape of the dashboard while its numbers are on their way. */
export function DashboardSkeleton() {
  const { t } = useApp()
  return (
    <div className="stack" aria-busy="true" data-testid="loading">
      <p className="visually-hidden" role="status">
        {t.loading}
      </p>
      <div className="tiles" aria-hidden="true">
        {[1, 2, 3, 4].map((tile) => (
          <div key={tile} className="card skeleton skeleton-tile" />
        ))}
      </div>
      <div className="card skeleton skeleton-chart" aria-hidden="true" />
    </div>
  )
}

export function HeaderSkeleton() {
  return <div className="card skeleton skeleton-header" aria-hidden="true" />
}
