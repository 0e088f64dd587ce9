import { accountLists, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { GraphFailure } from '../instagram/failure.ts'
import { inParallel } from '../concurrency/in-parallel.ts'
import { withAccountLease } from '../leases/account-lease.ts'
import { describeError } from '../log.ts'
import { withSpan } from '../tracing.ts'
import { Superseded } from '../leases/superseded.ts'
import { openAccountSession } from '../accounts/open-session.ts'
import { syncMedia } from './sync-media.ts'

/** How many accounts ended in each way; `skipped` were at work already. */
export interface StoriesCounts {
  read: number
  failed: number
  skipped: number
}

const pageSize = 100
const parallelAccounts = 4
// The list, and the figures of a few.
const callsAhead = 4

/** Catches the figures of every active account's stories while Instagram still has them: 24 hours, no longer. */
export async function syncStories(deps: Deps): Promise<StoriesCounts> {
  const counts: StoriesCounts = { read: 0, failed: 0, skipped: 0 }
  for (let after = ''; ;) {
    const page = await accountLists.listActive(deps.db, { after, limit: pageSize, neverSynced: false })
    await inParallel(page, parallelAccounts, async (account) => {
      counts[await readStories(deps, account)] += 1
    })
    const last = page.at(-1)
    if (!last || page.length < pageSize) return counts
    after = last.id
  }
}

/** A failure changes nothing about the account: the nightly sync judges it. */
export function readStories(deps: Deps, account: accounts.AccountRow): Promise<keyof StoriesCounts> {
  const attributes = { 'stories.account_id': account.id }
  return withSpan('stories', { attributes, isRoot: true }, async (span) => {
    const outcome = await readStoriesOf(deps, account)
    span.setAttribute('stories.outcome', outcome)
    return outcome
  })
}

async function readStoriesOf(deps: Deps, account: accounts.AccountRow): Promise<keyof StoriesCounts> {
  const { log, background, budget } = deps
  if (background.isEnding()) return 'skipped'
  const outcome = await withAccountLease(deps, { account, purpose: 'stories' }, async (lease) => {
    const gate = budget.gate(account.id, { purpose: 'background', ahead: callsAhead })
    try {
      const session = await openAccountSession(deps, account, gate)
      const { interruptedBy } = await syncMedia(deps, {
        session,
        lease,
        isStoriesOnly: true,
        onStep: () => Promise.resolve(),
      })
      if (interruptedBy === null) return 'read'
      log.info('stories.failed', { accountId: account.id, ...describeError(interruptedBy) })
    } catch (error) {
      if (!(error instanceof Superseded) && !(error instanceof GraphFailure)) {
        log.warn('stories.failed', { accountId: account.id, ...describeError(error) })
      }
    } finally {
      await gate.settle()
    }
    return 'failed'
  })
  return outcome ?? 'skipped'
}
