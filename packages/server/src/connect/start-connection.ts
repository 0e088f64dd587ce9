import { accounts, oauthStates, people } from '@instagram-dashboard/db'
import { addMs } from '../clock/index.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { ConnectStartInput, ConnectStartResult } from './contract.ts'
import { attemptRetentionMs } from '../privacy/drop-old-data.ts'
import { appSchemeOf } from './app-address.ts'
import { recordStep } from './record-step.ts'
import { safeReturnTo } from './return-to.ts'
import { variantOf } from './text-variants.ts'
import { hashOf, liveStatesPerUser, newState, stateLifetimeMs } from './state.ts'

/** Begins an attempt: a state bound to the user, and to the browser if it asks for that, and the address to send the user to. */
export async function startConnection(
  deps: Deps,
  { caller, userId, mountUrl = null }: { caller: Caller; userId: string; mountUrl?: string | null | undefined },
  input: ConnectStartInput,
): Promise<ConnectStartResult> {
  const { db, clock, instagram, settings, record } = deps
  const addresses = deps.consentAddresses(mountUrl)
  const isFromApp = input.isFromApp === true
  const returnTo = input.returnTo === undefined ? null : safeReturnTo(input.returnTo, settings.allowedOrigins)
  if (isFromApp && appSchemeOf(returnTo ?? '') === null)
    throw new AppError('VALIDATION', { field: 'returnTo', problem: 'address_not_allowed' })
  const now = clock.now()
  const state = newState({ isFromApp })
  const attempt = {
    stateHash: hashOf(state),
    userId,
    accountId: input.accountId ?? null,
    redirectUri: addresses.redirectUri,
    browserChallenge: input.browserChallenge ?? null,
    returnTo,
    placement: input.placement ?? null,
    createdAt: now,
    expiresAt: addMs(now, stateLifetimeMs),
  }
  // Only users who were shown our texts take part in the comparison, and only with the variant assigned to them. Who
  // was invited while there was no choice would make the first variant look like one that was chosen.
  const assigned = settings.connectTextsComparison === 'on' ? variantOf(deps, userId) : null
  const textVariant = input.textVariant === assigned ? assigned : null
  const living = await db.transaction(async (tx) => {
    await people.takeTurn(tx, userId)
    if (attempt.accountId !== null && !(await accounts.find(tx, userId, attempt.accountId)))
      throw new AppError('NOT_FOUND')
    await oauthStates.dropOlderThan(tx, addMs(now, -attemptRetentionMs))
    await oauthStates.dropOldestLive(tx, userId, liveStatesPerUser - 1)
    await oauthStates.insert(tx, attempt)
    await recordStep(tx, attempt, { step: 'started', at: now, textVariant })
    const event = {
      type: 'connection.started',
      userId,
      accountId: attempt.accountId,
      data: { textVariant },
      personal: { placement: attempt.placement },
    } as const
    await record(tx, event, { caller, at: now })
    return accounts.listLiving(tx, userId)
  })
  // With an account already here, the browser's logged-in Instagram account would silently be connected again.
  const forceReauth = living.length > 0 && attempt.accountId === null
  const authorizationUrl = instagram.authorizationUrl({ state, forceReauth, ...addresses })
  return { authorizationUrl, state, expiresAt: attempt.expiresAt }
}
