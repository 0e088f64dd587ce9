import { createHash, randomBytes } from 'node:crypto'
import { minuteMs } from '../clock/index.ts'

/** How long a user may take at Instagram. */
export const stateLifetimeMs = 10 * minuteMs
/** How long the same `{ code, state }` gets the first answer again. */
export const answerLifetimeMs = 10 * minuteMs
/** Unused states that one user may hold. */
export const liveStatesPerUser = 5

// No base64url has it.
const markOfApps = 'app.'

/** 256 random bits, base64url. Only its hash is stored, so nobody can say `isFromApp` of it afterwards, or take it back. */
export function newState({ isFromApp }: { isFromApp: boolean }): string {
  return (isFromApp ? markOfApps : '') + randomBytes(32).toString('base64url')
}

/** Whether an app on a phone began the attempt, and not a page that only goes on to an app. */
export function isOfApp(state: string): boolean {
  return state.startsWith(markOfApps)
}

/** A client that forwards the whole redirect URL also sends Instagram's `#_`, at the end of its last parameter. */
export function withoutFragment(text: string): string {
  return text.replace(/(?:#|%23)_$/i, '')
}

/** The key of a state as a client brings it. */
export function stateHashOf(state: string): string {
  return hashOf(withoutFragment(state))
}

/** The challenge of a browser's verifier, as `connect.start` takes it: base64url (RFC 7636 §4.2). */
export function browserChallengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

/** The key of a state or a code in the database. */
export function hashOf(secretText: string): string {
  return createHash('sha256').update(secretText).digest('hex')
}
