import { and, asc, eq, gt, isNotNull, lt, lte, sql } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

// Word for word as in the index that has only these.
const isPost = ({ productType }: Schema['media']) => sql`${productType} <> 'STORY'`

/** What of posts is due now. What has been due for longer than that is an account's that is not read any more. */
export interface DuePosts {
  now: Date
  since: Date
  limit: number
}

/** Active accounts of which a young post is to be read now, each once. */
export const listAccountsDue = statement.pluck(({ db, media, accounts }, { now, since, limit }: Params<DuePosts>) =>
  db
    .selectDistinct({ id: media.accountId })
    .from(media)
    .innerJoin(accounts, eq(accounts.id, media.accountId))
    .where(and(lte(media.nextReadAt, now), gt(media.nextReadAt, since), isPost(media), eq(accounts.status, 'active')))
    .limit(limit),
)

/** When the first of an account's young posts is to be read; nothing where it has none. */
export const findNext = statement.get(({ db, media }, accountId: Param<string>) =>
  db
    .select({ nextReadAt: media.nextReadAt })
    .from(media)
    .where(and(eq(media.accountId, accountId), isNotNull(media.nextReadAt), isPost(media)))
    .orderBy(asc(media.nextReadAt))
    .limit(1),
)

/** Puts off what of an account's posts is still due after it was asked for; what is not young any more is let be. */
export async function postpone(
  handle: Handle,
  accountId: string,
  { now, until, youngFrom }: { now: Date; until: Date; youngFrom: Date },
): Promise<void> {
  const { db, media } = open(handle)
  const isStillDue = and(eq(media.accountId, accountId), lte(media.nextReadAt, now), isPost(media))
  await db
    .update(media)
    .set({ nextReadAt: null })
    .where(and(isStillDue, lt(media.publishedAt, youngFrom)))
  await db.update(media).set({ nextReadAt: until }).where(isStillDue)
}
