import { accountLists, accounts, betweenBatches } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { isUserReference, userReference } from '../pseudonyms/pseudonym.ts'
import type { AdminAccountInput } from './account-page-contract.ts'

const mostOthers = 10
const usersPerPiece = 1_000

/**
 * Everybody's accounts that an operator means: by id, by username, by the host's id of the user, or by the pseudonym
 * that the log has of them. Those that are connected come first, then the newest connection; ten others at most.
 */
export async function findAccounts(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  { accountId, username, userId }: AdminAccountInput,
): Promise<accounts.AccountRow[]> {
  if (accountId !== undefined) {
    const account = await accounts.findById(db, accountId)
    return account ? [account] : []
  }
  const rows =
    username === undefined
      ? await accountLists.listAllOf(db, await hostIdOf({ db, keys }, userId ?? ''))
      : await accountLists.listByUsername(db, username.replace(/^@/, ''), mostOthers + 1)
  const rank = ({ status }: accounts.AccountRow) => (status === 'disconnected' ? 1 : 0)
  return rows
    .toSorted((a, b) => rank(a) - rank(b) || b.connectedAt.getTime() - a.connectedAt.getTime())
    .slice(0, mostOthers + 1)
}

/** A reference says nothing of whom it names, so that those who have an account are tried, in pieces. */
async function hostIdOf({ db, keys }: Pick<Deps, 'db' | 'keys'>, named: string): Promise<string> {
  if (!isUserReference(named)) return named
  for (let after = ''; ;) {
    const page = await accountLists.listUserIds(db, { after, limit: usersPerPiece })
    const found = page.find((id) => userReference(keys, id) === named)
    if (found !== undefined) return found
    if (page.length < usersPerPiece) return named
    after = page.at(-1) ?? ''
    await betweenBatches()
  }
}
