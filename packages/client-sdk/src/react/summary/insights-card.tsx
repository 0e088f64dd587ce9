/** @jsxImportSource #own */
import type { InsightsInput } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { useInsights } from '../hooks/metrics.ts'
import { Card } from '../parts/index.ts'

/** What the numbers say, each sentence with its proof; not there while they say nothing. */
export function InsightsCard(input: InsightsInput) {
  const { t, format } = useInstagramContext()
  const { data } = useInsights(input)
  if (data === undefined || data.isQuiet) return null
  const { findings, lookedAt } = data
  return (
    <Card title={t.insights.title} testId="insights">
      <ul className="instagram-stack">
        {findings.map(({ rule, title, sentence, days, metric, why }) => (
          <li key={`${rule} ${metric} ${days.join()}`}>
            <strong>{title}</strong>
            <p>{sentence}</p>
            <details>
              <summary>{t.insights.why}</summary>
              <p className="instagram-card-note">{why.sentence}</p>
            </details>
          </li>
        ))}
      </ul>
      <p className="instagram-card-note">
        {t.insights.looked(format.days(lookedAt.knownDays), format.number(lookedAt.posts))}
      </p>
    </Card>
  )
}
