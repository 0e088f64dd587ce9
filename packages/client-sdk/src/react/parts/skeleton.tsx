import { useInstagramContext } from '../data/index.ts'

export type SkeletonKind = 'header' | 'tile' | 'chart' | 'line'

/** The shape of a part while its contents are on their way. */
export function Skeleton({ kind }: { kind: SkeletonKind }) {
  return <div className={`instagram-card instagram-skeleton instagram-skeleton-${kind}`} aria-hidden="true" />
}

/** The shape of the dashboard while its numbers are on their way. */
export function DashboardSkeleton() {
  const { t } = useInstagramContext()
  return (
    <div className="instagram-stack" aria-busy="true" data-testid="loading">
      <p className="instagram-visually-hidden" role="status">
        {t.loading}
      </p>
      <div className="instagram-tiles" aria-hidden="true">
        {[1, 2, 3, 4].map((tile) => (
          <Skeleton key={tile} kind="tile" />
        ))}
      </div>
      <Skeleton kind="chart" />
      <Skeleton kind="chart" />
    </div>
  )
}
