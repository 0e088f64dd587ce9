import { and, asc, count, eq, gt, isNotNull, notLike, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'

/** A stored token as it is: sealed. */
export interface SealedToken {
  /** Of an account, or the one-hour token of a connection under way. */
  purpose: 'long_token' | 'short_token'
  /** The account's id, or the hash of the state. */
  id: string
  owner: string
  subject: string
  userId: string
  text: string
}

/** `v1.<key id>.`: what a text starts with that this key sealed. */
const prefixOf = (keyId: string) => `v1.${keyId}.`

function placeOf({ accounts, oauthStates }: Schema, purpose: SealedToken['purpose']) {
  return purpose === 'long_token'
    ? { table: accounts, id: accounts.id, text: accounts.sealedToken }
    : { table: oauthStates, id: oauthStates.stateHash, text: oauthStates.sealedShortToken }
}

/** A page of tokens of one purpose, by id, that another key than this one sealed. */
export async function listNotSealedBy(
  handle: Handle,
  keyId: string,
  { purpose, after, limit }: { purpose: SealedToken['purpose']; after: string; limit: number },
): Promise<SealedToken[]> {
  const { db, schema } = open(handle)
  const { accounts, oauthStates } = schema
  const { table, id, text } = placeOf(schema, purpose)
  const subject = purpose === 'long_token' ? accounts.instagramUserId : oauthStates.stateHash
  const userId = purpose === 'long_token' ? accounts.userId : oauthStates.userId
  const rows = await db
    .select({ id, subject, userId, text })
    .from(table)
    .where(and(isNotNull(text), notLike(text, `${prefixOf(keyId)}%`), gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
  return rows.flatMap((row) =>
    row.text === null
      ? []
      : [{ ...row, purpose, owner: purpose === 'long_token' ? row.id : row.userId, text: row.text }],
  )
}

/** Puts another sealed text in its place, only if it is still the one that was read. @returns whether it was */
export async function replace(
  handle: Handle,
  { purpose, id, text }: Pick<SealedToken, 'purpose' | 'id' | 'text'>,
  sealed: string,
): Promise<boolean> {
  const { db, schema } = open(handle)
  const { accounts, oauthStates } = schema
  const rows =
    purpose === 'long_token'
      ? await db
          .update(accounts)
          .set({ sealedToken: sealed })
          .where(and(eq(accounts.id, id), eq(accounts.sealedToken, text)))
          .returning({ id: accounts.id })
      : await db
          .update(oauthStates)
          .set({ sealedShortToken: sealed })
          .where(and(eq(oauthStates.stateHash, id), eq(oauthStates.sealedShortToken, text)))
          .returning({ id: oauthStates.stateHash })
  return rows.length > 0
}

/** How many stored tokens each key sealed, by key id; a text of another form counts as `unknown`. */
export async function countByKey(handle: Handle): Promise<Record<string, number>> {
  const { db, schema } = open(handle)
  const counts: Record<string, number> = {}
  for (const purpose of ['long_token', 'short_token'] as const) {
    const { table, text } = placeOf(schema, purpose)
    const prefix = sql<string>`substr(${text}, 1, 12)`
    const rows = await db.select({ prefix, tokens: count() }).from(table).where(isNotNull(text)).groupBy(prefix)
    for (const row of rows) {
      const keyId = /^v1\.([0-9a-f]{8})\.$/.exec(row.prefix)?.[1] ?? 'unknown'
      counts[keyId] = (counts[keyId] ?? 0) + row.tokens
    }
  }
  return counts
}

/** Drops the one-hour token of a connection under way: its person begins again. */
export async function forget(handle: Handle, { id, text }: Pick<SealedToken, 'id' | 'text'>): Promise<void> {
  const { db, schema } = open(handle)
  const { oauthStates } = schema
  await db
    .update(oauthStates)
    .set({ sealedShortToken: null, shortTokenExpiresAt: null })
    .where(and(eq(oauthStates.stateHash, id), eq(oauthStates.sealedShortToken, text)))
}
