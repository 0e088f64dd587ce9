import type { people } from '@instagram-dashboard/db'
import { generateFernetKey, type SealContext, Secret, type Vault, VaultError } from '../vault/index.ts'

type Named = Pick<people.PersonRow, 'userId' | 'ref'>

/** Whom it is of is sealed with it, so that a row which was changed to name somebody else does not open. */
function contextOf({ userId, ref }: Named): SealContext {
  return { purpose: 'person_key', owner: userId, subject: ref }
}

/** A new key of a person, as it is stored: sealed, so that no copy of the database opens what the log says by name. */
export function newUserKey(vault: Vault, person: Named): string {
  return sealUserKey(vault, person, generateFernetKey())
}

export function sealUserKey(vault: Vault, person: Named, key: string): string {
  return vault.seal(contextOf(person), Secret.of(key))
}

/** The same key sealed by the first key of the ring. @throws VaultError when it does not open */
export function rewrapUserKey(vault: Vault, person: people.PersonRow): string {
  return vault.rewrap(contextOf(person), person.key)
}

/** The key itself; `undefined` when it does not open: then the row is not one that this product wrote. */
export function openUserKey(vault: Vault, person: people.PersonRow | undefined): string | undefined {
  if (person === undefined) return undefined
  try {
    return vault.open(contextOf(person), person.key).use((text) => text)
  } catch (error) {
    if (error instanceof VaultError) return undefined
    throw error
  }
}
