import { accounts } from '@instagram-dashboard/db'
import { AppError } from '../errors.ts'
import type { RequestContext } from './context.ts'

type Found = Promise<accounts.AccountRow | undefined>

/**
 * The account that a read names, found through the caller so that nobody reaches another user's; without a name the one
 * that was connected first, which stays the same whatever is synced. `undefined` when there is none.
 */
export async function findAccountToRead(
  { deps }: Pick<RequestContext, 'deps'>,
  userId: string,
  accountId: string | undefined,
): Found {
  return accountId === undefined
    ? accounts.findOldestLiving(deps.db, userId)
    : accounts.find(deps.db, userId, accountId)
}

/**
 * The account that a change names, or without a name the only one.
 * @throws AppError CONFLICT with the list when there are several: nothing happens to an account that nobody named
 */
export async function findAccountToChange(
  { deps }: Pick<RequestContext, 'deps'>,
  userId: string,
  accountId: string | undefined,
): Found {
  if (accountId !== undefined) return accounts.find(deps.db, userId, accountId)
  const living = await accounts.listLiving(deps.db, userId)
  if (living.length > 1) {
    const choices = living.map(({ id, username }) => ({ id, username }))
    throw new AppError('CONFLICT', { reason: 'several_accounts', field: 'accountId', accounts: choices })
  }
  return living[0]
}

/** As `findAccountToRead`, once for all queries of a request: they are asked at the same moment. */
export function findSharedAccount(context: RequestContext, userId: string, accountId: string | undefined): Found {
  const { sharedAccounts } = context
  const key = accountId ?? ''
  const known = sharedAccounts?.get(key)
  if (known) return known
  const found = findAccountToRead(context, userId, accountId)
  sharedAccounts?.set(key, found)
  return found
}
