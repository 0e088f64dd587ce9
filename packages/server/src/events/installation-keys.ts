import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { DatabaseOpenError, installation, type Database } from '@instagram-dashboard/db'
import { Secret, type Vault, VaultError } from '../vault/index.ts'
import { endOf } from './chain.ts'

/** Keys that stay the same for as long as the database does, whatever key seals the tokens. */
export interface InstallationKeys {
  /** For the codes of events. */
  chain: KeyObject
  /** For the codes of people and Instagram accounts that outlive their data. */
  pseudonyms: KeyObject
  /** For choosing by chance, the same for a person each time. */
  choice: KeyObject
  /** Whether the end of the log has had a code of its own from the first event of this secret on. */
  isEndCoded: boolean
}

const context = { purpose: 'installation_secret', owner: 'installation', subject: '1' } as const
/** Stands before the secret, with when it was made: what is sealed can not be said otherwise by the row. */
const form = /^2:(\d{1,16}):/

/** What the one row of a database keeps of a new secret. */
export interface NewSecret {
  keys: InstallationKeys
  sealedSecret: string
}

export function newSecret(vault: Vault, createdAt: Date): NewSecret {
  const secret = Secret.of(`2:${createdAt.getTime()}:${randomBytes(32).toString('base64url')}`)
  return { keys: keysFrom(secret), sealedSecret: vault.seal(context, secret) }
}

/**
 * The keys of this database; they are made when it is opened for the first time, and never where there was a log before.
 * @throws VaultError when the ring does not open them
 * @throws DatabaseOpenError when the row that holds them is gone
 */
export async function openInstallationKeys(
  db: Database,
  { vault, now }: { vault: Vault; now: Date },
): Promise<InstallationKeys> {
  const row = (await installation.find(db)) ?? (await begin(db, { vault, now }))
  return keysFrom(vault.open(context, row.sealedSecret))
}

async function begin(db: Database, { vault, now }: { vault: Vault; now: Date }): Promise<installation.InstallationRow> {
  const { keys, sealedSecret } = newSecret(vault, now)
  // Of two processes that start at once the first one's row stays.
  const row = await db.transaction(async (tx) => {
    if (await installation.isBlank(tx)) {
      await installation.create(tx, { sealedSecret, lastMac: endOf(keys.chain, ''), now })
    }
    return installation.find(tx)
  })
  if (row) return row
  throw new DatabaseOpenError(
    'The row of the installation, which holds the secret of the audit log, was removed or changed: restore a backup',
  )
}

export function keysFrom(secret: Secret): InstallationKeys {
  const derive = (purpose: string) =>
    secret.use((text) => createSecretKey(createHmac('sha256', text).update(purpose).digest()))
  return {
    chain: derive('event-chain'),
    pseudonyms: derive('reward-tags'),
    choice: derive('choice'),
    isEndCoded: secret.use((text) => form.test(text)),
  }
}

/** Whether the row holds the very secret that these keys were made of, and says of it what was sealed with it. */
export function isSecretOf(
  keys: InstallationKeys,
  vault: Vault,
  { sealedSecret, createdAt }: Pick<installation.InstallationRow, 'sealedSecret' | 'createdAt'>,
): boolean {
  try {
    const secret = vault.open(context, sealedSecret)
    const madeAt = secret.use((text) => form.exec(text)?.[1])
    const isDated = madeAt === undefined || Number(madeAt) === createdAt.getTime()
    return isDated && keysFrom(secret).chain.equals(keys.chain)
  } catch (error) {
    if (error instanceof VaultError) return false
    throw error
  }
}

/** The stored secret sealed by the first key. */
export function rewrapSecret(vault: Vault, stored: string): string {
  return vault.rewrap(context, stored)
}
