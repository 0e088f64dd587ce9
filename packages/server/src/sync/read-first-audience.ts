import { audiences } from '@instagram-dashboard/db'
import { inParallel } from '../concurrency/in-parallel.ts'
import type { Deps } from '../deps.ts'
import { GraphFailure, type GraphSession, type Profile } from '../instagram/index.ts'
import { describeError } from '../log.ts'
import type { ClaimedSync } from './claim-sync.ts'
import { endsEverything } from './read-media.ts'
import { openQuestions } from './sync-audience.ts'

// Instagram says nothing of fewer.
const fewestFollowers = 100

/**
 * Who follows, asked right after the profile of a new connection, so that the first screen has it. What is not answered
 * is left to the job, which asks only for what is missing.
 * @throws GraphFailure that ends everything
 * @throws Superseded when the lease is gone
 */
export async function readFirstAudience(
  { db, clock, log }: Deps,
  { account, lease }: ClaimedSync,
  { session, profile }: { session: GraphSession; profile: Profile },
): Promise<void> {
  if ((profile.followersCount ?? fewestFollowers) < fewestFollowers) return
  const known = await audiences.list(db, account.id)
  const questions = openQuestions(known, clock.now()).filter(({ kind }) => kind === 'followers')
  const rows: audiences.AudienceRow[] = []
  try {
    await inParallel(questions, questions.length, async ({ kind, dimension }) => {
      // When they are online comes with the week's questions.
      if (dimension === 'online') return
      try {
        const groups = await session.audience(kind, dimension)
        rows.push({ accountId: account.id, kind, dimension, groups, readAt: clock.now() })
      } catch (error) {
        if (!(error instanceof GraphFailure) || endsEverything(error)) throw error
        log.info('audience.failed', { accountId: account.id, kind, dimension, ...describeError(error) })
      }
    })
  } finally {
    if (rows.length > 0) {
      await db.transaction(async (tx) => {
        await lease.renew(tx)
        await audiences.save(tx, rows)
      })
    }
  }
}
