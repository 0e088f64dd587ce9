import { refreshes } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { workUnlessHeld, workWhenLetGo } from '../jobs/held-accounts.ts'
import { probeFirst } from '../jobs/probe-first.ts'
import { dueWindow } from './due-window.ts'
import { tellExpiring } from '../notifications/tell-expiring.ts'
import { refreshAccount } from './refresh-account.ts'
import type { RefreshOutcome } from './refresh-outcome.ts'

/** How many accounts ended in each way. A dry run counts what is due as skipped. */
export type RefreshCounts = Record<RefreshOutcome, number>

const pageSize = 100
// One account that hangs must not hold up the others, and those that end together share a commit. At Instagram's usual
// pace about a hundred a second: spread enough.
const parallelAccounts = 32

/**
 * Refreshes every token that is due: those that never failed first, then soonest end first; what another job has in hand
 * last, when that has let go.
 * @param dryRun only counts, asks Instagram nothing
 */
export async function refreshDue(deps: Deps, { dryRun = false }: { dryRun?: boolean } = {}): Promise<RefreshCounts> {
  const counts: RefreshCounts = { refreshed: 0, skipped: 0, failed: 0, lost: 0 }
  const window = dueWindow(deps.clock.now())
  const held: string[] = []
  const refreshOne = async (id: string, work: () => Promise<RefreshOutcome>) => {
    const outcome = await workUnlessHeld(deps, id, work)
    if (outcome !== 'held') counts[outcome] += 1
    return outcome
  }
  let after: refreshes.DueRefresh | null = null
  for (;;) {
    const page: refreshes.DueRefresh[] = await refreshes.listDue(deps.db, window, { after, limit: pageSize })
    await probeFirst(deps, { items: page, width: parallelAccounts }, async (due) => {
      if (dryRun) counts.skipped += 1
      else if ((await refreshOne(due.id, () => refreshAccount(deps, due))) === 'held') held.push(due.id)
    })
    after = page.at(-1) ?? null
    if (page.length < pageSize) break
  }
  const leftOut = await workWhenLetGo(deps, { held, width: parallelAccounts }, (id) =>
    refreshOne(id, async () => {
      const due = await refreshes.findForRefresh(deps.db, id)
      return due ? refreshAccount(deps, due) : 'skipped'
    }),
  )
  for (const accountId of leftOut) deps.log.warn('refresh.left_out', { accountId })
  counts.skipped += leftOut.length
  // What could not be renewed in time is the user's to know.
  if (!dryRun) await tellExpiring(deps)
  return counts
}
