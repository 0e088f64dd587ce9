import { and, eq, gt, sql, type Column, type SQL } from 'drizzle-orm'
import {
  earliest,
  type Handle,
  isOneOf,
  type Param,
  type Params,
  placesOf,
  statement,
  upsert,
} from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { mark } from './change-marks.ts'
import { savingMedia } from './media-changes.ts'
import { isPresentPost } from './published-posts.ts'

export { listNamed } from './media-changes.ts'

export { listOfDay, type MediaOfDay } from './media-of-day.ts'
export {
  type AveragedPost,
  listAveraged,
  listEngagement,
  listPublished,
  type PublishedPost,
} from './published-posts.ts'

type StoredRow = Schema['media']['$inferSelect']
type Optional = 'areLikesHidden' | 'navigationViews' | 'askedAt' | 'isHighlighted'
/** Whether likes are hidden may be left out: then it stays as it is. What else may be is then unknown. */
export type MediaRow = Omit<StoredRow, Optional> & Partial<Pick<StoredRow, Optional>>
export {
  listPage,
  type MediaPosition,
  type MediaQuery,
  type MediaSort,
  type MediaType,
  positionOf,
  typeOf,
} from './media-pages.ts'

/** Names and addresses that a list left out this time are still those that it said before. */
function keptWhereSilent<Name extends string>(columns: Record<Name, Column>, row: unknown): Record<Name, SQL> {
  const kept = Object.entries<SQL>(placesOf(columns, row)).map(([name, place]) => [
    name,
    sql`coalesce(${place}, ${columns[name as Name]})`,
  ])
  // The guarantee: one for each column.
  return Object.fromEntries(kept) as Record<Name, SQL>
}

const saved = statement.run(({ db, media }, row: Params<StoredRow>) => {
  const { mediaType, caption, permalink, previewUrl, ownerUsername, areLikesHidden } = media
  return upsert(db, media, {
    row,
    key: ['accountId', 'mediaId'],
    changes: {
      ...keptWhereSilent({ mediaType, caption, permalink, previewUrl, ownerUsername, areLikesHidden }, row),
      // What never changes is not set: its index would be written again.
      publishedAt: undefined,
    },
  })
})

/**
 * Inserts media, or replaces all of them but when they were published; names and addresses that are `null` stay as they
 * are.
 */
export async function save(handle: Handle, rows: readonly MediaRow[]): Promise<void> {
  await savingMedia(
    handle,
    rows.map((row) => ({ areLikesHidden: null, navigationViews: null, askedAt: null, isHighlighted: null, ...row })),
    saved,
  )
}

/** What the list of posts says of one whose figures were not asked for. */
export type ListedMedia = Pick<
  MediaRow,
  | 'accountId'
  | 'mediaId'
  | 'caption'
  | 'permalink'
  | 'previewUrl'
  | 'ownerUsername'
  | 'areLikesHidden'
  | 'likes'
  | 'comments'
  | 'figures'
  | 'nextReadAt'
  | 'seenAt'
>

const listed = statement.run(({ db, media }, row: Params<Required<ListedMedia>>) => {
  const { caption, permalink, previewUrl, ownerUsername, areLikesHidden } = media
  const { likes, comments, figures, nextReadAt, seenAt } = media
  return db
    .update(media)
    .set({
      ...placesOf({ likes, comments, figures, nextReadAt, seenAt }, row),
      ...keptWhereSilent({ caption, permalink, previewUrl, ownerUsername, areLikesHidden }, row),
      goneAt: null,
    })
    .where(and(eq(media.accountId, row.accountId), eq(media.mediaId, row.mediaId)))
})

/** Renews what a list says of media that are stored, which are there again if they were gone; their state stays. */
export async function saveListed(handle: Handle, rows: readonly ListedMedia[]): Promise<void> {
  await savingMedia(
    handle,
    rows.map((row) => ({ areLikesHidden: null, ...row })),
    listed,
  )
}

const presentSince = statement.pluck(({ db, media }, accountId: Param<string>, publishedAfter: Param<Date>) =>
  db
    .select({ mediaId: media.mediaId })
    .from(media)
    .where(and(eq(media.accountId, accountId), isPresentPost(media), gt(media.publishedAt, publishedAfter))),
)

/**
 * Posts and reels that are there as far as is known, stories not among them.
 * @param publishedAfter only those published after that instant; `null` for all
 */
export async function listPresent(handle: Handle, accountId: string, publishedAfter: Date | null): Promise<string[]> {
  return presentSince(handle, accountId, publishedAfter ?? earliest)
}

interface Gone {
  accountId: string
  mediaIds: readonly string[]
  goneAt: Date
}

const gone = statement.pluck(({ db, media }, { accountId, mediaIds, goneAt }: Params<Gone>) =>
  db
    .update(media)
    .set({ goneAt, previewUrl: null, nextReadAt: null })
    .where(and(eq(media.accountId, accountId), isOneOf(media.mediaId, mediaIds), isPresentPost(media)))
    .returning({ mediaId: media.mediaId }),
)

/** Posts that Instagram does not have any more: their figures stay as history, the picture is let go of. */
export async function markGone(handle: Handle, what: Gone): Promise<void> {
  const keys = await gone(handle, what)
  await mark(handle, { accountId: what.accountId, kind: 'post', keys, changedAt: what.goneAt })
}

/** What of a stored media a new reading depends on. */
export type KnownMedia = Awaited<ReturnType<typeof listKnown>>[number]

/** Of the named media of an account, those that are stored. */
export const listKnown = statement.all(({ db, media }, accountId: Param<string>, ids: Param<readonly string[]>) =>
  db
    .select(knownColumns(media))
    .from(media)
    .where(and(eq(media.accountId, accountId), isOneOf(media.mediaId, ids))),
)

export function knownColumns(media: Schema['media']) {
  const { mediaId, productType, publishedAt, likes, comments, figures, navigation } = media
  const { navigationViews, insightState, refusedMetrics, insightsAt, askedAt, isHighlighted, nextReadAt } = media
  const known = { mediaId, productType, publishedAt, likes, comments, figures, navigation, navigationViews }
  return { ...known, insightState, refusedMetrics, insightsAt, askedAt, isHighlighted, nextReadAt }
}

/** An account has another name: what is its own stays its own. */
export const renameOwner = statement.run(
  ({ db, media }, accountId: Param<string>, { from, to }: Params<{ from: string; to: string }>) =>
    db
      .update(media)
      .set({ ownerUsername: to })
      .where(and(eq(media.accountId, accountId), eq(media.ownerUsername, from))),
)

/** One media of an account, also one that is gone. */
export const find = statement.get(({ db, media }, accountId: Param<string>, mediaId: Param<string>) =>
  db
    .select()
    .from(media)
    .where(and(eq(media.accountId, accountId), eq(media.mediaId, mediaId))),
)
