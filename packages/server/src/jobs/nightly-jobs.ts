import { installation } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { dropOldData } from '../privacy/drop-old-data.ts'
import { refreshDue } from '../refresh/refresh-due.ts'
import { syncScheduled } from '../sync/sync-scheduled.ts'
import { syncStories } from '../sync/sync-stories.ts'
import type { SlottedJob } from './slots.ts'

/** What happens at set times, each time once over all processes. */
export function nightlyJobs(deps: Deps): SlottedJob[] {
  const { tokenRefreshCron, syncCron, scheduleTimeZone: timeZone } = deps.settings
  return [
    {
      name: 'refresh-tokens',
      pattern: tokenRefreshCron,
      timeZone,
      run: async () => ({ ...(await refreshDue(deps)) }),
    },
    {
      name: 'audit-anchor',
      // In the log, which is elsewhere: whoever cuts the end of the audit log can not cut this.
      pattern: '0 * * * *',
      timeZone: 'UTC',
      run: async () => writeAnchor(deps),
    },
    {
      name: 'sync',
      pattern: syncCron,
      timeZone,
      run: async () => ({ ...(await syncScheduled(deps)) }),
    },
    {
      name: 'stories',
      // Stories live for a day: their last figures are at most four hours from their end.
      pattern: syncCron === 'off' ? 'off' : '15 */4 * * *',
      timeZone,
      run: async () => ({ ...(await syncStories(deps)) }),
    },
    {
      name: 'retention',
      pattern: '30 4 * * *',
      timeZone,
      run: async () => ({ ...(await dropOldData(deps)) }),
    },
  ]
}

async function writeAnchor({ db, log }: Deps): Promise<Record<string, number>> {
  const { lastSequence = 0, lastMac = '' } = (await installation.find(db)) ?? {}
  log.info('audit.anchor', { anchor: `${lastSequence}:${lastMac}` })
  return { lastSequence }
}
