import { oauthStates } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'

const misusesToldPerHour = 20

/**
 * Burns a state that was brought by somebody other than the user it was made for, by another browser, or with a code
 * that is not its own. This is the defence against session fixation across users, where a victim is sent to authorize
 * the attacker's attempt: the attempt must end with the user who began it (IETF OAuth Security Topics update, "Session
 * Fixation"). The log has the first misuse of each state, so that nobody fills it with one.
 */
export async function burnForMisuse(
  { db, clock, record, hourlyLimits }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
  { stateHash, reason }: { stateHash: string; reason: string },
): Promise<AppError> {
  const at = clock.now()
  // The log is for ever: whoever goes on and on is told of so many times an hour.
  const isTold = await hourlyLimits.hasRoom({ userId, action: 'connection.state_misused', most: misusesToldPerHour })
  await db.transaction(async (tx) => {
    await oauthStates.burn(tx, stateHash, { reason, now: at })
    if (!(await oauthStates.noteMisuse(tx, stateHash, at)) || !isTold) return
    await record(tx, { type: 'connection.state_misused', userId, accountId: null, data: { reason } }, { caller, at })
  })
  // The same answer for every cause: it tells a stranger nothing.
  return new AppError('STATE_INVALID')
}
