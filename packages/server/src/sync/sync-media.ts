import { media, mediaReadings, stories as storedStories } from '@instagram-dashboard/db'
import { addMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import {
  GraphFailure,
  type GraphFailureKind,
  type GraphSession,
  type MediaItem,
  type MediaPage,
  type MediaPosition,
  readMediaPages,
} from '../instagram/index.ts'
import { inParallel } from '../concurrency/in-parallel.ts'
import type { AccountLease } from '../leases/account-lease.ts'
import { agingMs, type AgeReading } from './post-ages.ts'
import {
  chooseByAge,
  choosePosts,
  chooseStories,
  endsEverything,
  itemsOf,
  readFigures,
  type MediaAnswer,
} from './read-media.ts'
import { saveMedia } from './save-media.ts'

interface MediaSync {
  session: GraphSession
  lease: AccountLease
  /**
   * `sync`: all posts and the stories that are up. `stories`: those, and which of the others answer still. `newest`: the
   * newest posts. Between two syncs figures are read of the posts whose next age has come. `first`: the newest posts,
   * whatever their age, before a sync comes to all of them.
   */
  reads: readonly ('sync' | 'stories' | 'newest' | 'first')[]
  /** Of how many posts a sync reads figures. */
  mostPosts?: number
  /** Of those that are due the newest first, instead of those that have waited longest. */
  isNewestFirst?: boolean
  /** Told after each media that was asked about. */
  onStep?(done: number, total: number): Promise<void>
}

// More than anybody publishes between two looks, and one page.
const newestPosts = 25
// Each takes two calls, of which most accounts have more to spare; the others have their turn four hours later.
const mostLateStories = 3
const parallelMedia = 4
// After so many refusals in a row it is not about single items.
const mostRefusals = 3
const refusalsOfMedia: ReadonlySet<GraphFailureKind> = new Set([
  'rejected',
  'not_available',
  'unsupported_metric',
  'permission_missing',
])

/**
 * Reads stories, posts and reels with their figures and saves them. The lists of both and the figures of both are asked
 * for whether or not the others fail. Only a failure that is about everything ends it early, and what was read until
 * then is saved.
 * @returns the first failure; one that is about more than the media comes before one that is not
 * @throws Superseded when the lease is gone
 */
export async function syncMedia(
  deps: Deps,
  { session, lease, reads, mostPosts = 0, isNewestFirst = false, onStep }: MediaSync,
): Promise<{ saved: number; interruptedBy: GraphFailure | null }> {
  const failures: GraphFailure[] = []
  // A token that one edge refuses is judged after the run: the next edge may accept it.
  const isOver = () =>
    failures.some((failure) => endsEverything(failure) && failure.kind !== 'token_refused') ||
    failures.filter(endsEverything).length > 1
  const list = async (readPage: (page: MediaPosition) => Promise<MediaPage>, most?: number) => {
    if (isOver()) return null
    const listing = await readMediaPages(readPage, { most })
    if (listing.interruptedBy) failures.push(listing.interruptedBy)
    return listing
  }
  const isSync = reads.includes('sync')
  const stories = isSync || reads.includes('stories') ? await list(session.stories) : null
  const posts = isSync
    ? await list(session.media)
    : reads.includes('newest') || reads.includes('first')
      ? await list(session.media, newestPosts)
      : null

  const now = deps.clock.now()
  const due = reads.includes('stories')
    ? await storedStories.listDue(deps.db, lease.accountId, { now, limit: mostLateStories })
    : []
  const ids = [stories, posts].flatMap((listing) => listing?.items ?? []).map(({ mediaId }) => mediaId)
  // The lease keeps everybody else from changing them.
  const found = await media.listKnown(deps.db, lease.accountId, ids)
  const stored = new Map([...found, ...due].map((row) => [row.mediaId, row]))
  const storyItems = itemsOf(stories?.items ?? [], stored, 'STORY')
  const postItems = itemsOf(posts?.items ?? [], stored, 'FEED')
  const answers = new Map<string, MediaAnswer>()
  for (const item of [...storyItems, ...postItems]) answers.set(item.mediaId, listedOnly(item, stored))

  const readings = await readingsOf(deps, lease.accountId, postItems)
  const lateStories = due.filter(({ mediaId }) => !answers.has(mediaId)).map(unlisted)
  const chosenStories = [...chooseStories(storyItems, stored, now), ...lateStories]
  const chosenPosts =
    isSync || reads.includes('first')
      ? choosePosts(postItems, stored, { now, most: mostPosts, isNewestFirst })
      : chooseByAge(postItems, stored, { now, readings })
  const total = chosenStories.length + chosenPosts.length
  let done = 0
  /** The first failure that is not about single media. */
  const readAll = async (items: readonly MediaItem[], most: number): Promise<GraphFailure | null> => {
    let refusals = 0
    return caught(() =>
      inParallel(items, parallelMedia, async (item) => {
        const answer = await readFigures({ session, known: stored, now: deps.clock.now() }, item)
        answers.set(item.mediaId, answer)
        refusals = answer.refusal === null ? 0 : refusals + 1
        await onStep?.((done += 1), total)
        if (answer.refusal && (refusals >= most || endsEverything(answer.refusal))) throw answer.refusal
      }),
    )
  }
  const read = async (items: readonly MediaItem[], isDoubtful: boolean): Promise<boolean> => {
    if (isOver()) return false
    // After a failure that may be about everything, two items tell whether the others are worth asking.
    const probed = isDoubtful ? 2 : 0
    const failure =
      (await readAll(items.slice(0, probed), probed)) ?? (await readAll(items.slice(probed), mostRefusals))
    if (failure) failures.push(failure)
    return failure === null
  }
  const isWell = await read(chosenStories, false)
  await read(chosenPosts, !isWell)

  await saveMedia(deps, { lease, answers, stored, readings, posts })
  const gravest = failures.find(endsEverything) ?? failures.find((failure) => !isOnlyAboutMedia(failure))
  return { saved: answers.size, interruptedBy: gravest ?? failures[0] ?? null }
}

/** Whether a failure says nothing about the account's own numbers. */
export function isOnlyAboutMedia(error: unknown): boolean {
  return error instanceof GraphFailure && refusalsOfMedia.has(error.kind)
}

function listedOnly(item: MediaItem, stored: ReadonlyMap<string, media.KnownMedia>): MediaAnswer {
  const refusedMetrics = stored.get(item.mediaId)?.refusedMetrics ?? []
  const standard = { navigation: null, isGone: false, lateAnswer: null, refusal: null }
  return { item, figures: null, state: 'unread', refusedMetrics, ...standard }
}

/** A story that no list has any more. */
function unlisted({ mediaId, productType, publishedAt }: media.KnownMedia): MediaItem {
  const silent = { mediaType: null, caption: null, permalink: null, previewUrl: null, ownerUsername: null }
  return { mediaId, productType, publishedAt, ...silent, likes: null, comments: null }
}

/** What is kept of the posts for which a reading of now may be kept. */
async function readingsOf(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  accountId: string,
  items: readonly MediaItem[],
): Promise<Map<string, AgeReading[]>> {
  const from = addMs(clock.now(), -agingMs)
  const ids = items.filter(({ publishedAt }) => publishedAt > from).map(({ mediaId }) => mediaId)
  const kept = ids.length === 0 ? [] : await mediaReadings.listTimes(db, accountId, ids)
  return Map.groupBy(kept, ({ mediaId }) => mediaId)
}

async function caught(work: () => Promise<void>): Promise<GraphFailure | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof GraphFailure) return error
    throw error
  }
}
