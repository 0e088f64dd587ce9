/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { useBenchmark } from '../hooks/metrics.ts'
import { Card } from '../parts/index.ts'

/** Above it a place among others says too little to be shown. */
const widestMargin = 20

/** Where an account is among those of like size; nothing where nobody is compared. */
export function BenchmarkCard({ accountId }: { accountId: string }) {
  const { t, format } = useInstagramContext()
  const { data } = useBenchmark({ accountId })
  const items = (data?.items ?? []).flatMap(({ metric, margin, percentile }) =>
    margin <= widestMargin && percentile !== null ? { metric, margin, percentile } : [],
  )
  const [best] = items.toSorted((one, other) => other.percentile - one.percentile)
  if (data?.startDate == null || data.endDate === null || best === undefined) return null
  return (
    <Card title={t.benchmark.title} testId="benchmark">
      {best.percentile - best.margin > 50 && (
        <p className="instagram-audience-most">
          {t.benchmark.best(t.benchmark.compared[best.metric], format.wholePercent(best.percentile))}
        </p>
      )}
      <ul className="instagram-groups instagram-places">
        {items.map(({ metric, percentile, margin }) => (
          <li key={metric}>
            <span>{t.benchmark.compared[metric]}</span>
            <span>{t.benchmark.above(format.wholePercent(percentile), format.number(margin))}</span>
            <span className="instagram-place-scale" aria-hidden="true">
              <span
                className="instagram-place-margin"
                style={{
                  insetInlineStart: `${Math.max(0, percentile - margin)}%`,
                  insetInlineEnd: `${Math.max(0, 100 - percentile - margin)}%`,
                }}
              />
              <span className="instagram-place-mark" style={{ insetInlineStart: `${percentile}%` }} />
            </span>
          </li>
        ))}
      </ul>
      <p className="instagram-place-names" aria-hidden="true">
        <span>{t.benchmark.scale.low}</span>
        <span>{t.benchmark.scale.middle}</span>
        <span>{t.benchmark.scale.high}</span>
      </p>
      <p className="instagram-card-note">
        {t.benchmark.note(format.number(data.accounts ?? 0), format.day(data.startDate), format.day(data.endDate))}
      </p>
    </Card>
  )
}
