import { accounts, type Handle } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import type { DisconnectCause } from '../events/catalogue.ts'

/**
 * Ends a connection and forgets its token; numbers stay. Of one that has ended already nothing is written again; one
 * that an admin deactivated ends for good.
 * @param ending.account which the caller holds
 * @returns whether there was anything to end
 */
export async function endConnection(
  { record }: Pick<Deps, 'record'>,
  tx: Handle,
  ending: { account: accounts.AccountRow; caller: Caller; at: Date; cause: DisconnectCause },
): Promise<boolean> {
  const { account, caller, at, cause } = ending
  const { id, userId, username, status, deactivatedAt } = account
  if (status === 'disconnected' && deactivatedAt === null) return false
  await accounts.disconnect(tx, id, at)
  const data = { erasedData: false, cause }
  const event = { type: 'account.disconnected', userId, accountId: id, data, personal: { username } } as const
  await record(tx, event, { caller, at })
  return true
}
