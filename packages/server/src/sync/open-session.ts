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

export function purposeOf(isForPerson: boolean): CallPurpose {
  return isForPerson ? 'person' : 'background'
}

/**
 * @throws Superseded when the account has no token any more
 * @throws VaultError when the stored token can not be opened
 */
export async function openAccountSession(
  { db, vault, instagram, budget }: Deps,
  account: Pick<accounts.AccountRow, 'id' | 'instagramUserId'>,
  { isForPerson, ...options }: { isForPerson: boolean } & Omit<GateOptions, 'purpose'>,
): Promise<AccountSession> {
  const sealed = await accounts.readSealedToken(db, account.id)
  if (sealed === null) throw new Superseded('The account has no token')
  const token = vault.open({ purpose: 'long_token', owner: account.id, subject: account.instagramUserId }, sealed)
  const gate = budget.gate(account.id, { purpose: purposeOf(isForPerson), ...options })
  return { session: instagram.session(token, gate), giveBack: gate.giveBack }
}
