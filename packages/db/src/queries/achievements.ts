import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import type { Schema } from '../schema/define.ts'

export type AchievementRow = Schema['achievements']['$inferSelect']

export async function insert(handle: Handle, achievement: Omit<AchievementRow, 'reversedAt'>): Promise<void> {
  const { db, schema } = open(handle)
  await db.insert(schema.achievements).values({ ...achievement, reversedAt: null })
}

/** What a person has reached, oldest first; also what was reversed. */
export async function listByPerson(handle: Handle, personRef: string): Promise<AchievementRow[]> {
  const { db, schema } = open(handle)
  const { achievements } = schema
  return db
    .select()
    .from(achievements)
    .where(eq(achievements.personRef, personRef))
    .orderBy(asc(achievements.unlockedAt), asc(achievements.key))
}

export async function find(handle: Handle, id: string): Promise<AchievementRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select().from(schema.achievements).where(eq(schema.achievements.id, id))
  return row
}

/** @returns `false` when it was reversed before */
export async function reverse(handle: Handle, id: string, at: Date): Promise<boolean> {
  const { db, schema } = open(handle)
  const { achievements } = schema
  const rows = await db
    .update(achievements)
    .set({ reversedAt: at })
    .where(and(eq(achievements.id, id), isNull(achievements.reversedAt)))
    .returning({ id: achievements.id })
  return rows.length > 0
}

/** All of them by id, page by page, with whom they belong to as far as that is still known. */
export async function listOwned(
  handle: Handle,
  { after, limit }: { after: string; limit: number },
): Promise<{ id: string; key: string; userId: string | null; instagramUserId: string | null }[]> {
  const { db, schema } = open(handle)
  const { achievements, people, accounts } = schema
  return db
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
    .limit(limit)
}

const taggedKeys = preparedRead<{ one: string; other: string }, { key: string }>((db, { rewardTombstones }) =>
  db
    .select({ key: rewardTombstones.key })
    .from(rewardTombstones)
    .where(inArray(rewardTombstones.tag, [sql.placeholder('one'), sql.placeholder('other')])),
)

/**
 * The achievements that one of two codes had before. Inside the transaction of an event, which keeps others waiting, they
 * stay all.
 */
export async function listTagged(tx: Handle, [one, other]: readonly [string, string]): Promise<string[]> {
  return (await taggedKeys(tx, { one, other })).map(({ key }) => key)
}

/** Writes down that these codes had an achievement. */

export async function saveTags(handle: Handle, key: string, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return
  const { db, schema } = open(handle)
  await db
    .insert(schema.rewardTombstones)
    .values(tags.map((tag) => ({ tag, key })))
    .onConflictDoNothing()
}
