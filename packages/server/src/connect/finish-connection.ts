import { oauthStates, type accounts } from '@instagram-dashboard/db'
import { addMs } from '../clock/time.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { askPeers } from '../failures/ask-peers.ts'
import { AppError } from '../errors.ts'
import { GraphFailure } from '../instagram/failure.ts'
import { shortTokenSeconds, type LongToken } from '../instagram/login.ts'
import { startFirstSync } from '../sync/start-first-sync.ts'
import { Secret } from '../vault/secret.ts'
import { connectError, isOfLogin, isWorthResuming } from './connect-failure.ts'
import type { ConnectCompleteResult } from './contract.ts'
import { missingScopesOf } from '../accounts/present-account.ts'
import { answerOf } from './connection-answer.ts'
import { recordStep } from './record-step.ts'
import { saveConnection, type Validated } from './save-connection.ts'

// The exchange for the long token and the profile.
const callsOfAConnection = 2

type Flow = oauthStates.OauthStateRow

/**
 * Carries a taken flow to its end: short token (saved sealed at once, so that a crash can resume here), long token,
 * profile, checks, one transaction. A passing failure gives the flow back; a final one is its answer from then on.
 * @param code absent when a crash is resumed at start: then only a saved short token helps
 */
export async function finishConnection(
  deps: Deps,
  caller: Caller,
  { flow, code }: { flow: Flow; code: string | null },
): Promise<ConnectCompleteResult> {
  const { db } = deps
  const lease = { owner: flow.leaseOwner ?? '', fence: flow.leaseFence }
  let account: accounts.AccountRow
  try {
    const validated = await askInstagram(deps, flow, code)
    account = await saveConnection(deps, caller, { flow, validated })
  } catch (failure) {
    const error = connectError(await withPeers(deps, failure, flow))
    if (isWorthResuming(error)) {
      await oauthStates.release(db, { stateHash: flow.stateHash, lease }, { failureCode: codeOf(error) })
    } else await saveFailure(deps, caller, { flow, error })
    throw error
  }
  await deps.budget.noteLogin(null)
  await deps.budget.count(account.id, callsOfAConnection)
  await startFirstSync(deps, account)
  const finished = await oauthStates.find(db, flow.stateHash)
  return answerOf(finished ?? flow)
}

/** What the failure is by the word of accounts that are connected; an app that is refused is noted for the operator. */
async function withPeers(deps: Deps, error: unknown, { accountId }: Flow): Promise<unknown> {
  if (!(error instanceof GraphFailure)) return error
  const failure = await perhapsOfApp(deps, error, accountId)
  const isOfApp = failure.kind === 'app_refused' || isOfLogin(failure)
  if (isOfApp && failure.details.isOwnLimit !== true) await deps.budget.noteLogin(failure)
  return failure
}

async function perhapsOfApp(deps: Deps, failure: GraphFailure, accountId: string | null): Promise<GraphFailure> {
  const isOfPerson = failure.kind === 'token_refused' || failure.kind === 'permission_missing'
  if (!isOfPerson) return failure
  const isAboutInsights = failure.kind === 'permission_missing'
  if ((await askPeers(deps, { except: accountId, isAboutInsights })) !== 'refused') return failure
  await deps.budget.refuseApp(failure)
  return new GraphFailure('app_refused', failure.endpoint, failure.details)
}

async function askInstagram(deps: Deps, flow: Flow, code: string | null): Promise<Validated> {
  const { shortToken, grantedScopes } = await obtainShortToken(deps, flow, code)
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
  flow: Flow,
  code: string | null,
): Promise<{ shortToken: Secret; grantedScopes: string[] | null }> {
  const context = { purpose: 'short_token', owner: flow.userId, subject: flow.stateHash } as const
  const isSavedAndLiving = flow.shortTokenExpiresAt !== null && flow.shortTokenExpiresAt > clock.now()
  if (flow.sealedShortToken !== null && isSavedAndLiving) {
    return { shortToken: vault.open(context, flow.sealedShortToken), grantedScopes: flow.grantedScopes }
  }
  if (code === null) throw new AppError('STATE_EXPIRED')
  const answer = await instagram.exchangeCode(code, budget.loginGate())
  const shortToken = Secret.of(answer.accessToken)
  const at = clock.now()
  const pending = {
    sealedShortToken: vault.seal(context, shortToken),
    shortTokenExpiresAt: addMs(at, shortTokenSeconds * 1000),
    grantedScopes: answer.grantedScopes,
  }
  const lease = { owner: flow.leaseOwner ?? '', fence: flow.leaseFence }
  await db.transaction(async (tx) => {
    const isHeld = await oauthStates.saveShortToken(tx, { stateHash: flow.stateHash, lease }, pending)
    if (!isHeld) throw new AppError('CONFLICT')
    await recordStep(tx, flow, { step: 'exchanged', at })
  })
  return { shortToken, grantedScopes: answer.grantedScopes }
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : 'INTERNAL')

async function saveFailure(
  { db, clock, record }: Deps,
  caller: Caller,
  { flow, error }: { flow: Flow; error: unknown },
): Promise<void> {
  const code = codeOf(error)
  const lease = { owner: flow.leaseOwner ?? '', fence: flow.leaseFence }
  const at = clock.now()
  await db.transaction(async (tx) => {
    const subject = { stateHash: flow.stateHash, lease }
    const isHeld = await oauthStates.finish(tx, subject, { now: at, result: null, failureCode: code })
    if (!isHeld) return
    await recordStep(tx, flow, { step: 'failed', at, errorMessage: code })
    await record(
      tx,
      { type: 'connection.failed', userId: flow.userId, accountId: null, data: { code } },
      { caller, at },
    )
  })
}
