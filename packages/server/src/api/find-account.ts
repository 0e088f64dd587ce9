import { accounts } from '@instagram-dashboard/db'
import type { RequestContext } from './context.ts'

/**
 * The account that a caller names, found through the caller so that nobody reaches a stranger's; without a name the one
 * synced last. `undefined` when there is none.
 */
export async function findAccount(
  { deps }: Pick<RequestContext, 'deps'>,
  userId: string,
  accountId: string | undefined,
): Promise<accounts.AccountRow | undefined> {
  if (accountId !== undefined) return accounts.find(deps.db, userId, accountId)
  const [account] = await accounts.listLiving(deps.db, userId)
  return account
}

/** The same, once for all queries of a request: they are asked at the same moment. */
export function findSharedAccount(
  context: RequestContext,
  userId: string,
  accountId: string | undefined,
): Promise<accounts.AccountRow | undefined> {
  const { sharedAccounts } = context
  const key = accountId ?? ''
  const known = sharedAccounts?.get(key)
  if (known) return known
  const found = findAccount(context, userId, accountId)
  sharedAccounts?.set(key, found)
  return found
}
