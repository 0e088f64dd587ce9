import { accounts, callBudgets } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { describeError } from '../log.ts'
import type { DisconnectInput, SuccessResult } from './contract.ts'

/**
 * Ends a connection: the token is forgotten first and for sure, then Instagram is asked to revoke it, which may fail
 * (the call is undocumented for Instagram login). Numbers stay unless `eraseData` asks to delete them.
 */
export async function disconnectAccount(
  { db, clock, vault, instagram, log, budget, record }: Deps,
  { caller, account }: { caller: Caller; account: accounts.AccountRow },
  { eraseData = false }: DisconnectInput,
): Promise<SuccessResult> {
  const at = clock.now()
  const { id, userId, instagramUserId } = account
  const sealed = await db.transaction(async (tx) => {
    const kept = await accounts.readSealedToken(tx, id)
    if (eraseData) {
      await accounts.erase(tx, id)
      await callBudgets.remove(tx, id)
    } else await accounts.disconnect(tx, id, at)
    const personal = { username: account.username }
    await record(
      tx,
      { type: 'account.disconnected', userId, accountId: id, data: { erasedData: eraseData }, personal },
      { caller, at },
    )
    return kept
  })
  if (sealed !== null) {
    // Waited for: a revocation that arrives after a quick reconnect would end the new connection.
    try {
      const token = vault.open({ purpose: 'long_token', owner: id, subject: instagramUserId }, sealed)
      await instagram.session(token, eraseData ? undefined : budget.gate(id, 'upkeep')).revoke()
    } catch (error) {
      log.info('instagram.revoke_failed', describeError(error))
    }
  }
  if (eraseData) {
    try {
      await db.checkpoint()
    } catch (error) {
      // The rows are gone; their bytes leave the file with the next checkpoint.
      log.warn('database.checkpoint_failed', describeError(error))
    }
  }
  return { success: true }
}
