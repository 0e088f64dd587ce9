import { oauthStates } from '@instagram-dashboard/db'
import { furthest } from '../clock/belief.ts'
import { addMs } from '../clock/time.ts'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { describeError } from '../log.ts'
import { finishConnection } from './finish-connection.ts'
import { connectLeaseMs } from './state.ts'

/** Finishes the flows that a crash left between Instagram's token and the saved account. */
export async function resumeConnections(deps: Deps): Promise<void> {
  const { db, clock, leaseOwner, log, settings } = deps
  for (const flow of await oauthStates.listResumable(db, clock.now())) {
    const now = clock.now()
    const taken = await oauthStates.takeOver(db, {
      stateHash: flow.stateHash,
      owner: leaseOwner.name,
      deadOwner: flow.leaseOwner !== null && leaseOwner.isGone(flow.leaseOwner) ? flow.leaseOwner : null,
      now,
      leaseUntil: addMs(now, connectLeaseMs),
      latestLease: furthest('accountLease', now),
    })
    if (!taken) continue
    try {
      await finishConnection(deps, systemCaller(settings.defaultLocale), { flow: taken, code: null })
      log.info('connect.resumed')
    } catch (error) {
      log.warn('connect.resume_failed', describeError(error))
    }
  }
}
