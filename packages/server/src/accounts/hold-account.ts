import { accounts, people, type Handle } from '@instagram-dashboard/db'

/**
 * Locks an account until the transaction ends, for whatever begins, ends or erases a connection. `undefined` when it was
 * erased meanwhile.
 */
export async function holdAccount(
  tx: Handle,
  { id, userId }: Pick<accounts.AccountRow, 'id' | 'userId'>,
): Promise<accounts.AccountRow | undefined> {
  await people.takeTurn(tx, userId)
  return accounts.lock(tx, id)
}

/** The same for accounts of several users, who are locked in one order, so that there is no deadlock. */
export async function holdAccounts(
  tx: Handle,
  wanted: readonly Pick<accounts.AccountRow, 'id' | 'userId'>[],
): Promise<accounts.AccountRow[]> {
  for (const userId of [...new Set(wanted.map((account) => account.userId))].toSorted()) {
    await people.takeTurn(tx, userId)
  }
  return accounts.lockAll(
    tx,
    wanted.map(({ id }) => id),
  )
}
