import { accounts, people, personalData, type Handle } from '@instagram-dashboard/db'
import { revokeToken, type ForgottenToken } from '../failures/revoke-token.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import type { DisconnectCause } from '../events/catalogue.ts'
import { pseudonymOf } from '../pseudonyms/pseudonym.ts'
import type { EraseResult } from './contract.ts'
import { emptyLog } from './erase-account.ts'
import { eraseInTransaction } from './erase-in-transaction.ts'

/** The pseudonym under which the erasure of a user is listed. */
export function userPseudonym({ keys }: Pick<Deps, 'keys'>, userId: string): string {
  return `user:${pseudonymOf(keys.pseudonyms, 'user', userId)}`
}

/**
 * Deletes everything that is held on a user. What stays names nobody: the events under a reference without its
 * user, both sides of the credits, and codes that keep a reward from being given twice.
 */
export async function eraseUser(
  deps: Deps,
  { caller, userId }: { caller: Caller; userId: string },
): Promise<EraseResult> {
  const at = deps.clock.now()
  const forgotten = await eraseInTransaction(deps, async (tx, plan) => {
    await plan({ tag: userPseudonym(deps, userId), at })
    return eraseUserIn(deps, tx, { userId, caller, at, cause: 'person' })
  })
  for (const token of forgotten) await revokeToken(deps, token, { isErased: true })
  await emptyLog(deps)
  return { success: true, accounts: forgotten.length }
}

/** @returns the tokens of the accounts that were */
export async function eraseUserIn(
  { record }: Pick<Deps, 'record'>,
  tx: Handle,
  { userId, caller, at, cause }: { userId: string; caller: Caller; at: Date; cause: DisconnectCause },
): Promise<ForgottenToken[]> {
  await people.takeTurn(tx, userId)
  const tokens: ForgottenToken[] = []
  for (const account of await accounts.lockAllOf(tx, userId)) {
    tokens.push({ account, sealed: await accounts.readSealedToken(tx, account.id) })
  }
  // The event behind what others lock before theirs, and before the reference that it stands under is gone.
  await personalData.eraseOwned(tx, userId, at)
  const data = { accounts: tokens.length, cause }
  await record(tx, { type: 'person.erased', userId, accountId: null, data }, { caller, at })
  await personalData.eraseUser(tx, userId, at)
  return tokens
}
