import { putRightIfAhead } from '../clock/put-right.ts'
import { computeBenchmarks } from '../benchmarks/compute-benchmarks.ts'
import { resumeConnections } from '../connect/resume-connections.ts'
import type { Deps } from '../deps.ts'
import { parseAnchor, presentAnchor } from '../events/anchor.ts'
import { checkAudit } from '../events/check-audit.ts'
import { mendAllWithoutToken } from '../failures/lose-token.ts'
import { tellExpiring } from '../notifications/tell-expiring.ts'
import { dropOldData } from '../privacy/drop-old-data.ts'
import { dueWindow } from '../refresh/due-window.ts'
import type { SlotTiming } from './timing.ts'

/** Background work that is no account's, or quick for all of them: one process does it as one piece. */
export interface SingleWork {
  timing: SlotTiming
  run(deps: Deps): Promise<Record<string, number>>
}

export const singleNames = ['tell-expiring', 'audit-anchor', 'retention', 'benchmark', 'audit-verify'] as const
export type SingleName = (typeof singleNames)[number]

export const singleWork: Record<SingleName, SingleWork> = {
  'tell-expiring': {
    // What could not be renewed in time is the user's to know, once it was tried.
    timing: { pattern: ({ tokenRefreshCron }) => (tokenRefreshCron === 'off' ? 'off' : '20 * * * *'), timeZone: 'UTC' },
    run: async (deps) => ({ told: await tellExpiring(deps, { beforeRefresh: dueWindow(deps.clock.now()) }) }),
  },
  'audit-anchor': {
    // In the log, which is elsewhere: whoever cuts the end of the audit log can not cut this.
    timing: { pattern: () => '0 * * * *', timeZone: 'UTC' },
    async run({ db, log }) {
      const anchor = await presentAnchor(db)
      log.info('audit.anchor', { anchor })
      return { lastSequence: parseAnchor(anchor)?.sequence ?? 0 }
    },
  },
  retention: {
    timing: { pattern: () => '30 4 * * *' },
    run: async (deps) => ({ ...(await dropOldData(deps)) }),
  },
  benchmark: {
    // After the night's syncs, which bring what it counts.
    timing: { pattern: () => '30 6 * * *' },
    run: computeBenchmarks,
  },
  'audit-verify': {
    // On Sundays, when the night's work is done and few are there.
    timing: { pattern: () => '0 7 * * 0' },
    run: checkAudit,
  },
}

/** What every process that works does each minute, whether others do it as well or not. */
export const minuteWork: Readonly<Record<string, (deps: Deps) => Promise<unknown>>> = {
  resume: resumeConnections,
  'without-token': mendAllWithoutToken,
  'put-right': putRightIfAhead,
}
