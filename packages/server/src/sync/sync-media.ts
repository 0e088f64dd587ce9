import { accounts, media } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { GraphFailure, type GraphFailureKind } from '../instagram/failure.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import type { MediaItem } from '../instagram/media-answers.ts'
import { inParallel } from '../jobs/in-parallel.ts'
import { Superseded, syncLeaseMs } from './claim-sync.ts'
import { mediaRows } from './media-rows.ts'
import { choosePosts, chooseStories, listPosts, readFigures, type MediaReading } from './read-media.ts'

interface MediaSync {
  session: GraphSession
  account: Pick<accounts.AccountRow, 'id'>
  lease: accounts.Lease
  /** Only the stories that are up now. */
  isStoriesOnly?: boolean
  /** Somebody waits, and wants calls left for the next press. */
  isForPerson?: boolean
  /** Told after each media that was asked about. */
  onStep(done: number, total: number): Promise<void>
}

const parallelMedia = 4
// So many one after another, and it is not about the media any more.
const mostRefusals = 3
const refusalsOfMedia: ReadonlySet<GraphFailureKind> = new Set([
  'rejected',
  'not_available',
  'unsupported_metric',
  'permission_missing',
])
const mostPosts = 30
const mostPostsForPerson = 8

/**
 * Reads posts, reels and stories with their figures and saves them, what was read until Instagram ends it included.
 * @returns why it ended early, or `null`
 * @throws Superseded when the lease is gone
 */
export async function syncMedia(
  deps: Deps,
  { session, account, lease, isStoriesOnly = false, isForPerson = false, onStep }: MediaSync,
): Promise<{ saved: number; interruptedBy: GraphFailure | null }> {
  const { db, clock } = deps
  const readings = new Map<string, MediaReading>()
  let stored: ReadonlyMap<string, media.KnownMedia> = new Map()
  let interruptedBy: GraphFailure | null = null
  try {
    const stories = await session.stories().catch((error: unknown) => {
      // To whom stories are refused has posts all the same.
      if (!isStoriesOnly && isOnlyAboutMedia(error)) return []
      throw error
    })
    const posts = isStoriesOnly ? [] : await listPosts(session)
    const items: MediaItem[] = [...stories, ...posts]
    // The lease keeps everybody else from changing them.
    stored = await listStored(deps, account.id, items)
    for (const item of items) {
      const refusedMetrics = stored.get(item.mediaId)?.refusedMetrics ?? []
      readings.set(item.mediaId, { item, figures: null, state: 'unread', refusedMetrics, refusal: null })
    }
    const now = clock.now()
    const most = isForPerson ? mostPostsForPerson : mostPosts
    const chosen = [...chooseStories(stories, stored, now), ...choosePosts(posts, stored, { now, most })]
    let done = 0
    let refusals = 0
    await inParallel(chosen, parallelMedia, async (item) => {
      const reading = await readFigures(session, item, stored)
      readings.set(item.mediaId, reading)
      refusals = reading.refusal === null ? 0 : refusals + 1
      if (reading.refusal && refusals >= mostRefusals) throw reading.refusal
      await onStep((done += 1), chosen.length)
    })
  } catch (error) {
    if (!(error instanceof GraphFailure)) throw error
    interruptedBy = error
  }
  const read = [...readings.values()]
  const now = clock.now()
  await db.transaction(async (tx) => {
    const leaseUntil = new Date(now.getTime() + syncLeaseMs)
    if (!(await accounts.renewLease(tx, { id: account.id, lease }, { leaseUntil }))) {
      throw new Superseded('The lease is lost')
    }
    const rows = mediaRows({ accountId: account.id, readings: read, stored, now })
    // Most posts are in the list and nothing more: a fifth of what it is to write them whole.
    const isListedOnly = ({ mediaId, productType }: media.MediaRow) =>
      readings.get(mediaId)?.figures === null && stored.get(mediaId)?.productType === productType
    await media.saveListed(tx, rows.filter(isListedOnly))
    await media.save(
      tx,
      rows.filter((row) => !isListedOnly(row)),
    )
  })
  return { saved: read.length, interruptedBy }
}

/** Whether a failure says nothing about the account's own numbers. */
export function isOnlyAboutMedia(error: unknown): boolean {
  return error instanceof GraphFailure && refusalsOfMedia.has(error.kind)
}

async function listStored(
  { db }: Deps,
  accountId: string,
  items: readonly MediaItem[],
): Promise<Map<string, media.KnownMedia>> {
  const ids = items.map(({ mediaId }) => mediaId)
  return new Map((await media.listKnown(db, accountId, ids)).map((row) => [row.mediaId, row]))
}
