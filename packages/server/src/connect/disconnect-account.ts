import { accounts } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { emptyLog, eraseAccount } from '../privacy/erase-account.ts'
import type { DisconnectInput, SuccessResult } from './contract.ts'
import { revokeToken } from './revoke-token.ts'

/**
 * Ends a connection: the token is forgotten first and for sure, then Instagram is asked to revoke it. Numbers stay
 * unless `eraseData` asks to delete them.
 */
export async function disconnectAccount(
  deps: Deps,
  { caller, account }: { caller: Caller; account: accounts.AccountRow },
  { eraseData = false }: DisconnectInput,
): Promise<SuccessResult> {
  const at = deps.clock.now()
  const { id, userId, username } = account
  const sealed = await deps.db.transaction(async (tx) => {
    const kept = await accounts.readSealedToken(tx, id)
    if (eraseData) await eraseAccount(deps, tx, { account, caller, at, cause: 'person' })
    else {
      // Said again: there is nothing to end, and nothing to write down.
      const current = await accounts.findById(tx, id)
      if (current?.status === 'disconnected' && current.deactivatedAt === null) return kept
      await accounts.disconnect(tx, id, at)
      const data = { erasedData: false, cause: 'person' as const }
      const event = { type: 'account.disconnected' as const, userId, accountId: id, data, personal: { username } }
      await deps.record(tx, event, { caller, at })
    }
    return kept
  })
  await revokeToken(deps, { account, sealed }, { isErased: eraseData })
  if (eraseData) await emptyLog(deps)
  return { success: true }
}
