/** @jsxImportSource #own */
import type { BreakdownBy, BreakdownInput } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useMetricsBreakdown } from '../hooks/metrics.ts'
import { Card, Segmented } from '../parts/index.ts'

const metrics = ['impressions', 'reach'] as const

/** What views and reach are made of; not there while Instagram says nothing of it. */
export function BreakdownCard(input: Omit<BreakdownInput, 'metric' | 'by'>) {
  const { t } = useInstagramContext()
  const [metric, setMetric] = useState<(typeof metrics)[number]>('impressions')
  const { data: byContent } = useMetricsBreakdown({ ...input, metric, by: 'contentType' })
  const { data: byFollow } = useMetricsBreakdown({ ...input, metric, by: 'followType' })
  const known = [byContent, byFollow].filter((data) => data !== undefined && data.totals !== null)
  if (known.length === 0) return null
  const options = metrics.map((value) => ({ value, text: t.metrics[value], testId: `breakdown-${value}` }))
  const tools = <Segmented label={t.splits.number} value={metric} options={options} onChange={setMetric} />
  return (
    <Card title={t.splits.title} tools={tools} testId="breakdown">
      <div className="instagram-audience">{known.map((data) => data && <Bars key={data.by} {...data} />)}</div>
      {metric === 'reach' && <p className="instagram-card-note">{t.splits.average}</p>}
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
