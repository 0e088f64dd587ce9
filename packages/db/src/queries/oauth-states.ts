import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import type { StoredConnectResult } from '../schema/oauth-states.ts'
import { isFree, type Lease, type LeaseRequest } from './leases.ts'

export type OauthStateRow = Schema['oauthStates']['$inferSelect']
export type NewOauthState = Pick<
  OauthStateRow,
  'stateHash' | 'userId' | 'accountId' | 'redirectUri' | 'returnTo' | 'placement' | 'createdAt' | 'expiresAt'
> &
  Partial<Pick<OauthStateRow, 'browserChallenge'>>

export async function insert(handle: Handle, state: NewOauthState): Promise<void> {
  const { db, oauthStates } = open(handle)
  await db.insert(oauthStates).values(state)
}

export const find = statement.get(({ db, oauthStates }, stateHash: Param<string>) =>
  db.select().from(oauthStates).where(eq(oauthStates.stateHash, stateHash)),
)

const liveOf = statement.pluck(({ db, oauthStates }, userId: Param<string>) =>
  db
    .select({ stateHash: oauthStates.stateHash })
    .from(oauthStates)
    .where(and(eq(oauthStates.userId, userId), isNull(oauthStates.usedAt), isNull(oauthStates.burnedReason)))
    .orderBy(desc(oauthStates.createdAt), asc(oauthStates.stateHash)),
)

/** Drops the user's oldest unused states beyond `keep`, so that nobody fills the table. */
export async function dropOldestLive(handle: Handle, userId: string, keep: number): Promise<void> {
  const surplus = (await liveOf(handle, userId)).slice(keep)
  const { db, oauthStates } = open(handle)
  if (surplus.length > 0) await db.delete(oauthStates).where(inArray(oauthStates.stateHash, surplus))
}

export interface TakeState extends Pick<LeaseRequest, 'owner' | 'now' | 'leaseUntil'> {
  stateHash: string
  userId: string
  codeHash: string
  /** Of the verifier that the caller's browser brought; without one only what is bound to none is taken. */
  browserChallenge?: string | null | undefined
}

const taken = statement.get(({ db, oauthStates }, request: Params<TakeState>) =>
  db
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
        or(isNull(oauthStates.browserChallenge), eq(oauthStates.browserChallenge, request.browserChallenge)),
      ),
    )
    .returning(),
)

/**
 * Takes the state in one atomic statement: of any number of callers, in any number of processes, one gets the row.
 * @throws a unique violation (`isUniqueViolation`) when the code was already used with another state
 */
export async function take(handle: Handle, request: TakeState): Promise<OauthStateRow | undefined> {
  return taken(handle, { ...request, browserChallenge: request.browserChallenge || null })
}

/** Takes over an unfinished attempt whose owner is gone or gave it back, so that a crash or a lost answer can resume. */
export const takeOver = statement.get(({ db, oauthStates }, request: Params<LeaseRequest & { stateHash: string }>) =>
  db
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
        isFree(oauthStates, request),
      ),
    )
    .returning(),
)

interface Held {
  stateHash: string
  lease: Lease
}

function holds({ oauthStates }: Schema, stateHash: string, lease: Lease) {
  return and(
    eq(oauthStates.stateHash, stateHash),
    eq(oauthStates.leaseOwner, lease.owner),
    eq(oauthStates.leaseFence, lease.fence),
    isNull(oauthStates.finishedAt),
  )
}

/** Changes an attempt only while the caller still holds it. @returns whether it did */
async function change(
  handle: Handle,
  { stateHash, lease }: Held,
  changes: Partial<Omit<OauthStateRow, 'stateHash'>>,
): Promise<boolean> {
  const { db, schema, oauthStates } = open(handle)
  const rows = await db
    .update(oauthStates)
    .set(changes)
    .where(holds(schema, stateHash, lease))
    .returning({ stateHash: oauthStates.stateHash })
  return rows.length > 0
}

/** @returns whether the caller still held the attempt */
export function saveShortToken(
  handle: Handle,
  held: Held,
  token: { sealedShortToken: string; shortTokenExpiresAt: Date; grantedScopes: string[] | null },
): Promise<boolean> {
  return change(handle, held, token)
}

/** Ends the attempt, well or badly, and wipes the pending token. @returns whether the caller still held it */
export function finish(
  handle: Handle,
  held: Held,
  { now, ...outcome }: { now: Date; result: StoredConnectResult | null; failureCode: string | null },
): Promise<boolean> {
  const noToken = { sealedShortToken: null, shortTokenExpiresAt: null }
  return change(handle, held, { ...outcome, ...noToken, finishedAt: now, leaseOwner: null, leaseUntil: null })
}

/**
 * Gives an unfinished attempt back, so that the same call can try again at once.
 * @param outcome.failureCode why, for those who waited for this try
 */
export async function release(handle: Handle, held: Held, { failureCode }: { failureCode: string }): Promise<void> {
  await change(handle, held, { leaseOwner: null, leaseUntil: null, failureCode })
}

/** Makes an unused state worthless. @returns whether it was still unused */
export const burn = statement.any(
  ({ db, oauthStates }, stateHash: Param<string>, { reason, now }: Params<{ reason: string; now: Date }>) =>
    db
      .update(oauthStates)
      .set({ burnedReason: reason, finishedAt: now })
      .where(and(eq(oauthStates.stateHash, stateHash), isNull(oauthStates.usedAt), isNull(oauthStates.burnedReason)))
      .returning({ stateHash: oauthStates.stateHash }),
)

/** Remembers that a state was misused, used or not. @returns whether this was the first time */
export const noteMisuse = statement.any(({ db, oauthStates }, stateHash: Param<string>, now: Param<Date>) =>
  db
    .update(oauthStates)
    .set({ misusedAt: now })
    .where(and(eq(oauthStates.stateHash, stateHash), isNull(oauthStates.misusedAt)))
    .returning({ stateHash: oauthStates.stateHash }),
)

/** Unfinished attempts that hold a short token which still lives: a crash left them, and they can be finished. */
export const listResumable = statement.all(({ db, oauthStates }, now: Param<Date>) =>
  db
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
    .limit(100),
)

/** Sealed short tokens that still matter, for the key check at start. */
export async function listSealedShortTokens(handle: Handle, now: Date): Promise<string[]> {
  const rows = await listResumable(handle, now)
  return rows.flatMap(({ sealedShortToken }) => (sealedShortToken === null ? [] : [sealedShortToken]))
}

// So that whoever begins an attempt does not wait until a busy day's are forgotten; the rest goes with the next ones.
const droppedAtOnce = 100

/** Forgets states that nobody can use or ask about any more, the oldest hundred of them. @returns how many */
export const dropOlderThan = statement.changes(({ db, oauthStates }, createdBefore: Param<Date>) => {
  const { stateHash, createdAt } = oauthStates
  const oldest = db
    .select({ stateHash })
    .from(oauthStates)
    .where(lt(createdAt, createdBefore))
    .orderBy(asc(createdAt))
    .limit(droppedAtOnce)
  return db.delete(oauthStates).where(inArray(stateHash, oldest)).returning({ stateHash })
})
