import { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import type { CallGate } from '../instagram/retry.ts'
import { Superseded } from './claim-sync.ts'

/**
 * Instagram as an account's token sees it.
 * @param gate counts every call against the account's budget first
 * @throws Superseded when the account has no token any more
 * @throws VaultError when the stored token can not be opened
 */
export async function openAccountSession(
  { db, vault, instagram }: Pick<Deps, 'db' | 'vault' | 'instagram'>,
  account: Pick<accounts.AccountRow, 'id' | 'instagramUserId'>,
  gate: CallGate,
): Promise<GraphSession> {
  const sealed = await accounts.readSealedToken(db, account.id)
  if (sealed === null) throw new Superseded('The account has no token')
  const token = vault.open({ purpose: 'long_token', owner: account.id, subject: account.instagramUserId }, sealed)
  return instagram.session(token, gate)
}
