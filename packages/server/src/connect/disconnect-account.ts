import { accounts } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { endConnection } from '../accounts/end-connection.ts'
import { holdAccount } from '../accounts/hold-account.ts'
import { emptyLog, eraseAccount } from '../privacy/erase-account.ts'
import { eraseInTransaction } from '../privacy/erase-in-transaction.ts'
import type { DisconnectInput, SuccessResult } from './contract.ts'
import { revokeToken } from '../failures/revoke-token.ts'

/**
 * Ends a connection: the token is forgotten first and for sure, then Instagram is asked to revoke it. Numbers stay
 * unless `eraseData` asks to delete them. Idempotent.
 */
export async function disconnectAccount(
  deps: Deps,
  { caller, account }: { caller: Caller; account: accounts.AccountRow },
  { eraseData = false }: DisconnectInput,
): Promise<SuccessResult> {
  const at = deps.clock.now()
  const sealed = await eraseInTransaction(deps, async (tx, plan) => {
    const current = await holdAccount(tx, account)
    // Erased meanwhile: there is nothing left to end, and nothing may be written of it any more.
    if (!current) return null
    const kept = await accounts.readSealedToken(tx, current.id)
    if (eraseData) await eraseAccount(deps, { tx, plan }, { account: current, caller, at, cause: 'person' })
    else await endConnection(deps, tx, { account: current, caller, at, cause: 'person' })
    return kept
  })
  await revokeToken(deps, { account, sealed }, { isErased: eraseData })
  if (eraseData) await emptyLog(deps)
  return { success: true }
}
