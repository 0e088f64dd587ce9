/** @jsxImportSource #own */
import { type HeroMetric, useInstagramContext } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { Change } from '../parts/index.ts'
import { furtherMetrics } from './hero-metrics.ts'

interface FurtherNumbersProps {
  data: DashboardData
  onMetric: (metric: HeroMetric) => void
}

/** The numbers of the period without a tab, each of which draws itself when it is pressed; not there while none is known. */
export function FurtherNumbers({ data, onMetric }: FurtherNumbersProps) {
  const { t, format } = useInstagramContext()
  const known = furtherMetrics.filter((name) => data.summary[name].value !== null)
  if (known.length === 0) return null
  return (
    <details className="instagram-details instagram-hero-further" data-testid="further-numbers">
      <summary>{t.hero.further}</summary>
      <ul>
        {known.map((name) => (
          <li key={name}>
            <button type="button" data-testid={`further-${name}`} onClick={() => onMetric(name)}>
              <span className="instagram-tile-title">{t.hero.titles[name]}</span>
              <strong>{format.number(data.summary[name].value ?? 0)}</strong>
              <Change metric={name} summary={data.summary[name]} />
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
