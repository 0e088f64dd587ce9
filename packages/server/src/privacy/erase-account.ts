import { accounts, callBudgets, erasures, people, personalData, type Handle } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import type { DisconnectCause } from '../events/catalogue.ts'
import { describeError } from '../log.ts'
import { generateFernetKey } from '../vault/fernet.ts'

/** The code of one account's erasure: its id is made by chance and names nobody. */
export const accountTag = (accountId: string) => `account:${accountId}`

/**
 * Deletes an account with all that came from Instagram, and makes what the event log says by name unreadable. The list
 * outside of the database is written first: what was asked for is done again rather than forgotten.
 * @param tx the transaction that it happens in
 */
export async function eraseAccount(
  { record, erasureLedger }: Pick<Deps, 'record' | 'erasureLedger'>,
  tx: Handle,
  erasure: { account: accounts.AccountRow; caller: Caller; at: Date; cause: DisconnectCause },
): Promise<void> {
  const { account, caller, at, cause } = erasure
  const { id, userId, username } = account
  await erasureLedger.add([accountTag(id)], at)
  await accounts.erase(tx, id)
  await callBudgets.remove(tx, id)
  await personalData.forgetMentions(tx, { userId, accountId: id })
  const data = { erasedData: true, cause }
  await record(
    tx,
    { type: 'account.disconnected', userId, accountId: id, data, personal: { username } },
    { caller, at },
  )
  await people.renewKey(tx, userId, generateFernetKey())
  await erasures.save(tx, accountTag(id), at)
}

/** Deleted rows leave the file with the log that still holds them. A log that is being read is emptied later. */
export async function emptyLog({ db, log }: Pick<Deps, 'db' | 'log'>): Promise<void> {
  try {
    await db.checkpoint()
  } catch (error) {
    log.warn('database.checkpoint_failed', describeError(error))
  }
}
