import type { PeriodReach } from '@instagram-dashboard/server/contract'
import { newestReason, useInstagramContext, wholeValues } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { Sparkline } from '../parts/index.ts'
import { Change, type TileMetric } from './change.tsx'

const testIds = {
  followersCount: 'tile-followers',
  impressions: 'tile-impressions',
  reach: 'tile-reach',
  engagementRate: 'tile-engagementRate',
} as const satisfies Record<TileMetric, string>
const tileMetrics = Object.keys(testIds) as TileMetric[]

export interface TilesProps {
  data: DashboardData
  /** The newest count, for an account that has none at the end of the period yet. */
  followersNow: number | null
}

export function Tiles({ data, followersNow }: TilesProps) {
  const { t } = useInstagramContext()
  return (
    <section className="instagram-tiles" aria-label={t.tiles.label}>
      {tileMetrics.map((metric) => (
        <Tile key={metric} metric={metric} data={data} followersNow={followersNow} />
      ))}
    </section>
  )
}

function Tile({ metric, data, followersNow }: TilesProps & { metric: TileMetric }) {
  const { t, format } = useInstagramContext()
  const { growth, timeline, summary: all } = data
  const isFollowers = metric === 'followersCount'
  const summary = all[metric]
  const isCountedNow = isFollowers && summary.value === null && followersNow !== null
  const value = isCountedNow ? followersNow : summary.value
  const line = isFollowers
    ? growth.points.map(({ followers }) => followers)
    : wholeValues({ values: timeline.series[metric], isPartial: timeline.isPartial })
  const show = metric === 'engagementRate' ? format.percent : format.number
  const whyEmpty = value === null ? newestReason(data.byDate, metric) : null
  return (
    <article className={`instagram-card instagram-tile instagram-tile-${metric}`} data-testid={testIds[metric]}>
      <h2>{t.tiles.titles[metric]}</h2>
      <p className="instagram-tile-value" data-testid={`${testIds[metric]}-value`}>
        {value === null ? t.units.unknown : show(value)}
      </p>
      {value === null && (
        <p className="instagram-tile-reason">{whyEmpty === null ? t.tiles.nothing : t.missing[whyEmpty]}</p>
      )}
      {value !== null && <Change metric={metric} summary={summary} />}
      {metric === 'reach' && <People reach={all.periodReach} />}
      <Sparkline values={line} />
      <p className="instagram-tile-caption">{captions().join(' · ')}</p>
    </article>
  )

  function captions(): string[] {
    const { aggregation } = summary
    const counted = growth.points.findLast(({ followers }) => followers !== null)
    const known = [format.number(summary.knownDays), format.number(data.days)] as const
    if (isCountedNow) return [t.tiles.countedNow]
    if (isFollowers) return [t.tiles.caption.last, ...(counted?.isDerived === true ? [t.growth.derivedMark] : [])]
    return [
      aggregation === 'ratio' ? t.tiles.rateBasis[all.engagementRateBasis] : t.tiles.caption[aggregation],
      ...(value !== null && summary.knownDays < data.days ? [t.tiles.knownDays(...known)] : []),
    ]
  }
}

/** How many different people the whole period reached: no sum and no average of its days. */
function People({ reach }: { reach: PeriodReach | null }) {
  const { t, format } = useInstagramContext()
  if (reach === null || reach.value === null) return null
  return (
    <p
      className="instagram-tile-people"
      data-testid="tile-reach-period"
      title={reach.isFinal ? undefined : t.tiles.mayChange}
    >
      <strong>{format.number(reach.value)}</strong> {t.tiles.people}
      {!reach.isFinal && <span className="instagram-visually-hidden"> ({t.tiles.mayChange})</span>}
    </p>
  )
}
