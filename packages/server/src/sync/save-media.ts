import { accounts, media, mediaReadings } from '@instagram-dashboard/db'
import type { Handle } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { MediaListing } from '../instagram/index.ts'
import type { AccountLease } from '../leases/account-lease.ts'
import { mediaRows } from './media-rows.ts'
import type { AgeReading } from './post-ages.ts'
import type { MediaAnswer } from './read-media.ts'
import { readingsToKeep } from './readings-to-keep.ts'

interface ReadMedia {
  lease: AccountLease
  answers: ReadonlyMap<string, MediaAnswer>
  stored: ReadonlyMap<string, media.KnownMedia>
  /** What is kept for the ages of posts, of those that may be read for one now. */
  readings: ReadonlyMap<string, readonly AgeReading[]>
  /** `null` when the list of posts was not read. */
  posts: MediaListing | null
}

/**
 * Saves what was read, and which posts are gone.
 * @throws Superseded when the lease is gone
 */
export async function saveMedia({ db, clock }: Deps, read: ReadMedia): Promise<void> {
  const { lease, answers, stored } = read
  const { accountId } = lease
  const now = clock.now()
  await db.transaction(async (tx) => {
    await lease.renew(tx)
    const kept = readingsToKeep({ accountId, answers: [...answers.values()], readings: read.readings, now })
    const readings = new Map(read.readings)
    for (const { mediaId, age, readAt } of kept) {
      const others = (readings.get(mediaId) ?? []).filter((reading) => reading.age !== age)
      readings.set(mediaId, [...others, { age, readAt }])
    }
    const rows = mediaRows({ accountId, answers: [...answers.values()], stored, readings, now })
    // Most posts were only listed, and writing what a list says takes a fifth of the time.
    const isListedOnly = ({ mediaId, productType }: media.MediaRow) =>
      answers.get(mediaId)?.figures === null && stored.get(mediaId)?.productType === productType
    await media.saveListed(tx, rows.filter(isListedOnly))
    await media.save(
      tx,
      rows.filter((row) => !isListedOnly(row)),
    )
    await mediaReadings.save(tx, kept)
    const gone = [...answers.values()].filter(({ isGone }) => isGone).map(({ item }) => item.mediaId)
    await media.markGone(tx, { accountId, mediaIds: [...gone, ...(await listMissing(tx, read))], goneAt: now })
  })
}

/** Stored posts that the list would have if they were still there. */
async function listMissing(tx: Handle, { lease: { accountId }, posts }: ReadMedia): Promise<string[]> {
  if (posts === null || posts.covers === null) return []
  if (posts.items.length === 0) {
    // An empty list is believed only where the profile says the same.
    const account = await accounts.findById(tx, accountId)
    if (account?.mediaCount !== 0) return []
  }
  const listed = new Set(posts.items.map(({ mediaId }) => mediaId))
  const present = await media.listPresent(tx, accountId, posts.covers === 'everything' ? null : posts.covers)
  return present.filter((mediaId) => !listed.has(mediaId))
}
