import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { installation, type Database } from '@instagram-dashboard/db'
import { Secret } from '../vault/secret.ts'
import type { Vault } from '../vault/vault.ts'

/** Keys that stay the same for as long as the database does, whatever key seals the tokens. */
export interface InstallationKeys {
  /** For the codes of events. */
  chain: KeyObject
  /** For the codes of people and Instagram accounts that outlive their data. */
  tags: KeyObject
  /** For choosing by chance, the same for a person each time. */
  choice: KeyObject
}

const context = { purpose: 'installation_secret', owner: 'installation', subject: '1' } as const

export function newSecret(vault: Vault): { secret: Secret; sealed: string } {
  const secret = Secret.of(randomBytes(32).toString('base64url'))
  return { secret, sealed: vault.seal(context, secret) }
}

/**
 * The keys of this database; they are made when it is opened for the first time.
 * @throws VaultError when the ring does not open them
 */
export async function openInstallationKeys(
  db: Database,
  { vault, now }: { vault: Vault; now: Date },
): Promise<InstallationKeys> {
  await installation.create(db, { sealedSecret: newSecret(vault).sealed, now })
  const row = await installation.find(db)
  return keysFrom(vault.open(context, row?.sealedSecret ?? ''))
}

export function keysFrom(secret: Secret): InstallationKeys {
  const derive = (purpose: string) =>
    secret.use((text) => createSecretKey(createHmac('sha256', text).update(purpose).digest()))
  return { chain: derive('event-chain'), tags: derive('reward-tags'), choice: derive('choice') }
}

/** The stored secret sealed by the first key. */
export function rewrapSecret(vault: Vault, stored: string): string {
  return vault.rewrap(context, stored)
}
