import { randomUUID } from 'node:crypto'
import { accounts, events, isUniqueViolation, media, oauthStates, people, type Handle } from '@instagram-dashboard/db'
import { addMs } from '../clock/index.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type Profile, withoutBlanks } from '../instagram/index.ts'
import type { Secret } from '../vault/index.ts'
import { heldAttempt, type Attempt } from './attempt-lease.ts'
import { storeAnswer } from './connection-answer.ts'
import { recordStep } from './record-step.ts'

/** What an attempt has gathered when everything was asked of Instagram and nothing is saved yet. */
export interface Validated {
  profile: Profile
  token: Secret
  expiresInSeconds: number
  grantedScopes: string[]
}

interface Connection {
  attempt: Attempt
  validated: Validated
}

/**
 * Saves account, sealed token, funnel step, event and the attempt's answer in one transaction.
 * @throws AppError WRONG_ACCOUNT when a reconnect brought another identity, ACCOUNT_LINKED_ELSEWHERE when another
 *   user holds the Instagram account, CONFLICT when the attempt was taken over meanwhile
 */
export async function saveConnection(deps: Deps, caller: Caller, connection: Connection): Promise<accounts.AccountRow> {
  try {
    return await deps.db.transaction((tx) => saveInside(tx, deps, { caller, ...connection }))
  } catch (error) {
    // Two users finishing at the same instant: the unique index decides.
    if (isUniqueViolation(error)) throw new AppError('ACCOUNT_LINKED_ELSEWHERE', { cause: error })
    throw error
  }
}

async function saveInside(
  tx: Handle,
  { clock, vault, record }: Deps,
  { caller, attempt, validated }: Connection & { caller: Caller },
): Promise<accounts.AccountRow> {
  const { userId } = attempt
  const { instagramUserId, appScopedId } = validated.profile
  const now = clock.now()
  await people.takeTurn(tx, userId)
  // Taken over from another app, it may be here by its other id.
  const known =
    (await accounts.findByInstagramUser(tx, userId, instagramUserId)) ??
    (appScopedId === null ? undefined : await accounts.findByInstagramUser(tx, userId, appScopedId))
  // Locked before it is read: how long it was connected is added up from what stands there.
  const existing = known && (await accounts.lock(tx, known.id))
  if (attempt.accountId !== null && existing?.id !== attempt.accountId) throw new AppError('WRONG_ACCOUNT')
  for (const instagramId of appScopedId === null ? [instagramUserId] : [instagramUserId, appScopedId]) {
    if (await accounts.isLinkedElsewhere(tx, userId, instagramId)) throw new AppError('ACCOUNT_LINKED_ELSEWHERE')
  }

  const user = await people.findByUser(tx, userId)
  const isFirstConnection = !(user && (await events.hasConnected(tx, user.ref)))
  const id = existing?.id ?? randomUUID()
  const connected = {
    // The same user's account: what Instagram leaves out today is still true.
    ...withoutBlanks(validated.profile),
    status: 'active' as const,
    sealedToken: vault.seal({ purpose: 'long_token', owner: id, subject: instagramUserId }, validated.token),
    tokenIssuedAt: now,
    tokenExpiresAt: addMs(now, validated.expiresInSeconds * 1000),
    refreshRetryAt: null,
    refreshFailures: 0,
    refreshFailure: null,
    grantedScopes: validated.grantedScopes,
    connectedAt: now,
    connectedBeforeMs: existing ? accounts.connectedMs(existing, now) : 0,
    disconnectedAt: null,
    deactivatedAt: null,
    lastErrorCode: null,
    lastErrorReason: null,
    lastErrorAt: null,
    suspectedAt: null,
    catchUpAt: null,
    expiryNoticeDays: null,
    updatedAt: now,
  }
  const account = existing
    ? await accounts.updateAndEndLease(tx, id, connected)
    : await accounts.insert(tx, {
        username: instagramUserId,
        ...connected,
        id,
        userId,
        instagramUserId,
        createdAt: now,
      })
  if (!account) throw new AppError('CONFLICT')
  if (account.instagramUserId !== instagramUserId) {
    await accounts.settleIdentity(tx, id, { instagramUserId, sealedToken: connected.sealedToken })
  }
  if (existing && existing.username !== account.username) {
    const personal = { from: existing.username, to: account.username }
    await media.renameOwner(tx, id, personal)
    await record(tx, { type: 'account.renamed', userId, accountId: id, data: {}, personal }, { caller, at: now })
  }

  const { username, followersCount: followers } = account
  const data = { isFirstConnection, isReconnect: existing !== undefined, followers }
  const event = { type: 'connection.completed', userId, accountId: id, data, personal: { username } } as const
  const { unlocked } = await record(tx, event, { caller, at: now })
  const rewarded = unlocked.find(({ credits }) => credits > 0)
  const reward = rewarded === undefined ? null : { achievement: rewarded.key, credits: rewarded.credits }
  // Once for each user and each Instagram account, whoever connects it and even when it was erased in between.
  const isGivenBefore = isFirstConnection && !unlocked.some(({ key }) => key === 'first_connection')
  const rewardWithheld = isGivenBefore ? ('given_before' as const) : null

  const parts = { now, locale: caller.locale, isFirstConnection, reward, rewardWithheld, returnTo: attempt.returnTo }
  const outcome = { now, result: { accountId: id, answer: storeAnswer(account, parts) }, failureCode: null }
  if (!(await oauthStates.finish(tx, heldAttempt(attempt), outcome))) throw new AppError('CONFLICT')
  await recordStep(tx, attempt, { step: 'validated', at: now, accountId: id })
  await recordStep(tx, attempt, { step: 'connected', at: now, accountId: id })
  return account
}
