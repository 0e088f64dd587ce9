import { and, asc, avg, count, eq, isNull, sql } from 'drizzle-orm'
import { type Handle, isOneOf, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { mark } from './change-marks.ts'
import { kindOfMedia } from './changes.ts'
import { listNamed } from './media-changes.ts'

type MediaTagRow = Schema['mediaTags']['$inferSelect']

const inserted = statement.run(({ db, mediaTags }, { accountId, mediaId, tag, taggedAt }: Params<MediaTagRow>) =>
  db.insert(mediaTags).values({ accountId, mediaId, tag, taggedAt }).onConflictDoNothing(),
)

const dropped = statement.run(({ db, mediaTags }, accountId: Param<string>, tag: Params<TagOfMedia>) =>
  db
    .delete(mediaTags)
    .where(and(eq(mediaTags.accountId, accountId), eq(mediaTags.mediaId, tag.mediaId), eq(mediaTags.tag, tag.tag))),
)

interface TagOfMedia {
  mediaId: string
  tag: string
}

/** Gives a media these tags and no others; one that it had keeps its time. */
export async function replace(
  tx: Handle,
  {
    accountId,
    mediaId,
    tags,
    taggedAt,
  }: { accountId: string; mediaId: string; tags: readonly string[]; taggedAt: Date },
): Promise<void> {
  const before = await listOf(tx, accountId, [mediaId])
  for (const { tag } of before) if (!tags.includes(tag)) await dropped(tx, accountId, { mediaId, tag })
  for (const tag of tags) await inserted(tx, { accountId, mediaId, tag, taggedAt })
  const [row] = await listNamed(tx, accountId, [mediaId])
  const isSame = before.length === tags.length && before.every(({ tag }) => tags.includes(tag))
  if (row && !isSame) {
    await mark(tx, { accountId, kind: kindOfMedia(row.productType), keys: [mediaId], changedAt: taggedAt })
  }
}

/** The tags of the named media, by their names. */
export const listOf = statement.all(({ db, mediaTags }, accountId: Param<string>, ids: Param<readonly string[]>) => {
  const { mediaId, tag } = mediaTags
  return db
    .select({ mediaId, tag })
    .from(mediaTags)
    .where(and(eq(mediaTags.accountId, accountId), isOneOf(mediaId, ids)))
    .orderBy(asc(tag))
})

/** How many different tags an account's media have. */
export async function countOf(handle: Handle, accountId: string): Promise<number> {
  const { db, mediaTags } = open(handle)
  const [row] = await db
    .select({ tags: sql<number>`count(distinct ${mediaTags.tag})`.mapWith(Number) })
    .from(mediaTags)
    .where(eq(mediaTags.accountId, accountId))
  return row?.tags ?? 0
}

/** Each tag of an account with how many media have it that are there, and their figures on average; by its name. */
export async function summarize(handle: Handle, accountId: string) {
  const { db, media, mediaTags } = open(handle)
  const { views, reach, totalInteractions, likes, comments, saved, shares } = media
  // Of the rate only what has both numbers counts.
  const ofBoth = (column: typeof reach | typeof totalInteractions) =>
    sql<number | null>`sum(case when ${reach} is null or ${totalInteractions} is null then null else ${column} end)`
  return db
    .select({
      tag: mediaTags.tag,
      posts: count(),
      views: avg(views).mapWith(Number),
      reach: avg(reach).mapWith(Number),
      engagement: avg(totalInteractions).mapWith(Number),
      likes: avg(likes).mapWith(Number),
      comments: avg(comments).mapWith(Number),
      saves: avg(saved).mapWith(Number),
      shares: avg(shares).mapWith(Number),
      ratedReach: ofBoth(reach).mapWith(Number),
      ratedEngagement: ofBoth(totalInteractions).mapWith(Number),
    })
    .from(mediaTags)
    .innerJoin(media, and(eq(media.accountId, mediaTags.accountId), eq(media.mediaId, mediaTags.mediaId)))
    .where(and(eq(mediaTags.accountId, accountId), isNull(media.goneAt)))
    .groupBy(mediaTags.tag)
    .orderBy(asc(mediaTags.tag))
}
