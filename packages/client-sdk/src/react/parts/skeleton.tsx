/** @jsxImportSource #own */
import { type LoadingStateProps, useInstagramContext } from '../data/index.ts'
import { replaceable } from './replaceable.tsx'

export type SkeletonKind = LoadingStateProps['kind']

/** The shape of a part while its contents are on their way. */
function OurSkeleton({ kind }: LoadingStateProps) {
  return <div className={`instagram-card instagram-skeleton instagram-skeleton-${kind}`} aria-hidden="true" />
}

export const Skeleton = replaceable('LoadingState', OurSkeleton)

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
