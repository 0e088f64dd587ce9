/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { furtherMetrics, type DashboardData } from '../hooks/dashboard.ts'
import { Change } from '../parts/index.ts'

/** The numbers of the period that have no tile; not there while none of them is known. */
export function FurtherNumbers({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const known = furtherMetrics.filter((name) => data.summary[name].value !== null)
  if (known.length === 0) return null
  return (
    <details className="instagram-details" data-testid="further-numbers">
      <summary>{t.tiles.more}</summary>
      <dl className="instagram-post-figures">
        {known.map((name) => (
          <div key={name} data-testid={`further-${name}`}>
            <dt>{t.metrics[name]}</dt>
            <dd>{format.number(data.summary[name].value ?? 0)}</dd>
            <Change metric={name} summary={data.summary[name]} />
          </div>
        ))}
      </dl>
    </details>
  )
}
