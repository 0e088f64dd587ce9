import type { ConnectStartInput } from '@instagram-dashboard/server/contract'
import { isDevelopment } from '../hints/development.ts'
import { lookAtRedirectAddress } from '../hints/redirect-address.ts'
import type { CallOptions } from '../transport/calls.ts'
import { newBrowserBinding } from './browser-binding.ts'
import { canRemember, redirectUriOf, remember, type Leaving, type LeftApp } from './attempt-memory.ts'
import type { InstagramConnect } from './connect.ts'
import { dropHeldReturn } from './held-return.ts'

export type BeginAttempt = ReturnType<typeof createBeginAttempt>

/**
 * Begins attempts, each bound to this browser where the window that leaves can remember what for: it may have to end the
 * attempt by itself.
 */
export function createBeginAttempt(start: InstagramConnect['start'], app: LeftApp) {
  /** @param options with `leaver`, the window that goes to Instagram */
  return async (
    input: ConnectStartInput | undefined,
    { leaver, isAlone, ...options }: CallOptions & { leaver: { sessionStorage: Storage }; isAlone: boolean },
  ): Promise<Leaving & { authorizationUrl: string }> => {
    const bound = canRemember(leaver) ? await newBrowserBinding() : undefined
    const { authorizationUrl, state } = await start({ ...input, browserChallenge: bound?.challenge }, options)
    const returnsTo = redirectUriOf(authorizationUrl)
    const leaving = { ...app, state, from: location.href, returnsTo, isAlone, browserVerifier: bound?.verifier }
    remember(leaver, leaving)
    // A new window takes along what this tab keeps, and what is held is read before the address.
    dropHeldReturn(leaver)
    if (isDevelopment) void lookAtRedirectAddress(returnsTo)
    return { ...leaving, authorizationUrl }
  }
}
