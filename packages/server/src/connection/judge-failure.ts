import { believed } from '../clock/belief.ts'
import type { Deps } from '../deps.ts'
import { GraphFailure } from '../instagram/failure.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import { notProfessional, ourFault, suspicion, verdictOf, type FailureVerdict } from './verdict.ts'

/** Instagram has bad minutes in which it refuses good tokens: this long lies between the two confirmations. */
export const suspicionMs = 15 * 60_000

/** Thrown where the profile says that the account is a personal one now. */
export class NotProfessional extends Error {
  override readonly name = 'NotProfessional'
}

interface Suspect {
  tokenExpiresAt: Date | null
  suspectedAt: Date | null
}

/**
 * Judges what went wrong with an account. A refused token is confirmed by asking for the profile; a refusal that names
 * no cause, on a token that should still live, also by a second time at least fifteen minutes later. Only then is a
 * connection called dead.
 */
export async function judgeFailure(
  { clock }: Pick<Deps, 'clock'>,
  error: unknown,
  { session, account }: { session: GraphSession | null; account: Suspect },
): Promise<FailureVerdict> {
  if (error instanceof NotProfessional) return notProfessional(clock.now())
  if (!(error instanceof GraphFailure)) return ourFault(clock.now())
  if (error.kind !== 'token_refused') return verdictOf(error, clock.now())

  const second = await secondRefusal(session)
  const now = clock.now()
  if (second === null) return verdictOf(new GraphFailure('transient', 'confirmation'), now)
  if (second.kind !== 'token_refused') return verdictOf(second, now)
  const isCertain = error.details.isCertain === true || second.details.isCertain === true
  const isExpired = account.tokenExpiresAt !== null && account.tokenExpiresAt <= now
  const suspectedAt = believed(account.suspectedAt, 'happened', now) ?? now
  const isOldSuspicion = now.getTime() - suspectedAt.getTime() >= suspicionMs
  if (isCertain || isExpired || isOldSuspicion) return verdictOf(second, now)
  return suspicion(new Date(suspectedAt.getTime() + suspicionMs))
}

/** What the profile says to the same token; `null` when it answers well. */
async function secondRefusal(session: GraphSession | null): Promise<GraphFailure | null> {
  try {
    await session?.identity()
    return null
  } catch (error) {
    return error instanceof GraphFailure ? error : null
  }
}
