import { achievements, events, installation, type Database } from '@instagram-dashboard/db'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { endOf } from '../events/chain.ts'
import { newSecret, openInstallationKeys, type InstallationKeys } from '../events/installation-keys.ts'
import { createRecorder } from '../events/record.ts'
import { pseudonymOf } from '../pseudonyms/pseudonym.ts'
import type { Vault } from '../vault/index.ts'

const pageSize = 500

/**
 * The keys of the installation where the key that sealed their secret may be lost. Then there is a new secret: events
 * written so far can no longer be checked for changes, only for gaps, and what people were rewarded for is marked anew
 * as far as they are still known. The first event of the new secret tells of the loss, in the same commit: it alone
 * makes it believed that the events before it can not be checked.
 */
export async function renewLostSecret(
  db: Database,
  {
    vault,
    now,
    lostKeyId,
    settings,
  }: { vault: Vault; now: Date; lostKeyId: string; settings: Pick<Deps['settings'], 'defaultLocale'> },
): Promise<InstallationKeys> {
  const row = await installation.find(db)
  if (!row || vault.keyIdOf(row.sealedSecret) !== lostKeyId || vault.keyIds.includes(lostKeyId)) {
    return openInstallationKeys(db, { vault, now })
  }
  const { keys, sealedSecret } = newSecret(vault, row.createdAt)
  // First the marks: ended in between, this is simply done again.
  for (let after = ''; ;) {
    const page = await achievements.listOwned(db, { after, limit: pageSize })
    for (const { key, userId, instagramUserId } of page) {
      await achievements.saveTags(db, key, [
        ...(userId === null ? [] : [pseudonymOf(keys.pseudonyms, 'user', userId)]),
        ...(instagramUserId === null ? [] : [pseudonymOf(keys.pseudonyms, 'instagram', instagramUserId)]),
      ])
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last.id
  }
  const record = createRecorder({ keys, vault })
  const isMine = await db.transaction(async (tx) => {
    if (!(await installation.replaceSecret(tx, row.sealedSecret, { sealedSecret }))) return false
    const { lastSequence = 0 } = (await installation.find(tx)) ?? {}
    const last = await events.find(tx, lastSequence)
    await installation.startAnew(tx, {
      verifiableFrom: lastSequence + 1,
      lastMac: endOf(keys.chain, last?.mac ?? ''),
    })
    const event = { type: 'keys.lost', userId: null, accountId: null, data: {} } as const
    await record(tx, event, { caller: systemCaller(settings.defaultLocale), at: now })
    return true
  })
  return isMine ? keys : openInstallationKeys(db, { vault, now })
}
