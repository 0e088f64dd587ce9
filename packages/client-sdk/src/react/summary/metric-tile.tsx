/** @jsxImportSource #own */
import { type MetricTileProps, type TileMetric, useInstagramContext } from '../data/index.ts'
import { Change, replaceable, Sparkline } from '../parts/index.ts'

const testIds = {
  followersCount: 'tile-followers',
  impressions: 'tile-impressions',
  reach: 'tile-reach',
  engagementRate: 'tile-engagementRate',
} as const satisfies Record<TileMetric, string>

export const tileMetrics = Object.keys(testIds) as TileMetric[]

function OurMetricTile(props: MetricTileProps) {
  const { metric, title, value, text, whyEmpty, summary, values, caption, people } = props
  return (
    <article className={`instagram-card instagram-tile instagram-tile-${metric}`} data-testid={testIds[metric]}>
      <h2>{title}</h2>
      <p className="instagram-tile-value" data-testid={`${testIds[metric]}-value`}>
        {text}
      </p>
      {value === null ? (
        <p className="instagram-tile-reason">{whyEmpty}</p>
      ) : (
        <Change metric={metric} summary={summary} />
      )}
      {people !== null && <People {...people} />}
      <Sparkline values={values} />
      <p className="instagram-tile-caption">{caption}</p>
    </article>
  )
}

export const MetricTile = replaceable('MetricTile', OurMetricTile)

function People({ value, isFinal }: NonNullable<MetricTileProps['people']>) {
  const { t, format } = useInstagramContext()
  return (
    <p
      className="instagram-tile-people"
      data-testid="tile-reach-period"
      title={isFinal ? undefined : t.tiles.mayChange}
    >
      <strong>{format.number(value)}</strong> {t.tiles.people}
      {!isFinal && <span className="instagram-visually-hidden"> ({t.tiles.mayChange})</span>}
    </p>
  )
}
