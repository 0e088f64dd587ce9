import { createHmac, type KeyObject } from 'node:crypto'

/** A code of a person or an Instagram account that says nothing of them and is the same each time. */
export function pseudonymOf(
  key: KeyObject,
  kind: 'user' | 'account' | 'instagram' | 'app_scoped' | 'log_user' | 'benchmark' | 'erased_link',
  id: string,
): string {
  return createHmac('sha256', key).update(`${kind}:${id}`).digest('base64url')
}

const lengthInLog = 22

/** By which the log names a person of the host: the same each time, and nobody's name without the database's secret. */
export function userReference({ pseudonyms }: { pseudonyms: KeyObject }, userId: string): string {
  return `u_${pseudonymOf(pseudonyms, 'log_user', userId).slice(0, lengthInLog)}`
}

export function isUserReference(text: string): boolean {
  return /^u_[\w-]{22}$/.test(text)
}
