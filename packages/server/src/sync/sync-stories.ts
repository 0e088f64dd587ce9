import type { accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { GraphFailure } from '../instagram/index.ts'
import { withAccountLease } from '../leases/account-lease.ts'
import { describeError } from '../log.ts'
import { withSpan } from '../tracing.ts'
import { Superseded } from '../leases/superseded.ts'
import { openAccountSession } from '../accounts/open-session.ts'
import { syncMedia } from './sync-media.ts'

// The list, and the figures of a few.
const callsAhead = 4

/** A failure changes nothing about the account: the nightly sync judges it. */
export function readStories(deps: Deps, account: accounts.AccountRow): Promise<'read' | 'failed' | 'skipped'> {
  const attributes = { 'stories.account_id': account.id }
  return withSpan('stories', { attributes, isRoot: true }, async (span) => {
    const outcome = await readStoriesOf(deps, account)
    span.setAttribute('stories.outcome', outcome)
    return outcome
  })
}

async function readStoriesOf(deps: Deps, account: accounts.AccountRow): Promise<'read' | 'failed' | 'skipped'> {
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
