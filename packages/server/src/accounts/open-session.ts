import { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { type CallGate, dayOf, type GraphSession } from '../instagram/index.ts'
import { Superseded } from '../leases/superseded.ts'

/** The fields that are not worth asking for today: of each the day is known from which it is asked for again. */
function refusedFieldsOf({ refusedFields }: Pick<accounts.AccountRow, 'refusedFields'>, today: string): string[] {
  return Object.entries(refusedFields).flatMap(([field, againFrom]) => (againFrom > today ? [field] : []))
}

/**
 * Instagram as an account's token sees it.
 * @param gate counts every call against the account's budget first
 * @throws Superseded when the account has no token any more
 * @throws VaultError when the stored token can not be opened
 */
export async function openAccountSession(
  { db, vault, instagram, clock }: Pick<Deps, 'db' | 'vault' | 'instagram' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'instagramUserId' | 'refusedFields'>,
  gate: CallGate,
): Promise<GraphSession> {
  const sealed = await accounts.readSealedToken(db, account.id)
  if (sealed === null) throw new Superseded('The account has no token')
  const token = vault.open({ purpose: 'long_token', owner: account.id, subject: account.instagramUserId }, sealed)
  return instagram.session(token, gate, refusedFieldsOf(account, dayOf(clock.now())))
}
