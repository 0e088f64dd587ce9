/** @jsxImportSource #own */
import type { BreakdownBy, BreakdownInput } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useMetricsBreakdown } from '../hooks/metrics.ts'
import { Card, ErrorPanel, Segmented, Skeleton } from '../parts/index.ts'

const metrics = ['impressions', 'reach'] as const

/** What views and reach are made of; not there while Instagram has said nothing of it since the page was opened. */
export function BreakdownCard(input: Omit<BreakdownInput, 'metric' | 'by'>) {
  const { t } = useInstagramContext()
  const [metric, setMetric] = useState<(typeof metrics)[number]>('impressions')
  const [wasKnown, setWasKnown] = useState(false)
  const queries = [
    useMetricsBreakdown({ ...input, metric, by: 'contentType' }),
    useMetricsBreakdown({ ...input, metric, by: 'followType' }),
  ]
  // Until those of the chosen number are here, the answers are still those of the other one.
  const answers = queries.flatMap(({ data }) => (data?.metric === metric ? [data] : []))
  const known = answers.filter(({ totals }) => totals !== null)
  if (known.length > 0 && !wasKnown) setWasKnown(true)
  // Whoever has chosen a number keeps the switch, also where nothing is known of that one.
  if (known.length === 0 && !wasKnown) return null
  const failed = queries.find(({ error }) => error !== null)
  const options = metrics.map((value) => ({ value, text: t.metrics[value], testId: `breakdown-${value}` }))
  const tools = <Segmented label={t.splits.number} value={metric} options={options} onChange={setMetric} />
  return (
    <Card title={t.splits.title} tools={tools} testId="breakdown">
      {known.length > 0 && (
        <div className="instagram-audience">
          {known.map((data) => (
            <Bars key={data.by} {...data} />
          ))}
        </div>
      )}
      {known.length === 0 && failed === undefined && answers.length < queries.length && <Skeleton kind="line" />}
      {known.length === 0 && failed === undefined && answers.length === queries.length && (
        <p className="instagram-card-note" role="status">
          {t.splits.none}
        </p>
      )}
      {known.length === 0 && failed !== undefined && (
        <ErrorPanel failure={toFailure(failed.error)} onRetry={() => void failed.refetch()} />
      )}
      {known.length > 0 && metric === 'reach' && <p className="instagram-card-note">{t.splits.average}</p>}
    </Card>
  )
}

interface BarsProps {
  by: BreakdownBy
  totals: Record<string, { value: number; share: number }> | null
  knownDays: number
}

function Bars({ by, totals, knownDays }: BarsProps) {
  const { t, format } = useInstagramContext()
  const names: Record<string, string> = t.splits.categories
  const shown = Object.entries(totals ?? {}).filter(([, { value }]) => value > 0)
  return (
    <div>
      <h3>{t.splits.by[by]}</h3>
      <ul className="instagram-groups">
        {shown.map(([category, { value, share }]) => (
          <li key={category} data-category={category}>
            <span>{names[category] ?? category}</span>
            <span>
              {format.number(Math.round(value))} · {format.percent(share)}
            </span>
            <span className="instagram-groups-bar" aria-hidden="true">
              <span style={{ inlineSize: `${Math.min(100, share)}%` }} />
            </span>
          </li>
        ))}
      </ul>
      <p className="instagram-card-note">{t.splits.known(format.days(knownDays))}</p>
    </div>
  )
}
