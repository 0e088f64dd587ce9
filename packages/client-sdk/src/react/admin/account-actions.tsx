/** @jsxImportSource #own */
import type { AdminAccount } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import type { AdminBulkAction } from '../hooks/admin.ts'
import { Button, ErrorPanel } from '../parts/index.ts'
import { DeactivateDialog } from './deactivate-dialog.tsx'
import { useAdminTexts } from './texts.ts'
import { type NamedOutcome, useActs } from './use-acts.ts'

/** What an administrator can have done to one account, and what became of the newest of it. */
export function AccountActions({ account }: { account: AdminAccount }) {
  const t = useAdminTexts()
  const [done, setDone] = useState<{ action: AdminBulkAction; outcome: NamedOutcome } | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  const { act, isPending, failure, reset } = useActs()
  const isStopped = account.deactivatedAt !== null
  const possible: readonly AdminBulkAction[] = isStopped ? ['reactivate'] : possibleBy[account.status]

  async function run(action: AdminBulkAction) {
    setIsAsking(false)
    setDone(null)
    const [outcome] = await act(action, [account])
    if (outcome !== undefined) setDone({ action, outcome })
  }

  return (
    <div className="instagram-admin-acts">
      <div className="instagram-actions">
        {possible.map((action) => (
          <Button
            key={action}
            kind={action === 'sync' ? 'primary' : 'secondary'}
            disabled={isPending}
            testId={`admin-do-${action}`}
            onClick={() => (action === 'deactivate' ? setIsAsking(true) : void run(action))}
          >
            {t.accounts.actions[action]}
          </Button>
        ))}
      </div>
      <p role="status" data-testid="admin-done">
        {isPending && t.accounts.working}
        {!isPending && done !== null && outcomeText(done)}
      </p>
      {failure !== null && <ErrorPanel failure={failure} onRetry={reset} />}
      {isAsking && (
        <DeactivateDialog
          accounts={[account]}
          onClose={() => setIsAsking(false)}
          onConfirm={() => void run('deactivate')}
        />
      )}
    </div>
  )

  function outcomeText({ action, outcome }: NonNullable<typeof done>): string {
    const what = `${t.accounts.actions[action]}: ${t.accounts.outcomes[outcome.status]}`
    return outcome.error === null ? `${what}.` : `${what}. ${outcome.error.message}`
  }
}

/** Of one that its owner has disconnected nothing can be asked. */
const possibleBy = {
  active: ['sync', 'refreshTokens', 'deactivate'],
  reconnect_required: ['deactivate'],
  disconnected: [],
} as const satisfies Record<AdminAccount['status'], readonly AdminBulkAction[]>
