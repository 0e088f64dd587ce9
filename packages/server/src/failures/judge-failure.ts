import { addMs, believed, minuteMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { GraphFailure, type GraphSession } from '../instagram/index.ts'
import { askPeers, type PeerDeps } from './ask-peers.ts'
import { appRefused, notProfessional, ourFault, suspicion, failureOf, type Failure } from './failure.ts'

const profileEndpoint = 'GET me'

/** Instagram refuses good tokens for minutes at a time: so long lies between the two confirmations. */
export const suspicionMs = 15 * minuteMs

/** Thrown where the profile says that the account is a personal one now. */
export class NotProfessional extends Error {
  override readonly name = 'NotProfessional'
}

interface Suspect {
  id: string
  tokenExpiresAt: Date | null
  suspectedAt: Date | null
}

interface Judged {
  session: GraphSession | null
  account: Suspect
}

/**
 * Judges what went wrong with an account, and with others: before a connection is called dead, or a user is told to
 * do something about permissions, a few other accounts are asked. When all of them are refused as well, it is the app
 * that Instagram refuses, in whatever words: then no connection ends, and calls of the whole app are paused.
 */
export async function judgeFailure(deps: PeerDeps, error: unknown, judged: Judged): Promise<Failure> {
  const { failure, refusal } = await judgeAlone(deps, error, judged)
  if (refusal === null) return failure
  const { budget, clock } = deps
  const appRefusal = async () => {
    const now = clock.now()
    return appRefused(failureOf(refusal, now).retryAt, await budget.appPausedUntil())
  }
  if (failure.kind === 'app_refused') {
    if (refusal.details.isOwnLimit === true || refusal.details.isPerAccount !== true) return appRefusal()
  } else if (!isGrave(failure, refusal) || isExpired(judged.account, clock.now())) return failure
  // Somebody else was first to find it out.
  if (await budget.isAppRefused()) return appRefusal()
  const isSaid = failure.kind === 'app_refused'
  const isAboutInsights = refusal.kind === 'permission_missing' || refusal.endpoint.includes('insights')
  const peers = await askPeers(deps, { except: judged.account.id, isAboutInsights, asksFew: isSaid })
  if (peers === 'refused' || (isSaid && peers === 'too_few')) await budget.refuseApp(refusal)
  if (peers === 'refused' || isSaid) return appRefusal()
  // Not known yet: asked again a little later, and the user is not told to do anything meanwhile.
  const isOpen = peers === 'unclear' && !failure.isSuspicion
  return isOpen ? suspicion(addMs(clock.now(), suspicionMs)) : failure
}

/** What only the user could mend if it were about their account, or a refusal of the profile itself. */
function isGrave({ kind, isSuspicion }: Failure, { endpoint }: GraphFailure): boolean {
  const isEnd = kind === 'reconnect_required' || kind === 'user_action_needed'
  return isEnd || isSuspicion || (kind === 'our_fault' && endpoint === profileEndpoint)
}

function isExpired({ tokenExpiresAt }: Suspect, now: Date): boolean {
  return tokenExpiresAt !== null && tokenExpiresAt <= now
}

/**
 * Judges it by the account's own token alone. A refused token is confirmed by asking whose it is; a refusal that
 * names no cause, on a token that should still live, also by a second time at least fifteen minutes later.
 * @returns also the refusal that was decisive; `null` when it is none of Instagram's
 */
export async function judgeAlone(
  { clock }: Pick<Deps, 'clock'>,
  error: unknown,
  { session, account }: Judged,
): Promise<{ failure: Failure; refusal: GraphFailure | null }> {
  if (error instanceof NotProfessional) return { failure: notProfessional(clock.now()), refusal: null }
  if (!(error instanceof GraphFailure)) return { failure: ourFault(clock.now()), refusal: null }
  const atItsWord = (refusal: GraphFailure) => ({ failure: failureOf(refusal, clock.now()), refusal })
  if (error.kind !== 'token_refused') return atItsWord(error)

  const second = await secondRefusal(session)
  const now = clock.now()
  if (second === null) return { ...atItsWord(new GraphFailure('transient', 'confirmation')), refusal: null }
  if (second.kind !== 'token_refused') return atItsWord(second)
  const isCertain = error.details.isCertain === true || second.details.isCertain === true
  const suspectedAt = believed(account.suspectedAt, 'happened', now) ?? now
  const isOldSuspicion = now.getTime() - suspectedAt.getTime() >= suspicionMs
  if (isCertain || isExpired(account, now) || isOldSuspicion) return atItsWord(second)
  return { failure: suspicion(addMs(suspectedAt, suspicionMs)), refusal: second }
}

/** What Instagram says to the same token when it is asked whose it is; `null` when it answers well. */
async function secondRefusal(session: GraphSession | null): Promise<GraphFailure | null> {
  try {
    await session?.identity()
    return null
  } catch (error) {
    return error instanceof GraphFailure ? error : null
  }
}
