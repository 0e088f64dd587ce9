import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import type { Schema } from '../schema/define.ts'
import type { StoredConnectResult } from '../schema/oauth-states.ts'
import type { Lease } from './accounts.ts'

export type OauthStateRow = Schema['oauthStates']['$inferSelect']
export type NewOauthState = Pick<
  OauthStateRow,
  'stateHash' | 'userId' | 'accountId' | 'redirectUri' | 'returnTo' | 'placement' | 'createdAt' | 'expiresAt'
> &
  Partial<Pick<OauthStateRow, 'browserChallenge'>>

export async function insert(handle: Handle, state: NewOauthState): Promise<void> {
  const { db, schema } = open(handle)
  await db.insert(schema.oauthStates).values(state)
}

export async function find(handle: Handle, stateHash: string): Promise<OauthStateRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select().from(schema.oauthStates).where(eq(schema.oauthStates.stateHash, stateHash))
  return row
}

/** Drops the user's oldest unused states beyond `keep`, so that nobody fills the table. */
export async function dropOldestLive(handle: Handle, userId: string, keep: number): Promise<void> {
  const { db, schema } = open(handle)
  const { oauthStates } = schema
  const live = and(eq(oauthStates.userId, userId), isNull(oauthStates.usedAt), isNull(oauthStates.burnedReason))
  const kept = await db
    .select({ stateHash: oauthStates.stateHash })
    .from(oauthStates)
    .where(live)
    .orderBy(desc(oauthStates.createdAt), asc(oauthStates.stateHash))
  const surplus = kept.slice(keep).map(({ stateHash }) => stateHash)
  if (surplus.length > 0) await db.delete(oauthStates).where(inArray(oauthStates.stateHash, surplus))
}

export interface TakeState {
  stateHash: string
  userId: string
  codeHash: string
  /** Of the verifier that the caller's browser brought; without one only what is bound to none is taken. */
  browserChallenge?: string | null | undefined
  now: Date
  owner: string
  leaseUntil: Date
}

/**
 * Takes the state in one atomic statement: of any number of callers, in any number of processes, one gets the row.
 * @throws a unique violation (`isUniqueViolation`) when the code was already used with another state
 */
export async function take(handle: Handle, request: TakeState): Promise<OauthStateRow | undefined> {
  const { db, schema } = open(handle)
  const { oauthStates } = schema
  const [row] = await db
    .update(oauthStates)
    .set({
      usedAt: request.now,
      codeHash: request.codeHash,
      leaseOwner: request.owner,
      leaseUntil: request.leaseUntil,
      leaseFence: sql`${oauthStates.leaseFence} + 1`,
    })
    .where(
      and(
        eq(oauthStates.stateHash, request.stateHash),
        eq(oauthStates.userId, request.userId),
        isNull(oauthStates.usedAt),
        isNull(oauthStates.burnedReason),
        gt(oauthStates.expiresAt, request.now),
        or(
          isNull(oauthStates.browserChallenge),
          request.browserChallenge ? eq(oauthStates.browserChallenge, request.browserChallenge) : undefined,
        ),
      ),
    )
    .returning()
  return row
}

/** Takes over an unfinished flow whose holder is gone or gave it back, so that a crash or a lost answer can resume. */
export async function takeOver(
  handle: Handle,
  request: {
    stateHash: string
    owner: string
    deadOwner: string | null
    now: Date
    leaseUntil: Date
    /** A lease that ends later was written by a wrong clock, and holds nothing. */
    latestLease: Date
  },
): Promise<OauthStateRow | undefined> {
  const { db, schema } = open(handle)
  const { oauthStates } = schema
  const [row] = await db
    .update(oauthStates)
    .set({
      leaseOwner: request.owner,
      leaseUntil: request.leaseUntil,
      leaseFence: sql`${oauthStates.leaseFence} + 1`,
      failureCode: null,
    })
    .where(
      and(
        eq(oauthStates.stateHash, request.stateHash),
        isNotNull(oauthStates.usedAt),
        isNull(oauthStates.finishedAt),
        isNull(oauthStates.burnedReason),
        or(
          isNull(oauthStates.leaseUntil),
          lte(oauthStates.leaseUntil, request.now),
          gt(oauthStates.leaseUntil, request.latestLease),
          request.deadOwner === null ? sql`1 = 0` : eq(oauthStates.leaseOwner, request.deadOwner),
        ),
      ),
    )
    .returning()
  return row
}

function holds({ oauthStates }: Schema, stateHash: string, lease: Lease) {
  return and(
    eq(oauthStates.stateHash, stateHash),
    eq(oauthStates.leaseOwner, lease.owner),
    eq(oauthStates.leaseFence, lease.fence),
    isNull(oauthStates.finishedAt),
  )
}

/** @returns whether the caller still held the flow */
export async function saveShortToken(
  handle: Handle,
  { stateHash, lease }: { stateHash: string; lease: Lease },
  token: { sealedShortToken: string; shortTokenExpiresAt: Date; grantedScopes: string[] | null },
): Promise<boolean> {
  const { db, schema } = open(handle)
  const rows = await db
    .update(schema.oauthStates)
    .set(token)
    .where(holds(schema, stateHash, lease))
    .returning({ stateHash: schema.oauthStates.stateHash })
  return rows.length > 0
}

/** Ends the flow, well or badly, and wipes the pending token. @returns whether the caller still held the flow */
export async function finish(
  handle: Handle,
  { stateHash, lease }: { stateHash: string; lease: Lease },
  outcome: { now: Date; result: StoredConnectResult | null; failureCode: string | null },
): Promise<boolean> {
  const { db, schema } = open(handle)
  const rows = await db
    .update(schema.oauthStates)
    .set({
      result: outcome.result,
      failureCode: outcome.failureCode,
      finishedAt: outcome.now,
      sealedShortToken: null,
      shortTokenExpiresAt: null,
      leaseOwner: null,
      leaseUntil: null,
    })
    .where(holds(schema, stateHash, lease))
    .returning({ stateHash: schema.oauthStates.stateHash })
  return rows.length > 0
}

/**
 * Gives an unfinished flow back, so that the same call can try again at once.
 * @param outcome.failureCode why, for those who waited for this try
 */
export async function release(
  handle: Handle,
  { stateHash, lease }: { stateHash: string; lease: Lease },
  { failureCode }: { failureCode: string },
): Promise<void> {
  const { db, schema } = open(handle)
  await db
    .update(schema.oauthStates)
    .set({ leaseOwner: null, leaseUntil: null, failureCode })
    .where(holds(schema, stateHash, lease))
}

/** Makes an unused state worthless. @returns whether it was still unused */
export async function burn(
  handle: Handle,
  stateHash: string,
  { reason, now }: { reason: string; now: Date },
): Promise<boolean> {
  const { db, schema } = open(handle)
  const { oauthStates } = schema
  const rows = await db
    .update(oauthStates)
    .set({ burnedReason: reason, finishedAt: now })
    .where(and(eq(oauthStates.stateHash, stateHash), isNull(oauthStates.usedAt), isNull(oauthStates.burnedReason)))
    .returning({ stateHash: oauthStates.stateHash })
  return rows.length > 0
}

/** Remembers that a state was misused, used or not. @returns whether this was the first time */
export async function noteMisuse(handle: Handle, stateHash: string, now: Date): Promise<boolean> {
  const { db, schema } = open(handle)
  const { oauthStates } = schema
  const rows = await db
    .update(oauthStates)
    .set({ misusedAt: now })
    .where(and(eq(oauthStates.stateHash, stateHash), isNull(oauthStates.misusedAt)))
    .returning({ stateHash: oauthStates.stateHash })
  return rows.length > 0
}

/** Unfinished flows that hold a short token which still lives: a crash left them, and they can be finished. */
export async function listResumable(handle: Handle, now: Date): Promise<OauthStateRow[]> {
  const { db, schema } = open(handle)
  const { oauthStates } = schema
  return db
    .select()
    .from(oauthStates)
    .where(
      and(
        isNotNull(oauthStates.sealedShortToken),
        isNull(oauthStates.finishedAt),
        gt(oauthStates.shortTokenExpiresAt, now),
      ),
    )
    .orderBy(asc(oauthStates.createdAt))
    .limit(100)
}

/** Sealed short tokens that still matter, for the key check at start. */
export async function listSealedShortTokens(handle: Handle, now: Date): Promise<string[]> {
  const rows = await listResumable(handle, now)
  return rows.flatMap(({ sealedShortToken }) => (sealedShortToken === null ? [] : [sealedShortToken]))
}

// So that whoever begins a flow does not wait until a busy day's are forgotten; the rest goes with the next ones.
const droppedAtOnce = 100

/** Forgets states that nobody can use or ask about any more, the oldest hundred of them. @returns how many */
export async function dropOlderThan(handle: Handle, createdBefore: Date): Promise<number> {
  const { db, schema } = open(handle)
  const { oauthStates } = schema
  const oldest = db
    .select({ stateHash: oauthStates.stateHash })
    .from(oauthStates)
    .where(lt(oauthStates.createdAt, createdBefore))
    .orderBy(asc(oauthStates.createdAt))
    .limit(droppedAtOnce)
  const rows = await db
    .delete(oauthStates)
    .where(inArray(oauthStates.stateHash, oldest))
    .returning({ stateHash: oauthStates.stateHash })
  return rows.length
}
