import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { describeError } from '../log.ts'

export interface ForgottenToken {
  account: Pick<accounts.AccountRow, 'id' | 'instagramUserId'>
  /** As it was stored; `null` when there was none. */
  sealed: string | null
}

/**
 * Asks Instagram to take a token back that is forgotten here already, which may fail: the call is undocumented for
 * Instagram login. Waited for, since a revocation that arrives after a quick reconnect would end the new connection.
 * @param options.isErased its budget is gone with it
 */
export async function revokeToken(
  { vault, instagram, budget, log }: Deps,
  { account: { id, instagramUserId }, sealed }: ForgottenToken,
  { isErased }: { isErased: boolean },
): Promise<void> {
  if (sealed === null) return
  try {
    const token = vault.open({ purpose: 'long_token', owner: id, subject: instagramUserId }, sealed)
    await instagram.session(token, isErased ? undefined : budget.gate(id, { purpose: 'connection' })).revoke()
  } catch (error) {
    log.info('instagram.revoke_failed', describeError(error))
  }
}
