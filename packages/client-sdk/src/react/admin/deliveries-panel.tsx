import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useAdminDeliveries, useAdminResend } from '../hooks/admin.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useAdminTexts } from './texts.ts'

/** Events that were given up after all tries, to be sent again. */
export function DeliveriesPanel() {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const dead = useAdminDeliveries({ status: 'dead' })
  const resend = useAdminResend()
  return (
    <section className="instagram-card" data-testid="deliveries" aria-labelledby="instagram-deliveries-title">
      <div className="instagram-card-head">
        <h2 id="instagram-deliveries-title">{t.deliveries.title}</h2>
      </div>
      {resend.error !== null && <ErrorPanel failure={toFailure(resend.error)} onRetry={resend.reset} />}
      {dead.error !== null && dead.pages === undefined ? (
        <ErrorPanel failure={toFailure(dead.error)} onRetry={() => void dead.refetch()} />
      ) : dead.isPending ? (
        <Skeleton kind="line" />
      ) : dead.items.length === 0 ? (
        <p className="instagram-card-note">{t.deliveries.empty}</p>
      ) : (
        <ul className="instagram-entries">
          {dead.items.map(({ id, type, attempts, lastFailure, createdAt }) => (
            <li key={id}>
              <span>
                <strong>{type}</strong>
                <small>
                  {format.instant(createdAt)} ·{' '}
                  {t.deliveries.failed(format.number(attempts), lastFailure ?? t.deliveries.unknown)}
                </small>
              </span>
              <button
                type="button"
                className="instagram-button instagram-button-secondary"
                disabled={resend.isPending}
                aria-label={t.deliveries.resendOf(type)}
                onClick={() => void resend.run({ ids: [id] }).catch(() => undefined)}
              >
                {t.deliveries.resend}
              </button>
            </li>
          ))}
        </ul>
      )}
      <MoreButton list={dead} testId="deliveries-more" />
    </section>
  )
}
