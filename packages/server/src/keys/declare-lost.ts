import { accounts, sealedTokens } from '@instagram-dashboard/db'
import { systemCaller } from '../deps.ts'
import type { KeyDeps } from './rotate-keys.ts'

const pageSize = 100

/** The key is in the ring: nothing is lost. */
export class KeyNotLost extends Error {
  override readonly name = 'KeyNotLost'
}

/**
 * After a key was lost for good: the tokens that it sealed are dropped, their accounts ask to be reconnected, and all
 * numbers stay. May be ended at any moment and run again.
 * @returns how many accounts must be reconnected
 * @throws KeyNotLost when the ring holds the key
 */
export async function declareLost({ db, vault, clock, settings, record }: KeyDeps, keyId: string): Promise<number> {
  if (vault.keyIds.includes(keyId)) throw new KeyNotLost(`The key ${keyId} is in the ring`)
  const at = clock.now()
  let lost = 0
  for (let after = ''; ;) {
    const query = { purpose: 'long_token', after, limit: pageSize } as const
    const page = await sealedTokens.listNotSealedBy(db, vault.firstKeyId, query)
    for (const token of page.filter(({ text }) => vault.keyIdOf(text) === keyId)) {
      await db.transaction(async (tx) => {
        const current = await accounts.readSealedToken(tx, token.id)
        if (current !== token.text) return
        const account = await accounts.updateAndEndLease(tx, token.id, {
          status: 'reconnect_required',
          sealedToken: null,
          tokenIssuedAt: null,
          tokenExpiresAt: null,
          catchUpAt: null,
          lastErrorCode: 'RECONNECT_REQUIRED',
          lastErrorReason: null,
          lastErrorAt: at,
          updatedAt: at,
        })
        const subject = { userId: token.userId, accountId: token.id }
        const personal = { username: account?.username ?? '' }
        const event = { type: 'connection.lost', ...subject, data: { code: 'RECONNECT_REQUIRED' }, personal } as const
        await record(tx, event, { caller: systemCaller(settings.defaultLocale), at })
        lost += 1
      })
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last.id
  }
  // One-hour tokens of connections under way: without their key they are only in the way of a start.
  for (;;) {
    const query = { purpose: 'short_token', after: '', limit: pageSize } as const
    const page = (await sealedTokens.listNotSealedBy(db, vault.firstKeyId, query)).filter(
      ({ text }) => vault.keyIdOf(text) === keyId,
    )
    if (page.length === 0) return lost
    for (const token of page) await sealedTokens.forget(db, token)
  }
}
