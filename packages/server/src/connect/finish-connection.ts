import { oauthStates, type accounts } from '@instagram-dashboard/db'
import { addMs } from '../clock/index.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { askPeers } from '../failures/ask-peers.ts'
import { AppError, codeOf } from '../errors.ts'
import { GraphFailure, type LongToken, shortTokenSeconds } from '../instagram/index.ts'
import { Secret } from '../vault/index.ts'
import { heldAttempt, type Attempt } from './attempt-lease.ts'
import { connectError, isOfLogin, isWorthResuming } from './connect-failure.ts'
import type { ConnectCompleteResult } from './contract.ts'
import { missingScopesOf } from '../accounts/present-account.ts'
import { answerOf } from './connection-answer.ts'
import { recordStep } from './record-step.ts'
import { saveConnection, type Validated } from './save-connection.ts'

// The exchange for the long token and the profile.
const callsOfAConnection = 2

/**
 * Finishes an attempt that this call has leased: short token (saved sealed at once, so that a crash can resume here), long token,
 * profile, checks, one transaction. A passing failure releases the attempt; any other is its answer from then on.
 * @param code absent when a crash is resumed at start: then only a saved short token helps
 */
export async function finishConnection(
  deps: Deps,
  caller: Caller,
  { attempt, code }: { attempt: Attempt; code: string | null },
): Promise<{ account: accounts.AccountRow; answer: ConnectCompleteResult }> {
  const { db } = deps
  let account: accounts.AccountRow
  try {
    const validated = await askInstagram(deps, attempt, code)
    account = await saveConnection(deps, caller, { attempt, validated })
  } catch (failure) {
    const error = connectError(await withPeers(deps, failure, attempt))
    if (isWorthResuming(error)) {
      await oauthStates.release(db, heldAttempt(attempt), { failureCode: codeOf(error) })
    } else await saveFailure(deps, caller, { attempt, error })
    throw error
  }
  await deps.budget.noteLogin(null)
  await deps.budget.count(account.id, callsOfAConnection)
  const finished = await oauthStates.find(db, attempt.stateHash)
  return { account, answer: answerOf(finished ?? attempt) }
}

/** Asks other accounts whether it is the app that Instagram refuses, which is noted for the operator. */
async function withPeers(deps: Deps, error: unknown, { accountId }: Attempt): Promise<unknown> {
  if (!(error instanceof GraphFailure)) return error
  const failure = await recognizeAppRefusal(deps, error, accountId)
  const isOfApp = failure.kind === 'app_refused' || isOfLogin(failure)
  if (isOfApp && failure.details.isOwnLimit !== true) await deps.budget.noteLogin(failure)
  return failure
}

async function recognizeAppRefusal(deps: Deps, failure: GraphFailure, accountId: string | null): Promise<GraphFailure> {
  const isOfUser = failure.kind === 'token_refused' || failure.kind === 'permission_missing'
  if (!isOfUser) return failure
  const isAboutInsights = failure.kind === 'permission_missing'
  if ((await askPeers(deps, { except: accountId, isAboutInsights })) !== 'refused') return failure
  await deps.budget.refuseApp(failure)
  return new GraphFailure('app_refused', failure.endpoint, failure.details)
}

async function askInstagram(deps: Deps, attempt: Attempt, code: string | null): Promise<Validated> {
  const { shortToken, grantedScopes } = await obtainShortToken(deps, attempt, code)
  if (missingScopesOf(grantedScopes ?? []).length > 0) throw new AppError('SCOPE_MISSING')
  const gate = deps.budget.loginGate()
  const long: LongToken = await deps.instagram.exchangeLongToken(shortToken, gate)
  const token = Secret.of(long.accessToken)
  const profile = await deps.instagram.session(token, gate).profile()
  if (profile.accountType?.toLowerCase() === 'personal') throw new AppError('ACCOUNT_NOT_PROFESSIONAL')
  return { profile, token, expiresInSeconds: long.expiresInSeconds, grantedScopes: grantedScopes ?? [] }
}

async function obtainShortToken(
  { db, clock, instagram, vault, budget }: Deps,
  attempt: Attempt,
  code: string | null,
): Promise<{ shortToken: Secret; grantedScopes: string[] | null }> {
  const context = { purpose: 'short_token', owner: attempt.userId, subject: attempt.stateHash } as const
  const isSavedAndLiving = attempt.shortTokenExpiresAt !== null && attempt.shortTokenExpiresAt > clock.now()
  if (attempt.sealedShortToken !== null && isSavedAndLiving) {
    return { shortToken: vault.open(context, attempt.sealedShortToken), grantedScopes: attempt.grantedScopes }
  }
  if (code === null) throw new AppError('STATE_EXPIRED')
  const answer = await instagram.exchangeCode(code, { redirectUri: attempt.redirectUri, gate: budget.loginGate() })
  const shortToken = Secret.of(answer.accessToken)
  const at = clock.now()
  const pending = {
    sealedShortToken: vault.seal(context, shortToken),
    shortTokenExpiresAt: addMs(at, shortTokenSeconds * 1000),
    grantedScopes: answer.grantedScopes,
  }
  await db.transaction(async (tx) => {
    const isHeld = await oauthStates.saveShortToken(tx, heldAttempt(attempt), pending)
    if (!isHeld) throw new AppError('CONFLICT')
    await recordStep(tx, attempt, { step: 'exchanged', at })
  })
  return { shortToken, grantedScopes: answer.grantedScopes }
}

async function saveFailure(
  { db, clock, record }: Deps,
  caller: Caller,
  { attempt, error }: { attempt: Attempt; error: unknown },
): Promise<void> {
  const code = codeOf(error)
  const at = clock.now()
  await db.transaction(async (tx) => {
    const end = { now: at, result: null, failureCode: code }
    if (!(await oauthStates.finish(tx, heldAttempt(attempt), end))) return
    await recordStep(tx, attempt, { step: 'failed', at, errorMessage: code })
    await record(
      tx,
      { type: 'connection.failed', userId: attempt.userId, accountId: null, data: { code } },
      { caller, at },
    )
  })
}
