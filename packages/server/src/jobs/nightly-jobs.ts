import type { Deps } from '../deps.ts'
import { parseAnchor, presentAnchor } from '../events/anchor.ts'
import { checkAudit } from '../events/check-audit.ts'
import { tellExpiring } from '../notifications/tell-expiring.ts'
import { dropOldData } from '../privacy/drop-old-data.ts'
import { dueWindow } from '../refresh/due-window.ts'
import { refreshDue } from '../refresh/refresh-due.ts'
import { syncScheduled } from '../sync/sync-scheduled.ts'
import { tallyNight } from '../sync/tally-night.ts'
import { syncStories } from '../sync/sync-stories.ts'
import { withSpan } from '../tracing.ts'
import type { AccountQueue } from './job-queue.ts'
import type { SlottedJob } from './slots.ts'

/** A job, and where its work goes when there is a queue: account by account, or as one piece. */
export interface QueuedJob extends SlottedJob {
  queue: AccountQueue | 'upkeep'
  run(since?: Date): Promise<Record<string, number>>
}

/** What happens at set times in a process without a queue, each time once over all processes. */
export function nightlyJobs(deps: Deps): SlottedJob[] {
  // Where accounts are refreshed one after another, the end of the last one is the time to tell.
  return slottedJobs(deps).filter(({ name }) => name !== 'tell-expiring')
}

/** All that happens at set times. */
export function slottedJobs(deps: Deps): QueuedJob[] {
  const { tokenRefreshCron, syncCron, scheduleTimeZone: timeZone } = deps.settings
  const jobs: QueuedJob[] = [
    {
      name: 'refresh-tokens',
      queue: 'refresh',
      pattern: tokenRefreshCron,
      timeZone,
      run: async () => ({ ...(await refreshDue(deps)) }),
    },
    {
      name: 'tell-expiring',
      queue: 'upkeep',
      // What could not be renewed in time is the person's to know, once it was tried.
      pattern: tokenRefreshCron === 'off' ? 'off' : '20 * * * *',
      timeZone: 'UTC',
      run: async () => ({ told: await tellExpiring(deps, { beforeRefresh: dueWindow(deps.clock.now()) }) }),
    },
    {
      name: 'audit-anchor',
      queue: 'upkeep',
      // In the log, which is elsewhere: whoever cuts the end of the audit log can not cut this.
      pattern: '0 * * * *',
      timeZone: 'UTC',
      run: async () => writeAnchor(deps),
    },
    {
      name: 'sync',
      queue: 'sync',
      pattern: syncCron,
      timeZone,
      run: async (since = deps.clock.now()) => {
        await syncScheduled(deps, { since })
        return tallyNight(deps, since)
      },
    },
    {
      name: 'stories',
      queue: 'stories',
      // Stories live for a day: their last figures are at most four hours from their end.
      pattern: syncCron === 'off' ? 'off' : '15 */4 * * *',
      timeZone,
      run: async () => ({ ...(await syncStories(deps)) }),
    },
    {
      name: 'retention',
      queue: 'upkeep',
      pattern: '30 4 * * *',
      timeZone,
      run: async () => ({ ...(await dropOldData(deps)) }),
    },
    {
      name: 'audit-verify',
      queue: 'upkeep',
      // On Sundays, when the night's work is done and few are there.
      pattern: '0 7 * * 0',
      timeZone,
      run: () => checkAudit(deps),
    },
  ]
  return jobs.map((job) => ({
    ...job,
    run: (since) => withSpan(`job ${job.name}`, { isRoot: true }, () => job.run(since)),
  }))
}

async function writeAnchor({ db, log }: Deps): Promise<Record<string, number>> {
  const anchor = await presentAnchor(db)
  log.info('audit.anchor', { anchor })
  return { lastSequence: parseAnchor(anchor)?.sequence ?? 0 }
}
