import { accounts } from '@instagram-dashboard/db'
import type { CallPurpose, GateOptions, SessionGate } from '../budget/call-budget.ts'
import type { Deps } from '../deps.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import { Superseded } from './claim-sync.ts'

/** Instagram as an account's token sees it, every call counted against the account's budget first. */
export interface AccountSession {
  session: GraphSession
  /** To be called at the end, when calls were counted ahead. */
  giveBack: SessionGate['giveBack']
}

/**
 * @param options.ahead how many calls are counted in one go
 * @throws Superseded when the account has no token any more
 * @throws VaultError when the stored token can not be opened
 */
export async function openAccountSession(
  { db, vault, instagram, budget }: Deps,
  account: Pick<accounts.AccountRow, 'id' | 'instagramUserId'>,
  { isForPerson, ahead, onTry }: { isForPerson: boolean } & Pick<GateOptions, 'ahead' | 'onTry'>,
): Promise<AccountSession> {
  const sealed = await accounts.readSealedToken(db, account.id)
  if (sealed === null) throw new Superseded('The account has no token')
  const token = vault.open({ purpose: 'long_token', owner: account.id, subject: account.instagramUserId }, sealed)
  const purpose: CallPurpose = isForPerson ? 'person' : 'background'
  const gate = budget.gate(account.id, { purpose, ahead, onTry })
  return { session: instagram.session(token, gate), giveBack: gate.giveBack }
}
