import { accounts, type Handle } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { ForeignIdentity } from '../failures/foreign-identity.ts'

/**
 * Of an account that was taken over from another app the app-scoped id may be stored. Once Instagram has named both, the
 * account's own takes its place, and the token is sealed for it.
 * @throws ForeignIdentity when the same account is connected already under its own id
 */
export async function settleIdentity(
  tx: Handle,
  { vault }: Pick<Deps, 'vault'>,
  { account, instagramUserId }: { account: accounts.AccountRow; instagramUserId: string },
): Promise<void> {
  const { id, userId, instagramUserId: known } = account
  if (known === instagramUserId) return
  const isTaken =
    (await accounts.findByInstagramUser(tx, userId, instagramUserId)) !== undefined ||
    (await accounts.isLinkedElsewhere(tx, userId, instagramUserId))
  if (isTaken) throw new ForeignIdentity('The account is connected a second time under its own id')
  const stored = await accounts.readSealedToken(tx, id)
  const contextOf = (subject: string) => ({ purpose: 'long_token', owner: id, subject }) as const
  const sealedToken =
    stored === null ? null : vault.seal(contextOf(instagramUserId), vault.open(contextOf(known), stored))
  await accounts.settleIdentity(tx, id, { instagramUserId, sealedToken })
}
