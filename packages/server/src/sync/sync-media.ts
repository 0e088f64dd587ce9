import { media } from '@instagram-dashboard/db'
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
import { choosePosts, chooseStories, endsEverything, itemsOf, readFigures, type MediaAnswer } from './read-media.ts'
import { saveMedia } from './save-media.ts'

interface MediaSync {
  session: GraphSession
  lease: AccountLease
  /** Only the stories that are up now. */
  isStoriesOnly?: boolean
  /** Of how many posts figures are read. */
  mostPosts?: number
  /** Of those that are due the newest first, instead of those that have waited longest. */
  isNewestFirst?: boolean
  /** Told after each media that was asked about. */
  onStep(done: number, total: number): Promise<void>
}

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
  { session, lease, isStoriesOnly = false, mostPosts = 0, isNewestFirst = false, onStep }: MediaSync,
): Promise<{ saved: number; interruptedBy: GraphFailure | null }> {
  const failures: GraphFailure[] = []
  // A token that one edge refuses is judged after the run: the next edge may accept it.
  const isOver = () =>
    failures.some((failure) => endsEverything(failure) && failure.kind !== 'token_refused') ||
    failures.filter(endsEverything).length > 1
  const list = async (readPage: (page: MediaPosition) => Promise<MediaPage>) => {
    if (isOver()) return null
    const listing = await readMediaPages(readPage)
    if (listing.interruptedBy) failures.push(listing.interruptedBy)
    return listing
  }
  const stories = await list(session.stories)
  const posts = isStoriesOnly ? null : await list(session.media)

  const ids = [stories, posts].flatMap((listing) => listing?.items ?? []).map(({ mediaId }) => mediaId)
  // The lease keeps everybody else from changing them.
  const stored = new Map((await media.listKnown(deps.db, lease.accountId, ids)).map((row) => [row.mediaId, row]))
  const storyItems = itemsOf(stories?.items ?? [], stored, 'STORY')
  const postItems = itemsOf(posts?.items ?? [], stored, 'FEED')
  const answers = new Map<string, MediaAnswer>()
  for (const item of [...storyItems, ...postItems]) answers.set(item.mediaId, listedOnly(item, stored))

  const now = deps.clock.now()
  const chosenStories = chooseStories(storyItems, stored, now)
  const chosenPosts = choosePosts(postItems, stored, { now, most: mostPosts, isNewestFirst })
  const total = chosenStories.length + chosenPosts.length
  let done = 0
  /** The first failure that is not about single media. */
  const readAll = async (items: readonly MediaItem[], most: number): Promise<GraphFailure | null> => {
    let refusals = 0
    return caught(() =>
      inParallel(items, parallelMedia, async (item) => {
        const answer = await readFigures(session, item, stored)
        answers.set(item.mediaId, answer)
        refusals = answer.refusal === null ? 0 : refusals + 1
        await onStep((done += 1), total)
        if (answer.refusal && refusals >= most) throw answer.refusal
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

  await saveMedia(deps, { lease, answers, stored, posts })
  const gravest = failures.find(endsEverything) ?? failures.find((failure) => !isOnlyAboutMedia(failure))
  return { saved: answers.size, interruptedBy: gravest ?? failures[0] ?? null }
}

/** Whether a failure says nothing about the account's own numbers. */
export function isOnlyAboutMedia(error: unknown): boolean {
  return error instanceof GraphFailure && refusalsOfMedia.has(error.kind)
}

function listedOnly(item: MediaItem, stored: ReadonlyMap<string, media.KnownMedia>): MediaAnswer {
  const refusedMetrics = stored.get(item.mediaId)?.refusedMetrics ?? []
  return { item, figures: null, state: 'unread', refusedMetrics, isGone: false, refusal: null }
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
