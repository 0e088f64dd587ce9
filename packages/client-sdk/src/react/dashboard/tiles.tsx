import type { MetricName, MetricSummary, MissingReason } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/context.ts'
import type { DashboardData } from '../hooks/use-dashboard.ts'
import { Sparkline } from '../parts/sparkline.tsx'

const tileMetrics = ['followersCount', 'impressions', 'reach', 'engagementRate'] as const
type TileMetric = (typeof tileMetrics)[number]

const testIds = {
  followersCount: 'tile-followers',
  impressions: 'tile-impressions',
  reach: 'tile-reach',
  engagementRate: 'tile-engagementRate',
} as const satisfies Record<TileMetric, string>

export function Tiles({ data }: { data: DashboardData }) {
  const { t } = useInstagramContext()
  return (
    <section className="instagram-tiles" aria-label={t.tiles.label}>
      {tileMetrics.map((metric) => (
        <Tile key={metric} metric={metric} data={data} />
      ))}
    </section>
  )
}

function Tile({ metric, data }: { metric: TileMetric; data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const isFollowers = metric === 'followersCount'
  const summary = isFollowers ? data.followers : data.summary[metric]
  const line = isFollowers ? data.growth.points.map(({ followers }) => followers) : data.timeline.series[metric]
  const show = metric === 'engagementRate' ? format.percent : format.number
  const whyEmpty = summary.value === null ? reasonOf(metric, data) : null
  return (
    <article className={`instagram-card instagram-tile instagram-tile-${metric}`} data-testid={testIds[metric]}>
      <h2>{t.tiles.titles[metric]}</h2>
      <p className="instagram-tile-value" data-testid={`${testIds[metric]}-value`}>
        {summary.value === null ? t.units.unknown : show(summary.value)}
      </p>
      {summary.value === null ? (
        <p className="instagram-tile-reason">{whyEmpty === null ? t.tiles.nothing : t.missing[whyEmpty]}</p>
      ) : (
        <Change metric={metric} summary={summary} />
      )}
      <Sparkline values={line} />
      <p className="instagram-tile-caption">
        {t.tiles.caption[summary.aggregation]}
        {summary.value !== null && summary.aggregation !== 'last' && summary.knownDays < data.days && (
          <> · {t.tiles.knownDays(format.number(summary.knownDays), format.number(data.days))}</>
        )}
      </p>
    </article>
  )
}

function Change({ metric, summary }: { metric: TileMetric; summary: MetricSummary }) {
  const { t, format } = useInstagramContext()
  if (summary.change === null) {
    const known = format.number(summary.knownDays)
    const before = format.number(summary.previousKnownDays)
    return (
      <p className="instagram-change" title={t.tiles.noComparisonWhy(known, before)}>
        {t.tiles.noComparison}
        <span className="instagram-visually-hidden"> {t.tiles.noComparisonWhy(known, before)}</span>
      </p>
    )
  }
  const size = sizeOfChange(metric, summary, summary.change)
  const direction = summary.change > 0 ? 'up' : summary.change < 0 ? 'down' : 'same'
  const spoken = direction === 'up' ? t.tiles.up(size) : direction === 'down' ? t.tiles.down(size) : t.tiles.same
  return (
    <p className={`instagram-change instagram-change-${direction}`}>
      <span aria-hidden="true">
        {direction === 'up' ? `▲ ${size}` : direction === 'down' ? `▼ ${size}` : t.tiles.same}
      </span>
      <span className="instagram-visually-hidden">
        {spoken} {t.tiles.versus}
      </span>
    </p>
  )

  /** A rate changes by percentage points; everything else by percent, or by its count when there was nothing before. */
  function sizeOfChange(name: TileMetric, { changePercent }: MetricSummary, change: number): string {
    if (name === 'engagementRate') return t.tiles.percentPoints(format.decimal(Math.abs(change)))
    if (changePercent === null) return format.number(Math.abs(change))
    return format.percent(Math.abs(changePercent))
  }
}

/** Why the period has no number: the reason of its newest day. */
function reasonOf(metric: MetricName, data: DashboardData): MissingReason | null {
  const days = [...data.byDate.values()].toSorted((one, other) => other.date.localeCompare(one.date))
  for (const day of days) {
    const reason = day.missing[metric]
    if (reason !== undefined) return reason
  }
  return null
}
