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
  const items = data?.items.filter(({ margin, percentile }) => margin <= widestMargin && percentile !== null) ?? []
  if (data?.startDate == null || data.endDate === null || items.length === 0) return null
  return (
    <Card title={t.benchmark.title} testId="benchmark">
      <ul className="instagram-groups">
        {items.map(({ metric, percentile, margin }) => (
          <li key={metric}>
            <span>{t.benchmark.compared[metric]}</span>
            <span>{t.benchmark.above(format.wholePercent(percentile ?? 0), format.number(margin))}</span>
            <span className="instagram-groups-bar" aria-hidden="true">
              <span style={{ inlineSize: `${percentile ?? 0}%` }} />
            </span>
          </li>
        ))}
      </ul>
      <p className="instagram-card-note">
        {t.benchmark.note(format.number(data.accounts ?? 0), format.day(data.startDate), format.day(data.endDate))}
      </p>
    </Card>
  )
}
