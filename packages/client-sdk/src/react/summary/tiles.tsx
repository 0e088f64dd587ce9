/** @jsxImportSource #own */
import type { PeriodReach } from '@instagram-dashboard/server/contract'
import { type MetricTileProps, newestReason, type TileMetric, useInstagramContext, wholeValues } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { MetricTile, tileMetrics } from './metric-tile.tsx'
import { ReceiptButton } from '../receipt/receipt-button.tsx'

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
  const { periodReach } = all
  const reason = newestReason(data.byDate, metric)
  const whyEmpty = reason === null ? t.tiles.nothing : t.missing[reason]
  const newest = [...data.byDate.values()].findLast((day) => day[metric] !== null)
  return (
    <div className="instagram-tile-place">
      <MetricTile
        metric={metric}
        title={t.tiles.titles[metric]}
        value={value}
        text={value === null ? t.units.unknown : show(value)}
        whyEmpty={value === null ? whyEmpty : null}
        summary={summary}
        values={line}
        caption={captions().join(' · ')}
        people={metric === 'reach' && periodReach !== null ? peopleOf(periodReach) : null}
      />
      {newest !== undefined && (
        <ReceiptButton accountId={data.accountId} date={newest.date} metric={metric} title={t.metrics[metric]} />
      )}
    </div>
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
function peopleOf({ value, isFinal }: PeriodReach): MetricTileProps['people'] {
  return value === null ? null : { value, isFinal }
}
