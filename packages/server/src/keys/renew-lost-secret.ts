import { achievements, installation, type Database } from '@instagram-dashboard/db'
import { keysFrom, newSecret, openInstallationKeys, type InstallationKeys } from '../events/installation-keys.ts'
import { tagOf } from '../events/tags.ts'
import type { Vault } from '../vault/vault.ts'

const pageSize = 500

/**
 * The keys of the installation where the key that sealed their secret may be lost. Then there is a new secret: events
 * written so far can no longer be checked for changes, only for gaps, and what people were rewarded for is marked anew
 * as far as they are still known.
 */
export async function renewLostSecret(
  db: Database,
  { vault, now, lostKeyId }: { vault: Vault; now: Date; lostKeyId: string },
): Promise<{ keys: InstallationKeys; isRenewed: boolean }> {
  const row = await installation.find(db)
  if (!row || vault.keyIdOf(row.sealedSecret) !== lostKeyId || vault.keyIds.includes(lostKeyId)) {
    return { keys: await openInstallationKeys(db, { vault, now }), isRenewed: false }
  }
  const { secret, sealed: sealedSecret } = newSecret(vault)
  const keys = keysFrom(secret)
  // First the marks: ended in between, this is simply done again.
  for (let after = ''; ;) {
    const page = await achievements.listOwned(db, { after, limit: pageSize })
    for (const { key, userId, instagramUserId } of page) {
      await achievements.saveTags(db, key, [
        ...(userId === null ? [] : [tagOf(keys.tags, 'user', userId)]),
        ...(instagramUserId === null ? [] : [tagOf(keys.tags, 'instagram', instagramUserId)]),
      ])
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last.id
  }
  await installation.replaceSecret(db, row.sealedSecret, { sealedSecret, verifiableFrom: row.lastSequence + 1 })
  return { keys, isRenewed: true }
}
