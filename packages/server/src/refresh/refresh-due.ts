import { refreshes } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { probeFirst } from '../jobs/probe-first.ts'
import { dueWindow } from './due-window.ts'
import { tellExpiring } from '../notifications/tell-expiring.ts'
import { refreshAccount, type RefreshOutcome } from './refresh-account.ts'

/** How many accounts ended in each way. A dry run counts what is due as skipped. */
export type RefreshCounts = Record<RefreshOutcome, number>

const pageSize = 100
// One account that hangs must not hold up the others, and those that end together share a commit. At Instagram's usual
// pace about a hundred a second: spread enough.
const parallelAccounts = 32

/** Refreshes every token that is due: those that never failed first, then soonest end first. @param dryRun only counts, asks Instagram nothing */
export async function refreshDue(deps: Deps, { dryRun = false }: { dryRun?: boolean } = {}): Promise<RefreshCounts> {
  const counts: RefreshCounts = { refreshed: 0, skipped: 0, failed: 0, lost: 0 }
  const window = dueWindow(deps.clock.now())
  let after: refreshes.DueRefresh | null = null
  for (;;) {
    const page: refreshes.DueRefresh[] = await refreshes.listDue(deps.db, window, { after, limit: pageSize })
    await probeFirst(deps, { items: page, width: parallelAccounts }, async (due) => {
      counts[dryRun ? 'skipped' : await refreshAccount(deps, due)] += 1
    })
    after = page.at(-1) ?? null
    if (page.length < pageSize) break
  }
  // What could not be renewed in time is the person's to know.
  if (!dryRun) await tellExpiring(deps)
  return counts
}
