import { addMs, hourMs } from '../clock/index.ts'
import type { Failure } from './failure.ts'

/** Thrown where an account's own token answers for somebody else: nothing of that answer may be saved. */
export class ForeignIdentity extends Error {
  override readonly name = 'ForeignIdentity'
}

const retryMs = hourMs

/** What it means for the connection: neither the user nor a new login can mend it, and an operator must look. */
export function foreignIdentity(now: Date): Failure {
  const retryAt = addMs(now, retryMs)
  return { kind: 'our_fault', code: 'INSTAGRAM_REJECTED', reason: null, retryAt, isSuspicion: false }
}
