/** @jsxImportSource #own */
import type { HeroMetric, MetricTileProps } from '../data/index.ts'
import { Change, replaceable } from '../parts/index.ts'

/** By which tests find a tile. */
export const testIdOf = (metric: HeroMetric) => `tile-${metric === 'followersCount' ? 'followers' : metric}`

function OurMetricTile({ metric, title, value, text, whyEmpty, summary, isComing }: MetricTileProps) {
  const testId = testIdOf(metric)
  return (
    <div className="instagram-tile" data-testid={testId}>
      <span className="instagram-tile-title">{title}</span>
      <span className="instagram-tile-value" data-testid={`${testId}-value`}>
        {text}
      </span>
      {value === null ? (
        <span className="instagram-visually-hidden">{whyEmpty}</span>
      ) : (
        <Change metric={metric} summary={summary} isComing={isComing} />
      )}
    </div>
  )
}

export const MetricTile = replaceable('MetricTile', OurMetricTile)
