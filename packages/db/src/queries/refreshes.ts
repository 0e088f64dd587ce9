import { and, asc, eq, gt, gte, isNull, lte, or, sql, type SQL } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { given, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'
import { isAfterUnindexed } from './pieces.ts'

/** An account whose token wants a new lease of life. */
export interface DueRefresh {
  id: string
  userId: string
  instagramUserId: string
  tokenExpiresAt: Date | null
  leaseOwner: string | null
  refreshFailures: number
  suspectedAt: Date | null
}

export interface DueWindow {
  now: Date
  /** Tokens issued at or before this may be refreshed at all. */
  issuedBefore: Date
  /** … and are due when they end at or before this … */
  expiresBefore: Date
  /** … or were issued at or before this. */
  longUnrefreshedBefore: Date
  /** What a wrong clock wrote is due: a token issued after this … */
  latestIssue: Date
  /** … or that ends after this. */
  latestEnd: Date
  /** A pause after a failure counts when it ends at or before this. */
  latestRetry: Date
}

type Bounds = Record<keyof DueWindow, Date | SQL>

function isDue(schema: Schema, due: Bounds) {
  return and(gt(schema.accounts.tokenExpiresAt, due.now), isDueWhileItLives(schema, due))
}

function isDueWhileItLives({ accounts }: Schema, due: Bounds) {
  return and(
    eq(accounts.status, 'active'),
    or(lte(accounts.tokenIssuedAt, due.issuedBefore), gt(accounts.tokenIssuedAt, due.latestIssue)),
    or(
      lte(accounts.tokenExpiresAt, due.expiresBefore),
      lte(accounts.tokenIssuedAt, due.longUnrefreshedBefore),
      gt(accounts.tokenIssuedAt, due.latestIssue),
      gt(accounts.tokenExpiresAt, due.latestEnd),
    ),
    or(
      isNull(accounts.refreshRetryAt),
      lte(accounts.refreshRetryAt, due.now),
      gt(accounts.refreshRetryAt, due.latestRetry),
    ),
  )
}

function columns({ accounts }: Schema) {
  return {
    id: accounts.id,
    userId: accounts.userId,
    instagramUserId: accounts.instagramUserId,
    tokenExpiresAt: accounts.tokenExpiresAt,
    leaseOwner: accounts.leaseOwner,
    refreshFailures: accounts.refreshFailures,
    suspectedAt: accounts.suspectedAt,
  }
}

/** The token that has waited longest to be refreshed, of those that are due now. */
export async function findOldestDue(
  handle: Handle,
  due: DueWindow,
): Promise<{ tokenIssuedAt: Date; tokenExpiresAt: Date } | undefined> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const [row] = await db
    .select({ tokenIssuedAt: accounts.tokenIssuedAt, tokenExpiresAt: accounts.tokenExpiresAt })
    .from(accounts)
    .where(and(isAfterUnindexed(schema.accounts.tokenExpiresAt, due.now), isDueWhileItLives(schema, due)))
    .orderBy(asc(accounts.tokenIssuedAt))
    .limit(1)
  const { tokenIssuedAt, tokenExpiresAt } = row ?? {}
  return tokenIssuedAt && tokenExpiresAt ? { tokenIssuedAt, tokenExpiresAt } : undefined
}

/**
 * A page of accounts that are due, after the given one: those that never failed before those that did, so that nobody
 * waits for a dead token, and of each the soonest expiry first. Each page goes on in the index where the last one ended.
 */
export async function listDue(
  handle: Handle,
  due: DueWindow,
  { after, limit }: { after: DueRefresh | null; limit: number },
): Promise<DueRefresh[]> {
  const hasFailed = after !== null && after.refreshFailures > 0
  const fresh = hasFailed ? [] : await pageOf(handle, due, { after, limit, hasFailed: false })
  const rest = limit - fresh.length
  if (rest === 0) return fresh
  return [...fresh, ...(await pageOf(handle, due, { after: hasFailed ? after : null, limit: rest, hasFailed: true }))]
}

async function pageOf(
  handle: Handle,
  due: DueWindow,
  { after, limit, hasFailed }: { after: DueRefresh | null; limit: number; hasFailed: boolean },
): Promise<DueRefresh[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const endsAt = after?.tokenExpiresAt
  return db
    .select(columns(schema))
    .from(accounts)
    .where(
      and(
        isDueWhileItLives(schema, due),
        // Word for word as in the index that has only those that failed.
        hasFailed ? gt(accounts.refreshFailures, sql`0`) : eq(accounts.refreshFailures, 0),
        // One lower bound, so that the index is entered where the page before has ended.
        endsAt ? gte(accounts.tokenExpiresAt, endsAt) : gt(accounts.tokenExpiresAt, due.now),
        after && endsAt ? or(gt(accounts.tokenExpiresAt, endsAt), gt(accounts.id, after.id)) : undefined,
      ),
    )
    .orderBy(asc(accounts.tokenExpiresAt), asc(accounts.id))
    .limit(limit)
}

interface Claim extends DueWindow {
  id: string
  owner: string
  deadOwner: string | null
  leaseUntil: Date
  /** A lease that ends later was written by a wrong clock, and holds nothing. */
  latestLease: Date
}

const claimedFields = ({ accounts }: Schema) => ({ fence: accounts.leaseFence, sealedToken: accounts.sealedToken })

const claimed = preparedWrite<Claim, { fence: number; sealedToken: string | null }>((db, schema) => {
  const { accounts } = schema
  const { tokenIssuedAt, tokenExpiresAt, refreshRetryAt, leaseOwner, leaseUntil } = accounts
  return db
    .update(accounts)
    .set({
      leaseOwner: given(leaseOwner, 'owner'),
      leasePurpose: 'refresh',
      leaseUntil: given(leaseUntil, 'leaseUntil'),
      leaseFence: sql`${accounts.leaseFence} + 1`,
    })
    .where(
      and(
        eq(accounts.id, given(accounts.id, 'id')),
        isDue(schema, {
          now: given(tokenExpiresAt, 'now'),
          issuedBefore: given(tokenIssuedAt, 'issuedBefore'),
          expiresBefore: given(tokenExpiresAt, 'expiresBefore'),
          longUnrefreshedBefore: given(tokenIssuedAt, 'longUnrefreshedBefore'),
          latestIssue: given(tokenIssuedAt, 'latestIssue'),
          latestEnd: given(tokenExpiresAt, 'latestEnd'),
          latestRetry: given(refreshRetryAt, 'latestRetry'),
        }),
        or(
          isNull(leaseUntil),
          lte(leaseUntil, given(leaseUntil, 'now')),
          gt(leaseUntil, given(leaseUntil, 'latestLease')),
          // Nobody's name is null, so that without a dead owner this is never true.
          eq(leaseOwner, given(leaseOwner, 'deadOwner')),
        ),
      ),
    )
    .returning(claimedFields(schema))
}, claimedFields)

/** Takes an account that is still due for one refresh. @returns its fence and token; `undefined` when somebody else has it */
export async function claim(
  handle: Handle,
  due: DueWindow,
  request: { id: string; owner: string; deadOwner: string | null; leaseUntil: Date; latestLease: Date },
): Promise<{ fence: number; sealedToken: string | null } | undefined> {
  const [row] = await claimed(handle, { ...due, ...request })
  return row
}

export interface ExpiringToken {
  id: string
  userId: string
  tokenExpiresAt: Date
  expiryNoticeDays: number | null
}

/** Active accounts whose token ends after `now` and at or before `until`, the soonest first; without those that are due. */
export async function listExpiring(
  handle: Handle,
  { now, until, except }: { now: Date; until: Date; except?: DueWindow | undefined },
  { after, limit }: { after: Pick<ExpiringToken, 'id' | 'tokenExpiresAt'> | null; limit: number },
): Promise<ExpiringToken[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({
      id: accounts.id,
      userId: accounts.userId,
      tokenExpiresAt: accounts.tokenExpiresAt,
      expiryNoticeDays: accounts.expiryNoticeDays,
    })
    .from(accounts)
    .where(
      and(
        eq(accounts.status, 'active'),
        // One lower bound, as for those that are due.
        after === null ? gt(accounts.tokenExpiresAt, now) : gte(accounts.tokenExpiresAt, after.tokenExpiresAt),
        after === null ? undefined : or(gt(accounts.tokenExpiresAt, after.tokenExpiresAt), gt(accounts.id, after.id)),
        lte(accounts.tokenExpiresAt, until),
        except === undefined ? undefined : sql`not coalesce((${isDue(schema, except)}), false)`,
      ),
    )
    .orderBy(asc(accounts.tokenExpiresAt), asc(accounts.id))
    .limit(limit)
  return rows.flatMap(({ tokenExpiresAt, ...row }) => (tokenExpiresAt === null ? [] : [{ ...row, tokenExpiresAt }]))
}

/** Marks a stage as told, once and only while the token is still the one that ends then. @returns whether it was not */
export async function claimExpiryNotice(
  tx: Handle,
  { id, tokenExpiresAt }: Pick<ExpiringToken, 'id' | 'tokenExpiresAt'>,
  days: number,
): Promise<boolean> {
  const { db, schema } = open(tx)
  const { accounts } = schema
  const rows = await db
    .update(accounts)
    .set({ expiryNoticeDays: days })
    .where(
      and(
        eq(accounts.id, id),
        eq(accounts.status, 'active'),
        eq(accounts.tokenExpiresAt, tokenExpiresAt),
        or(isNull(accounts.expiryNoticeDays), gt(accounts.expiryNoticeDays, days)),
      ),
    )
    .returning({ id: accounts.id })
  return rows.length > 0
}

/** One account as a due one, whether it is due or not: for whoever wants it refreshed now. */
export async function findForRefresh(handle: Handle, id: string): Promise<DueRefresh | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select(columns(schema)).from(schema.accounts).where(eq(schema.accounts.id, id))
  return row
}
