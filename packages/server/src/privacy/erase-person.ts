import { accountLists, accounts, erasures, personalData } from '@instagram-dashboard/db'
import { revokeToken, type ForgottenToken } from '../connect/revoke-token.ts'
import type { Caller, Deps } from '../deps.ts'
import { tagOf } from '../events/tags.ts'
import type { EraseResult } from './contract.ts'
import { emptyLog } from './erase-account.ts'

/** The code of a person's erasure. */
export function personTag({ keys }: Pick<Deps, 'keys'>, userId: string): string {
  return `user:${tagOf(keys.tags, 'user', userId)}`
}

/**
 * Deletes everything that is held on a person. What stays names nobody: the events under a reference without its
 * person, both sides of the credits, and codes that keep a reward from being given twice.
 */
export async function erasePerson(
  deps: Deps,
  { caller, userId }: { caller: Caller; userId: string },
): Promise<EraseResult> {
  const { db, clock, record, erasureLedger } = deps
  const at = clock.now()
  const tag = personTag(deps, userId)
  const forgotten = await db.transaction(async (tx) => {
    const tokens: ForgottenToken[] = []
    for (const account of await accountLists.listAllOf(tx, userId)) {
      tokens.push({ account, sealed: await accounts.readSealedToken(tx, account.id) })
    }
    await erasureLedger.add([tag], at)
    const data = { accounts: tokens.length, cause: 'person' as const }
    await record(tx, { type: 'person.erased', userId, accountId: null, data }, { caller, at })
    await personalData.eraseUser(tx, userId)
    await erasures.save(tx, tag, at)
    return tokens
  })
  for (const token of forgotten) await revokeToken(deps, token, { isErased: true })
  await emptyLog(deps)
  return { success: true, accounts: forgotten.length }
}
