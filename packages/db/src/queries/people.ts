import { and, asc, eq, gt, like, notLike, sql } from 'drizzle-orm'
import {
  countRows,
  type Handle,
  isOneOf,
  open,
  type Page,
  type Param,
  type Params,
  rowOf,
  statement,
} from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type PersonRow = Schema['people']['$inferSelect']

const added = statement.get(({ db, people }, user: Params<PersonRow>) =>
  db.insert(people).values(rowOf(people, user)).onConflictDoNothing().returning(),
)

/** What is known of a host's user; `candidate` is stored where there is nothing yet. */
export async function findOrAdd(handle: Handle, candidate: PersonRow): Promise<PersonRow> {
  return (await added(handle, candidate)) ?? (await findByUser(handle, candidate.userId)) ?? candidate
}

/**
 * From here to its end, no other transaction that took this user's turn goes on: what it counts or looks up stays true.
 * SQLite runs transactions one by one anyway.
 */
export async function takeTurn(tx: Handle, userId: string): Promise<void> {
  if (tx.dialect === 'sqlite') return
  const { db } = open(tx)
  await db
    .select({ turn: sql`pg_advisory_xact_lock(hashtextextended(${userId}, 0))` })
    .from(sql`(values (1)) as the(turn)`)
}

export const findByUser = statement.get(({ db, people }, userId: Param<string>) =>
  db.select().from(people).where(eq(people.userId, userId)),
)

/** Those of the references that still name somebody. */
export const listByRefs = statement.all(({ db, people }, refs: Param<readonly string[]>) =>
  db.select().from(people).where(isOneOf(people.ref, refs)),
)

/** Everything that the event log holds under the old key is forgotten; the user and their reference stay. */
export const renewKey = statement.run(({ db, people }, userId: Param<string>, key: Param<string>) =>
  db.update(people).set({ key }).where(eq(people.userId, userId)),
)

/** Puts another text in the place of a key, only if it is still the one that was read. @returns whether it was */
export const replaceKey = statement.any(
  ({ db, people }, old: Params<Pick<PersonRow, 'userId' | 'key'>>, text: Param<string>) =>
    db
      .update(people)
      .set({ key: text })
      .where(and(eq(people.userId, old.userId), eq(people.key, old.key)))
      .returning({ userId: people.userId }),
)

/** `v1.`, and behind it the id of a key of eight characters: what every sealed text begins with. */
const sealedForm = 'v1.%'
const lengthOfKeyId = 11

/** Users of whom the key stands there as it is, which only older versions wrote. */
export const listUnsealed = statement.all(({ db, people }, { limit }: Params<{ limit: number }>) =>
  db.select().from(people).where(notLike(people.key, sealedForm)).limit(limit),
)

/** One sealed key for each key of the ring in use: enough to prove that every needed one is there. */
export const listSealedKeySamples = statement.pluck(({ db, people }) =>
  db
    .select({ sample: sql<string>`min(${people.key})` })
    .from(people)
    .where(like(people.key, sealedForm))
    .groupBy(sql`substr(${people.key}, 1, ${sql.raw(String(lengthOfKeyId))})`),
)

const formOf = (keyId: Param<string>) => sql`'v1.' || ${keyId} || '.%'`

/** A page of users, by id, of whom another key than this one sealed theirs. */
export const listNotSealedBy = statement.all(({ db, people }, keyId: Param<string>, { after, limit }: Params<Page>) =>
  db
    .select()
    .from(people)
    .where(and(notLike(people.key, formOf(keyId)), gt(people.userId, after)))
    .orderBy(asc(people.userId))
    .limit(limit),
)

export const countSealedBy = statement.count(({ db, people }, keyId: Param<string>) =>
  countRows(db, people, like(people.key, formOf(keyId))),
)

export const countNotSealedBy = statement.count(({ db, people }, keyId: Param<string>) =>
  countRows(db, people, notLike(people.key, formOf(keyId))),
)
