import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import { type Handle, isOneOf, open, type Page, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type AchievementRow = Schema['achievements']['$inferSelect']

export async function insert(handle: Handle, achievement: Omit<AchievementRow, 'reversedAt'>): Promise<void> {
  const { db, achievements } = open(handle)
  await db.insert(achievements).values({ ...achievement, reversedAt: null })
}

/** What a user has reached, oldest first; also what was reversed. */
export const listByPerson = statement.all(({ db, achievements }, personRef: Param<string>) =>
  db
    .select()
    .from(achievements)
    .where(eq(achievements.personRef, personRef))
    .orderBy(asc(achievements.unlockedAt), asc(achievements.key)),
)

export const find = statement.get(({ db, achievements }, id: Param<string>) =>
  db.select().from(achievements).where(eq(achievements.id, id)),
)

/** @returns `false` when it was reversed before */
export const reverse = statement.any(({ db, achievements }, id: Param<string>, at: Param<Date>) =>
  db
    .update(achievements)
    .set({ reversedAt: at })
    .where(and(eq(achievements.id, id), isNull(achievements.reversedAt)))
    .returning({ id: achievements.id }),
)

/** All of them by id, page by page, with whom they belong to as far as that is still known. */
export const listOwned = statement.all(({ db, achievements, people, accounts }, { after, limit }: Params<Page>) =>
  db
    .select({
      id: achievements.id,
      key: achievements.key,
      userId: people.userId,
      instagramUserId: accounts.instagramUserId,
    })
    .from(achievements)
    .leftJoin(people, eq(people.ref, achievements.personRef))
    .leftJoin(accounts, eq(accounts.id, achievements.accountId))
    .where(gt(achievements.id, after))
    .orderBy(asc(achievements.id))
    .limit(limit),
)

/**
 * The achievements that one of some pseudonyms had before. Inside the transaction of an event, which keeps others
 * waiting, they stay all.
 */
export const listTagged = statement.pluck(({ db, rewardTombstones }, tags: Param<readonly string[]>) =>
  db.select({ key: rewardTombstones.key }).from(rewardTombstones).where(isOneOf(rewardTombstones.tag, tags)),
)

/** Writes down that these pseudonyms had an achievement. */
export async function saveTags(handle: Handle, key: string, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  const { db, rewardTombstones } = open(handle)
  await db
    .insert(rewardTombstones)
    .values(tags.map((tag) => ({ tag, key })))
    .onConflictDoNothing()
}
