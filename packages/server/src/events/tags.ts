import { createHmac, type KeyObject } from 'node:crypto'

/** A code of a person or an Instagram account that says nothing of them and is the same each time. */
export function tagOf(key: KeyObject, kind: 'user' | 'account' | 'instagram' | 'app_scoped', id: string): string {
  return createHmac('sha256', key).update(`${kind}:${id}`).digest('base64url')
}
