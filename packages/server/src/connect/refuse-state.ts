import { oauthStates } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'

const misusesToldPerHour = 20

/**
 * Burns a state that was brought by somebody other than the user it was made for, by another browser, or with a code
 * that is not its own. This is the defence against session fixation across users, where a victim is sent to authorize
 * the attacker's attempt: the attempt must end with the user who began it (IETF OAuth Security Topics update, "Session
 * Fixation"). Only the first misuse of each state is logged.
 */
export async function burnForMisuse(
  { db, clock, record, hourlyLimits }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
  { stateHash, reason }: { stateHash: string; reason: string },
): Promise<AppError> {
  const at = clock.now()
  // The audit log is kept for ever, so misuses are limited per user and hour.
  const isTold = await hourlyLimits.hasRoom({ userId, action: 'connection.state_misused', most: misusesToldPerHour })
  await db.transaction(async (tx) => {
    await oauthStates.burn(tx, stateHash, { reason, now: at })
    if (!(await oauthStates.noteMisuse(tx, stateHash, at)) || !isTold) return
    await record(tx, { type: 'connection.state_misused', userId, accountId: null, data: { reason } }, { caller, at })
  })
  // The same answer for every cause, so that it tells an attacker nothing.
  return new AppError('STATE_INVALID')
}
