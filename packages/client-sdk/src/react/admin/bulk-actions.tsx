/** @jsxImportSource #own */
import type { AdminAccount, BulkOutcome } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useAdminBulk, type AdminBulkAction } from '../hooks/admin.ts'
import { Button, Dialog, ErrorPanel } from '../parts/index.ts'
import { useAdminTexts } from './texts.ts'

const actions = ['refreshTokens', 'sync', 'deactivate', 'reactivate'] as const satisfies readonly AdminBulkAction[]
/** The server takes no more at once. */
const mostAtOnce = 50

interface NamedOutcome extends BulkOutcome {
  username: string
}

/** One thing done to all chosen accounts, with an outcome for each. */
export function BulkActions({ chosen }: { chosen: AdminAccount[] }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const [outcomes, setOutcomes] = useState<NamedOutcome[]>([])
  const [isAsking, setIsAsking] = useState(false)
  const bulk = {
    refreshTokens: useAdminBulk('refreshTokens'),
    sync: useAdminBulk('sync'),
    deactivate: useAdminBulk('deactivate'),
    reactivate: useAdminBulk('reactivate'),
  }
  const isPending = actions.some((action) => bulk[action].isPending)
  const failed = actions.find((action) => bulk[action].error !== null)
  const isTooMany = chosen.length > mostAtOnce

  async function act(action: AdminBulkAction) {
    setIsAsking(false)
    setOutcomes([])
    for (const each of actions) bulk[each].reset()
    const names = new Map(chosen.map(({ id, username }) => [id, username]))
    try {
      const { results } = await bulk[action].run({ accountIds: [...names.keys()] })
      setOutcomes(results.map((result) => ({ ...result, username: names.get(result.accountId) ?? result.accountId })))
    } catch {
      // The panel below shows it.
      setOutcomes([])
    }
  }

  const count = (status: BulkOutcome['status']) =>
    format.number(outcomes.filter((outcome) => outcome.status === status).length)
  const summary = outcomes.length > 0 ? t.accounts.summary(count('done'), count('unchanged'), count('failed')) : ''
  return (
    <div className="instagram-bulk">
      <div
        className="instagram-actions"
        role="group"
        aria-label={t.accounts.selected(chosen.length, format.number(chosen.length))}
      >
        <span>{t.accounts.selected(chosen.length, format.number(chosen.length))}</span>
        {actions.map((action) => (
          <Button
            key={action}
            disabled={chosen.length === 0 || isTooMany || isPending}
            testId={`admin-bulk-${action}`}
            onClick={() => (action === 'deactivate' ? setIsAsking(true) : void act(action))}
          >
            {t.accounts.actions[action]}
          </Button>
        ))}
      </div>
      {isTooMany && <p className="instagram-card-note">{t.accounts.tooMany}</p>}
      <p className="instagram-card-note" role="status" data-testid="admin-summary">
        {isPending ? t.accounts.working : summary}
      </p>
      {failed !== undefined && (
        <ErrorPanel failure={toFailure(bulk[failed].error)} onRetry={() => bulk[failed].reset()} />
      )}
      {outcomes.length > 0 && (
        <ul className="instagram-entries" aria-label={t.accounts.results} data-testid="admin-results">
          {outcomes.map(({ accountId, username, status, error }) => (
            <li key={accountId} data-testid={`admin-result-${username}`}>
              <span>@{username}</span>
              <span>{t.accounts.outcomes[status]}</span>
              {error !== null && <small>{error.message}</small>}
            </li>
          ))}
        </ul>
      )}
      {isAsking && (
        <Dialog title={t.accounts.confirmTitle} onClose={() => setIsAsking(false)}>
          <p>{t.accounts.confirmLead}</p>
          <div className="instagram-dialog-actions">
            <Button onClick={() => setIsAsking(false)}>{t.accounts.cancel}</Button>
            <Button kind="danger" testId="admin-confirm" onClick={() => void act('deactivate')}>
              {t.accounts.actions.deactivate}
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  )
}
