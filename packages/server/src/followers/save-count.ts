import { followerCounts, type Handle } from '@instagram-dashboard/db'
import { dayOf } from '../instagram/index.ts'
import { dayOfCount, hoursOf, latestBelievable } from './day-of-count.ts'

export interface CountedProfile {
  /** `null`: Instagram did not say, and nothing is saved. */
  followersCount: number | null
  followsCount: number | null
  mediaCount: number | null
}

/**
 * Keeps a count with the instant at which Instagram said it. Of the counts that close a day the first is kept, being
 * nearest to its end; of those of a day under way the last.
 */
export async function saveCount(
  tx: Handle,
  { accountId, profile, takenAt }: { accountId: string; profile: CountedProfile; takenAt: Date },
): Promise<void> {
  await followerCounts.dropAfter(tx, accountId, latestBelievable(takenAt))
  const { followersCount, followsCount, mediaCount } = profile
  if (followersCount === null) return
  const { start, closed, end } = hoursOf(dayOf(takenAt))
  if (dayOfCount(takenAt).kind === 'closing') {
    const earlier = await followerCounts.list(tx, accountId, { first: start, last: takenAt })
    if (earlier.some(({ importedAt }) => importedAt === null)) return
    await followerCounts.drop(tx, accountId, { from: start, until: closed })
  } else await followerCounts.drop(tx, accountId, { from: closed, until: end })
  await followerCounts.save(tx, { accountId, takenAt, followersCount, followsCount, mediaCount, importedAt: null })
}
