import {
  accounts,
  achievements,
  benchmarks,
  callBudgets,
  people,
  personalData,
  type Handle,
} from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import type { DisconnectCause } from '../events/catalogue.ts'
import { newUserKey } from '../events/user-key.ts'
import { pseudonymOf } from '../pseudonyms/pseudonym.ts'
import { describeError } from '../log.ts'
import type { Erasing } from './erase-in-transaction.ts'

const prefix = 'account:'
const codeLength = 43

/** The pseudonym under which an account's erasure is listed. Hosts know account ids, so it needs the secret. */
export function accountPseudonym({ keys }: Pick<Deps, 'keys'>, accountId: string): string {
  return prefix + pseudonymOf(keys.pseudonyms, 'account', accountId)
}

/** The pseudonym in the place of the id itself, which older versions wrote; every other one as it is. */
export function keyedPseudonym(deps: Pick<Deps, 'keys'>, tag: string): string {
  if (!tag.startsWith(prefix) || tag.length === prefix.length + codeLength) return tag
  return accountPseudonym(deps, tag.slice(prefix.length))
}

/** Stands with the codes of a user's erased accounts, among those that outlive a person's data. */
const erasedKey = 'account.erased'

/** One code for each of Instagram's ids of an account of this user. The user's id is of any form: JSON keeps the two apart. */
function linkPseudonyms(
  { keys }: Pick<Deps, 'keys'>,
  userId: string,
  instagramIds: readonly (string | null)[],
): string[] {
  const ids = new Set(instagramIds.filter((id) => id !== null))
  return [...ids].map((id) => pseudonymOf(keys.pseudonyms, 'erased_link', JSON.stringify([userId, id])))
}

/**
 * Whether this user's account was erased here, by whatever cause: what was brought along from elsewhere shall not bring
 * it back. The user may connect it again.
 * @param instagramId either of the account's two ids
 */
export async function wasAccountErased(
  tx: Handle,
  deps: Pick<Deps, 'keys'>,
  { userId, instagramId }: { userId: string; instagramId: string },
): Promise<boolean> {
  return (await achievements.listTagged(tx, linkPseudonyms(deps, userId, [instagramId]))).includes(erasedKey)
}

/**
 * Deletes an account with all that came from Instagram, and makes what the event log says by name unreadable.
 * @param erasing the transaction that it happens in
 * @param erasure.account which the caller holds
 */
export async function eraseAccount(
  { record, vault, keys }: Pick<Deps, 'record' | 'vault' | 'keys'>,
  { tx, plan }: Erasing,
  erasure: { account: accounts.AccountRow; caller: Caller; at: Date; cause: DisconnectCause },
): Promise<void> {
  const { account, caller, at, cause } = erasure
  const { id, userId, username, instagramUserId, appScopedId } = account
  // First of all: while the file is written nobody else waits for the log.
  await plan({ tag: accountPseudonym({ keys }, id), at })
  await achievements.saveTags(tx, erasedKey, linkPseudonyms({ keys }, userId, [instagramUserId, appScopedId]))
  await benchmarks.dropOfAccount(tx, id)
  await accounts.erase(tx, id, at)
  await personalData.forgetMentions(tx, { userId, accountId: id })
  await callBudgets.remove(tx, id)
  const data = { erasedData: true, cause }
  await record(
    tx,
    { type: 'account.disconnected', userId, accountId: id, data, personal: { username } },
    { caller, at },
  )
  const person = await people.findByUser(tx, userId)
  if (person) await people.renewKey(tx, userId, newUserKey(vault, person))
}

/** Deleted rows leave the file with the log that still holds them. A log that is being read is emptied later. */
export async function emptyLog({ db, log }: Pick<Deps, 'db' | 'log'>): Promise<void> {
  try {
    await db.checkpoint()
  } catch (error) {
    log.warn('database.checkpoint_failed', describeError(error))
  }
}
