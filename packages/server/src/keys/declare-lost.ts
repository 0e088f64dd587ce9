import { accounts, installation, people, sealedTokens } from '@instagram-dashboard/db'
import { holdAccount } from '../accounts/hold-account.ts'
import { loseToken } from '../failures/lose-token.ts'
import { newUserKey } from '../events/user-key.ts'
import type { KeyDeps } from './rotate-keys.ts'

const pageSize = 100

/** The key is in the ring: nothing is lost. */
export class KeyNotLost extends Error {
  override readonly name = 'KeyNotLost'
}

/** What only one key opens. */
export interface Sealed {
  /** Accounts that would have to be reconnected. */
  accounts: number
  /** Tokens of accounts that are disconnected, and of connections under way. */
  otherTokens: number
  /** People whose names in the audit log could be read no more. */
  people: number
  /** Whether events written so far could only be counted. */
  auditLog: boolean
}

/** What would be lost with a key. Changes nothing. @throws KeyNotLost when the ring holds the key */
export async function countLost({ db, vault }: Pick<KeyDeps, 'db' | 'vault'>, keyId: string): Promise<Sealed> {
  if (vault.keyIds.includes(keyId)) throw new KeyNotLost(`The key ${keyId} is in the ring`)
  const tokens = await sealedTokens.countSealedBy(db, keyId)
  const row = await installation.find(db)
  return {
    accounts: tokens.accounts,
    otherTokens: tokens.disconnected + tokens.connections,
    people: await people.countSealedBy(db, keyId),
    auditLog: row !== undefined && vault.keyIdOf(row.sealedSecret) === keyId,
  }
}

/**
 * After a key was lost for good: the tokens that it sealed are dropped, their accounts ask to be reconnected, and all
 * numbers stay. What the log said by name of people whose keys it sealed is forgotten. May be ended at any moment and run
 * again.
 * @returns how many accounts must be reconnected
 * @throws KeyNotLost when the ring holds the key
 */
export async function declareLost({ db, vault, clock, settings, record }: KeyDeps, keyId: string): Promise<number> {
  if (vault.keyIds.includes(keyId)) throw new KeyNotLost(`The key ${keyId} is in the ring`)
  const at = clock.now()
  let lost = 0
  // First of all, since what happens to accounts is written under the keys of their people.
  await renewPeople({ db, vault }, keyId)
  for (let after = ''; ;) {
    const query = { purpose: 'long_token', after, limit: pageSize } as const
    const page = await sealedTokens.listNotSealedBy(db, vault.firstKeyId, query)
    for (const token of page.filter(({ text }) => vault.keyIdOf(text) === keyId)) {
      const isLost = await db.transaction(async (tx) => {
        const account = await holdAccount(tx, token)
        // Whoever has connected again meanwhile has a token of another key.
        if (!account || (await accounts.readSealedToken(tx, token.id)) !== token.text) return false
        return loseToken({ record, settings }, tx, { account, at })
      })
      if (isLost) lost += 1
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

async function renewPeople({ db, vault }: Pick<KeyDeps, 'db' | 'vault'>, lostKeyId: string): Promise<void> {
  for (let after = ''; ;) {
    const page = await people.listNotSealedBy(db, vault.firstKeyId, { after, limit: pageSize })
    for (const person of page.filter(({ key }) => vault.keyIdOf(key) === lostKeyId)) {
      await people.replaceKey(db, person, newUserKey(vault, person))
    }
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.userId
  }
}
