import { type accounts, youngPosts } from '@instagram-dashboard/db'
import { addMs, dayMs, minuteMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { GraphFailure } from '../instagram/index.ts'
import { withAccountLease } from '../leases/account-lease.ts'
import { describeError } from '../log.ts'
import { withSpan } from '../tracing.ts'
import { Superseded } from '../leases/superseded.ts'
import { openAccountSession } from '../accounts/open-session.ts'
import { youngMs } from './post-ages.ts'
import { syncMedia } from './sync-media.ts'

// The list, and the figures of a few.
const callsAhead = 4
const longestDueMs = 2 * dayMs
const postponedMs = 15 * minuteMs

type Outcome = 'read' | 'failed' | 'skipped'
type Reads = readonly ('stories' | 'newest')[]

/**
 * Reads the stories of an account, and its newest posts where none of them is young, which is how a new one is found. A
 * failure changes nothing about the account: the nightly sync judges it.
 */
export async function readStories(deps: Deps, account: accounts.AccountRow): Promise<Outcome> {
  const hasYoung = (await youngPosts.findNext(deps.db, account.id)) !== undefined
  return readBetween(deps, account, { name: 'stories', reads: hasYoung ? ['stories'] : ['stories', 'newest'] })
}

/** Reads the posts whose next age has come, and finds new ones. A failure changes nothing but when it is tried again. */
export async function readYoungPosts(deps: Deps, account: accounts.AccountRow): Promise<Outcome> {
  const { db, clock } = deps
  const isDue = ({ nextReadAt }: { nextReadAt: Date | null }) => nextReadAt !== null && nextReadAt <= clock.now()
  const next = await youngPosts.findNext(db, account.id)
  if (account.status !== 'active' || next === undefined || !isDue(next)) return 'skipped'
  const outcome = await readBetween(deps, account, { name: 'posts', reads: ['newest'] })
  if (outcome !== 'skipped') {
    const now = clock.now()
    await youngPosts.postpone(db, account.id, {
      now,
      until: addMs(now, postponedMs),
      youngFrom: addMs(now, -youngMs),
    })
  }
  return outcome
}

/** What is due of young posts now. What has been due for days is not read any more, and is no reason to look each minute. */
export function postsDue(now: Date): Pick<youngPosts.DuePosts, 'now' | 'since'> {
  return { now, since: addMs(now, -longestDueMs) }
}

function readBetween(
  deps: Deps,
  account: accounts.AccountRow,
  { name, reads }: { name: 'stories' | 'posts'; reads: Reads },
): Promise<Outcome> {
  const attributes = { [`${name}.account_id`]: account.id }
  return withSpan(name, { attributes, isRoot: true }, async (span) => {
    const outcome = await readMediaOf(deps, account, { name, reads })
    span.setAttribute(`${name}.outcome`, outcome)
    return outcome
  })
}

async function readMediaOf(
  deps: Deps,
  account: accounts.AccountRow,
  { name, reads }: { name: 'stories' | 'posts'; reads: Reads },
): Promise<Outcome> {
  const { background, budget } = deps
  if (background.isEnding()) return 'skipped'
  const tell = (error: unknown) => {
    const log = error instanceof GraphFailure ? deps.log.info : deps.log.warn
    const fields = { accountId: account.id, ...describeError(error) }
    if (name === 'stories') log('stories.failed', fields)
    else log('posts.failed', fields)
  }
  const outcome = await withAccountLease(deps, { account, purpose: 'stories' }, async (lease) => {
    const gate = budget.gate(account.id, { purpose: 'background', ahead: callsAhead })
    try {
      const session = await openAccountSession(deps, account, gate)
      const { interruptedBy } = await syncMedia(deps, { session, lease, reads })
      if (interruptedBy === null) return 'read'
      tell(interruptedBy)
    } catch (error) {
      if (!(error instanceof Superseded) && !(error instanceof GraphFailure)) tell(error)
    } finally {
      await gate.settle()
    }
    return 'failed'
  })
  return outcome ?? 'skipped'
}
