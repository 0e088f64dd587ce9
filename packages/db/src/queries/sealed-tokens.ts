import { and, asc, count, eq, gt, isNotNull, isNull, like, notLike, sql, type SQL } from 'drizzle-orm'
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

/** Word for word as in the index of the keys, so that no token need be read. */
function prefixOfToken({ accounts }: Schema): SQL<string> {
  return sql<string>`substr(${accounts.sealedToken}, 1, 12)`
}

/** What the accounts' tokens start with, each once: the index is entered once for each. */
async function listPrefixes(handle: Handle): Promise<string[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const prefix = prefixOfToken(schema)
  const found: string[] = []
  for (;;) {
    const [next] = await db
      .select({ prefix })
      .from(accounts)
      .where(and(isNotNull(accounts.sealedToken), gt(prefix, found.at(-1) ?? '')))
      .orderBy(asc(prefix))
      .limit(1)
    if (!next) return found
    found.push(next.prefix)
  }
}

/** How many stored tokens each key sealed, by key id; a text of another form counts as `unknown`. */
export async function countByKey(handle: Handle): Promise<Record<string, number>> {
  const { db, schema } = open(handle)
  const { accounts, oauthStates } = schema
  const counts: Record<string, number> = {}
  const add = (prefix: string, tokens: number) => {
    const keyId = /^v1\.([0-9a-f]{8})\.$/.exec(prefix)?.[1] ?? 'unknown'
    counts[keyId] = (counts[keyId] ?? 0) + tokens
  }
  const isSealed = isNotNull(accounts.sealedToken)
  const countOf = async (condition: SQL | undefined): Promise<number> => {
    const [row] = await db.select({ tokens: count() }).from(accounts).where(condition)
    return row?.tokens ?? 0
  }
  let left = await countOf(isSealed)
  // Mostly one key has sealed all: the others are counted, and it has the rest.
  const prefixes = await listPrefixes(handle)
  for (const prefix of prefixes.slice(0, -1)) {
    const tokens = await countOf(and(isSealed, eq(prefixOfToken(schema), prefix)))
    add(prefix, tokens)
    left -= tokens
  }
  const last = prefixes.at(-1)
  if (last !== undefined) add(last, left)
  // Those of flows under way are few.
  const pending = await db
    .select({ text: oauthStates.sealedShortToken })
    .from(oauthStates)
    .where(and(isNotNull(oauthStates.sealedShortToken), isNull(oauthStates.finishedAt)))
  for (const { text } of pending) add(text?.slice(0, 12) ?? '', 1)
  return counts
}

/**
 * How many tokens one key sealed: of accounts that are not disconnected, and the one-hour tokens of connections under
 * way.
 */
export async function countSealedBy(
  handle: Handle,
  keyId: string,
): Promise<{ accounts: number; disconnected: number; connections: number }> {
  const { db, schema } = open(handle)
  const { accounts, oauthStates } = schema
  const isOurs = eq(prefixOfToken(schema), prefixOf(keyId))
  const isDisconnected = eq(accounts.status, 'disconnected')
  const [all] = await db.select({ tokens: count() }).from(accounts).where(isOurs)
  const [resting] = await db.select({ tokens: count() }).from(accounts).where(and(isOurs, isDisconnected))
  const [pending] = await db
    .select({ tokens: count() })
    .from(oauthStates)
    .where(like(oauthStates.sealedShortToken, `${prefixOf(keyId)}%`))
  const disconnected = resting?.tokens ?? 0
  return { accounts: (all?.tokens ?? 0) - disconnected, disconnected, connections: pending?.tokens ?? 0 }
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
