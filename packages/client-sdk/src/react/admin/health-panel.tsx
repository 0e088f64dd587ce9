import { useInstagramContext } from '../data/context.ts'
import { useLoad } from '../data/use-load.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'

/** For the administrator: is everything well, and how many accounts need care. */
export function HealthPanel() {
  const { t, format, client, locale } = useInstagramContext()
  const { data, failure, reload } = useLoad(`health|${locale}`, () => client.admin.health())
  if (failure !== null) return <ErrorPanel failure={failure} onRetry={reload} />
  if (data === null)
    return <div className="instagram-card instagram-skeleton instagram-skeleton-header" aria-hidden="true" />
  const unsupported = Object.entries(data.unsupportedMetrics)
  const figures = [
    { label: t.health.activeAccounts, value: format.number(data.activeAccounts) },
    { label: t.health.tokensExpiringSoon, value: format.number(data.tokensExpiringSoon) },
    { label: t.health.accountsWithErrors, value: format.number(data.accountsWithErrors) },
    { label: t.health.api, value: t.health.apiStatus[data.instagramApiStatus] },
  ]
  return (
    <section className="instagram-card instagram-health" data-testid="health" aria-labelledby="instagram-health-title">
      <div className="instagram-card-head">
        <h2 id="instagram-health-title">{t.health.title}</h2>
        <span className={`instagram-badge instagram-badge-${data.status}`}>{t.health.status[data.status]}</span>
      </div>
      <dl className="instagram-figures">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {data.problems.map((problem) => (
        <p key={problem} className="health-note">
          {t.health.problems[problem]}
        </p>
      ))}
      {data.instagramPausedUntil !== null && (
        <p className="health-note">
          {t.health.pausedUntil(
            new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(data.instagramPausedUntil),
          )}
        </p>
      )}
      {unsupported.length > 0 && (
        <p className="health-note">
          {t.health.unsupported(
            unsupported.map(([metric, accounts]) => `${metric} (${format.number(accounts)})`).join(', '),
          )}
        </p>
      )}
    </section>
  )
}
