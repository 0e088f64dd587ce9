import { and, asc, eq, gt, isNotNull, isNull, like, notLike, sql, type SQL } from 'drizzle-orm'
import { countRows, type Handle, open, type Page, type Param, type Params, statement } from '../statements/index.ts'
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
  { purpose, after, limit }: Page & { purpose: SealedToken['purpose'] },
): Promise<SealedToken[]> {
  const { db, schema, accounts, oauthStates } = open(handle)
  const isLong = purpose === 'long_token'
  const { table, id, text } = placeOf(schema, purpose)
  const subject = isLong ? accounts.instagramUserId : oauthStates.stateHash
  const userId = isLong ? accounts.userId : oauthStates.userId
  const rows = await db
    .select({ id, subject, userId, text })
    .from(table)
    .where(and(isNotNull(text), notLike(text, `${prefixOf(keyId)}%`), gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
  return rows.flatMap((row) =>
    row.text === null ? [] : [{ ...row, purpose, owner: isLong ? row.id : row.userId, text: row.text }],
  )
}

type Replaced = Params<Pick<SealedToken, 'id' | 'text'>>

const replaceLong = statement.any(({ db, accounts }, { id, text }: Replaced, sealed: Param<string>) =>
  db
    .update(accounts)
    .set({ sealedToken: sealed })
    .where(and(eq(accounts.id, id), eq(accounts.sealedToken, text)))
    .returning({ id: accounts.id }),
)
const replaceShort = statement.any(({ db, oauthStates }, { id, text }: Replaced, sealed: Param<string>) =>
  db
    .update(oauthStates)
    .set({ sealedShortToken: sealed })
    .where(and(eq(oauthStates.stateHash, id), eq(oauthStates.sealedShortToken, text)))
    .returning({ id: oauthStates.stateHash }),
)

/** Puts another sealed text in its place, only if it is still the one that was read. @returns whether it was */
export function replace(
  handle: Handle,
  { purpose, ...token }: Pick<SealedToken, 'purpose' | 'id' | 'text'>,
  sealed: string,
): Promise<boolean> {
  return (purpose === 'long_token' ? replaceLong : replaceShort)(handle, token, sealed)
}

/** Word for word as in the index of the keys, so that no token need be read. */
function prefixOfToken({ sealedToken }: Schema['accounts']): SQL<string> {
  return sql<string>`substr(${sealedToken}, 1, 12)`
}

const prefixAfter = statement.pluck(({ db, accounts }, last: Param<string>) => {
  const prefix = prefixOfToken(accounts)
  return db
    .select({ prefix })
    .from(accounts)
    .where(and(isNotNull(accounts.sealedToken), gt(prefix, last)))
    .orderBy(asc(prefix))
    .limit(1)
})

/** What the accounts' tokens start with, each once: the index is entered once for each. */
async function listPrefixes(handle: Handle): Promise<string[]> {
  const found: string[] = []
  for (;;) {
    const [next] = await prefixAfter(handle, found.at(-1) ?? '')
    if (next === undefined) return found
    found.push(next)
  }
}

const countSealed = statement.count(({ db, accounts }) => countRows(db, accounts, isNotNull(accounts.sealedToken)))
const countWithPrefix = statement.count(({ db, accounts }, prefix: Param<string>) =>
  countRows(db, accounts, and(isNotNull(accounts.sealedToken), eq(prefixOfToken(accounts), prefix))),
)
const countDisconnectedWithPrefix = statement.count(({ db, accounts }, prefix: Param<string>) =>
  countRows(db, accounts, and(eq(prefixOfToken(accounts), prefix), eq(accounts.status, 'disconnected'))),
)
const countShortWithPrefix = statement.count(({ db, oauthStates }, prefix: Param<string>) =>
  countRows(db, oauthStates, like(oauthStates.sealedShortToken, sql`${prefix} || '%'`)),
)
const pendingTexts = statement.pluck(({ db, oauthStates }) =>
  db
    .select({ text: oauthStates.sealedShortToken })
    .from(oauthStates)
    .where(and(isNotNull(oauthStates.sealedShortToken), isNull(oauthStates.finishedAt))),
)

/** How many stored tokens each key sealed, by key id; a text of another form counts as `unknown`. */
export async function countByKey(handle: Handle): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const add = (prefix: string, tokens: number) => {
    const keyId = /^v1\.([0-9a-f]{8})\.$/.exec(prefix)?.[1] ?? 'unknown'
    counts[keyId] = (counts[keyId] ?? 0) + tokens
  }
  let left = await countSealed(handle)
  // Mostly one key has sealed all: the others are counted, and it has the rest.
  const prefixes = await listPrefixes(handle)
  for (const prefix of prefixes.slice(0, -1)) {
    const tokens = await countWithPrefix(handle, prefix)
    add(prefix, tokens)
    left -= tokens
  }
  const last = prefixes.at(-1)
  if (last !== undefined) add(last, left)
  // Those of attempts under way are few.
  for (const text of await pendingTexts(handle)) add(text?.slice(0, 12) ?? '', 1)
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
  const prefix = prefixOf(keyId)
  const disconnected = await countDisconnectedWithPrefix(handle, prefix)
  const accounts = (await countWithPrefix(handle, prefix)) - disconnected
  return { accounts, disconnected, connections: await countShortWithPrefix(handle, prefix) }
}

/** Drops the one-hour token of a connection under way: its user begins again. */
export const forget = statement.run(({ db, oauthStates }, { id, text }: Replaced) =>
  db
    .update(oauthStates)
    .set({ sealedShortToken: null, shortTokenExpiresAt: null })
    .where(and(eq(oauthStates.stateHash, id), eq(oauthStates.sealedShortToken, text))),
)
