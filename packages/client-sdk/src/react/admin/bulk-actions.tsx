/** @jsxImportSource #own */
import type { AdminAccount, BulkOutcome } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import type { AdminBulkAction } from '../hooks/admin.ts'
import { Button, ErrorPanel } from '../parts/index.ts'
import { DeactivateDialog } from './deactivate-dialog.tsx'
import { useAdminTexts } from './texts.ts'
import { acts, type NamedOutcome, useActs } from './use-acts.ts'

/** The server takes no more at once. */
const mostAtOnce = 50

interface BulkActionsProps {
  chosen: AdminAccount[]
  /** Which list it is; what went well is told beside the list in which it was done. */
  listName: string
}

/**
 * One thing done to all chosen accounts, with an outcome for each. What failed stays to be seen until somebody closes it,
 * or does something to that account again.
 */
export function BulkActions({ chosen, listName }: BulkActionsProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const [outcomes, setOutcomes] = useState<{ listName: string; all: NamedOutcome[] }>({ listName, all: [] })
  const [isAsking, setIsAsking] = useState(false)
  const { act, isPending, failure, reset } = useActs()
  const isTooMany = chosen.length > mostAtOnce
  const isSameList = outcomes.listName === listName
  const shown = outcomes.all.filter(({ status }) => isSameList || status === 'failed')

  async function run(action: AdminBulkAction) {
    setIsAsking(false)
    const ids = new Set(chosen.map(({ id }) => id))
    const others = shown.filter(({ accountId, status }) => status === 'failed' && !ids.has(accountId))
    setOutcomes({ listName, all: others })
    const done = await act(action, chosen)
    setOutcomes({ listName, all: [...done, ...others] })
  }

  const count = (status: BulkOutcome['status']) => format.number(shown.filter((one) => one.status === status).length)
  const summary = shown.length > 0 ? t.accounts.summary(count('done'), count('unchanged'), count('failed')) : ''
  return (
    <div className="instagram-bulk">
      {chosen.length > 0 && (
        <div
          className="instagram-actions"
          role="group"
          aria-label={t.accounts.selected(chosen.length, format.number(chosen.length))}
        >
          <span>{t.accounts.selected(chosen.length, format.number(chosen.length))}</span>
          {acts.map((action) => (
            <Button
              key={action}
              disabled={chosen.length === 0 || isTooMany || isPending}
              testId={`admin-bulk-${action}`}
              onClick={() => (action === 'deactivate' ? setIsAsking(true) : void run(action))}
            >
              {t.accounts.actions[action]}
            </Button>
          ))}
        </div>
      )}
      {isTooMany && <p className="instagram-card-note">{t.accounts.tooMany}</p>}
      <p className="instagram-card-note" role="status" data-testid="admin-summary">
        {isPending ? t.accounts.working : summary}
      </p>
      {failure !== null && <ErrorPanel failure={failure} onRetry={reset} />}
      {shown.length > 0 && (
        <>
          <ul className="instagram-entries" aria-label={t.accounts.results} data-testid="admin-results">
            {shown.map(({ accountId, username, status, error }) => (
              <li key={accountId} data-testid={`admin-result-${username}`}>
                <span>@{username}</span>
                <span>{t.accounts.outcomes[status]}</span>
                {error !== null && <small>{error.message}</small>}
              </li>
            ))}
          </ul>
          <Button kind="quiet" testId="admin-results-close" onClick={() => setOutcomes({ listName, all: [] })}>
            {t.accounts.dismiss}
          </Button>
        </>
      )}
      {isAsking && (
        <DeactivateDialog
          accounts={chosen}
          onClose={() => setIsAsking(false)}
          onConfirm={() => void run('deactivate')}
        />
      )}
    </div>
  )
}
