import { oauthStates } from '@instagram-dashboard/db'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { describeError } from '../log.ts'
import { startFirstSync } from '../sync/start-first-sync.ts'
import { takeOverAttempt } from './attempt-lease.ts'
import { finishConnection } from './finish-connection.ts'

/** Finishes the attempts that a crash left between Instagram's token and the saved account. */
export async function resumeConnections(deps: Deps): Promise<void> {
  const { db, clock, log, settings } = deps
  for (const left of await oauthStates.listResumable(db, clock.now())) {
    const attempt = await takeOverAttempt(deps, left)
    if (!attempt) continue
    try {
      const { account } = await finishConnection(deps, systemCaller(settings.defaultLocale), { attempt, code: null })
      await startFirstSync(deps, account)
      log.info('connect.resumed')
    } catch (error) {
      log.warn('connect.resume_failed', describeError(error))
    }
  }
}
