import type { AdminAccount, BulkOutcome } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type Failure, toFailure } from '../data/index.ts'
import { useAdminBulk, type AdminBulkAction } from '../hooks/admin.ts'

export const acts = ['refreshTokens', 'sync', 'deactivate', 'reactivate'] as const satisfies readonly AdminBulkAction[]

export interface NamedOutcome extends BulkOutcome {
  username: string
}

interface Acts {
  act: (action: AdminBulkAction, accounts: readonly AdminAccount[]) => Promise<NamedOutcome[]>
  isPending: boolean
  /** Why nothing at all could be done; `null` when something was, or nothing was asked. */
  failure: Failure | null
  /** Forgets the failure. */
  reset: () => void
}

/** What an administrator can have done to accounts, with an outcome for each. */
export function useActs(): Acts {
  const [failed, setFailed] = useState<Failure | null>(null)
  const bulk = {
    refreshTokens: useAdminBulk('refreshTokens'),
    sync: useAdminBulk('sync'),
    deactivate: useAdminBulk('deactivate'),
    reactivate: useAdminBulk('reactivate'),
  }
  async function act(action: AdminBulkAction, accounts: readonly AdminAccount[]): Promise<NamedOutcome[]> {
    setFailed(null)
    const names = new Map(accounts.map(({ id, username }) => [id, username]))
    try {
      const { results } = await bulk[action].run({ accountIds: [...names.keys()] })
      return results.map((result) => ({ ...result, username: names.get(result.accountId) ?? result.accountId }))
    } catch (error) {
      setFailed(toFailure(error))
      return []
    }
  }
  return {
    act,
    isPending: acts.some((action) => bulk[action].isPending),
    failure: failed,
    reset: () => setFailed(null),
  }
}
