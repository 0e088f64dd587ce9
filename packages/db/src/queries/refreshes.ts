import { and, asc, eq, gt, isNull, lte, or, sql, type Column, type SQL } from 'drizzle-orm'
import {
  type Handle,
  isAfterUnindexed,
  keyset,
  type Opened,
  type Param,
  type Params,
  statement,
} from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { isFree, type LeaseRequest } from './leases.ts'

/** An account whose token is to be refreshed. */
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

function isDue(schema: Schema, due: Params<DueWindow>) {
  return and(gt(schema.accounts.tokenExpiresAt, due.now), isDueWhileItLives(schema, due))
}

function isDueWhileItLives({ accounts }: Schema, due: Params<DueWindow>) {
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
  const { id, userId, instagramUserId, tokenExpiresAt, leaseOwner, refreshFailures, suspectedAt } = accounts
  return { id, userId, instagramUserId, tokenExpiresAt, leaseOwner, refreshFailures, suspectedAt }
}

const oldestDue = statement.get(({ db, schema }, due: Params<DueWindow>) => {
  const { accounts } = schema
  const { tokenIssuedAt, tokenExpiresAt } = accounts
  return db
    .select({ tokenIssuedAt, tokenExpiresAt })
    .from(accounts)
    .where(and(isAfterUnindexed(tokenExpiresAt, due.now), isDueWhileItLives(schema, due)))
    .orderBy(asc(tokenIssuedAt))
    .limit(1)
})

/** The token that has waited longest to be refreshed, of those that are due now. */
export async function findOldestDue(
  handle: Handle,
  due: DueWindow,
): Promise<{ tokenIssuedAt: Date; tokenExpiresAt: Date } | undefined> {
  const { tokenIssuedAt, tokenExpiresAt } = (await oldestDue(handle, due)) ?? {}
  return tokenIssuedAt && tokenExpiresAt ? { tokenIssuedAt, tokenExpiresAt } : undefined
}

const soonestFirst = ({ tokenExpiresAt, id }: Schema['accounts']) => keyset([tokenExpiresAt, 'asc'], [id, 'asc'])
type Page = Params<{ tokenExpiresAt: Date; id: string; limit: number }>

const pageWhere = (failures: (column: Column) => SQL) =>
  statement.all(({ db, schema, accounts }, due: Params<DueWindow>, { tokenExpiresAt, id, limit }: Page) =>
    db
      .select(columns(schema))
      .from(accounts)
      .where(
        and(
          isDueWhileItLives(schema, due),
          failures(accounts.refreshFailures),
          soonestFirst(accounts).after(tokenExpiresAt, id),
        ),
      )
      .orderBy(...soonestFirst(accounts).order)
      .limit(limit),
  )

const neverFailed = pageWhere((failures) => eq(failures, 0))
// Word for word as in the index that has only those that failed.
const failedBefore = pageWhere((failures) => gt(failures, sql`0`))
/** Where a page begins that has what ends after an instant: instants are stored in whole milliseconds. */
const endsAfter = (instant: Date) => ({ tokenExpiresAt: new Date(instant.getTime() + 1), id: '' })

/**
 * A page of accounts that are due, after the given one: those that never failed before those that did, so that nobody
 * waits for a dead token, and of each the soonest expiry first. Each page goes on in the index where the last one ended.
 */
export async function listDue(
  handle: Handle,
  due: DueWindow,
  { after, limit }: { after: DueRefresh | null; limit: number },
): Promise<DueRefresh[]> {
  const start = endsAfter(due.now)
  const position = after?.tokenExpiresAt ? { tokenExpiresAt: after.tokenExpiresAt, id: after.id } : start
  const hasFailed = after !== null && after.refreshFailures > 0
  if (hasFailed) return failedBefore(handle, due, { ...position, limit })
  const fresh = await neverFailed(handle, due, { ...position, limit })
  const rest = limit - fresh.length
  return rest === 0 ? fresh : [...fresh, ...(await failedBefore(handle, due, { ...start, limit: rest }))]
}

interface Claim extends LeaseRequest {
  id: string
}

const claimed = statement.get(({ db, schema, accounts }, due: Params<DueWindow>, request: Params<Claim>) =>
  db
    .update(accounts)
    .set({
      leaseOwner: request.owner,
      leasePurpose: 'refresh',
      leaseUntil: request.leaseUntil,
      leaseFence: sql`${accounts.leaseFence} + 1`,
    })
    .where(and(eq(accounts.id, request.id), isDue(schema, due), isFree(accounts, request)))
    .returning({ fence: accounts.leaseFence, sealedToken: accounts.sealedToken }),
)

/** Takes an account that is still due for one refresh. @returns its fence and token; `undefined` when somebody else has it */
export async function claim(
  handle: Handle,
  due: DueWindow,
  request: Omit<Claim, 'now'>,
): Promise<{ fence: number; sealedToken: string | null } | undefined> {
  return claimed(handle, due, { ...request, now: due.now })
}

export interface ExpiringToken {
  id: string
  userId: string
  tokenExpiresAt: Date
  expiryNoticeDays: number | null
}

type Ending = { tokenExpiresAt: Date; id: string; limit: number; until: Date }

const expiringOf = ({ db, schema }: Opened, page: Params<Ending>, except?: Params<DueWindow>) => {
  const { accounts } = schema
  const { id, userId, tokenExpiresAt, expiryNoticeDays } = accounts
  return db
    .select({ id, userId, tokenExpiresAt, expiryNoticeDays })
    .from(accounts)
    .where(
      and(
        eq(accounts.status, 'active'),
        soonestFirst(accounts).after(page.tokenExpiresAt, page.id),
        lte(tokenExpiresAt, page.until),
        except && sql`not coalesce((${isDue(schema, except)}), false)`,
      ),
    )
    .orderBy(...soonestFirst(accounts).order)
    .limit(page.limit)
}
const expiring = statement.all((opened, page: Params<Ending>) => expiringOf(opened, page))
const expiringNotDue = statement.all((opened, page: Params<Ending>, except: Params<DueWindow>) =>
  expiringOf(opened, page, except),
)

/** Active accounts whose token ends after `now` and at or before `until`, the soonest first; without those that are due. */
export async function listExpiring(
  handle: Handle,
  { now, until, except }: { now: Date; until: Date; except?: DueWindow | undefined },
  { after, limit }: { after: Pick<ExpiringToken, 'id' | 'tokenExpiresAt'> | null; limit: number },
): Promise<ExpiringToken[]> {
  const { id, tokenExpiresAt } = after ?? endsAfter(now)
  const page = { id, tokenExpiresAt, until, limit }
  const rows = except ? await expiringNotDue(handle, page, except) : await expiring(handle, page)
  return rows.flatMap((row) => (row.tokenExpiresAt === null ? [] : [{ ...row, tokenExpiresAt: row.tokenExpiresAt }]))
}

/** Marks a stage as told, once and only while the token is still the one that ends then. @returns whether it was not */
export const claimExpiryNotice = statement.any(
  ({ db, accounts }, token: Params<Pick<ExpiringToken, 'id' | 'tokenExpiresAt'>>, days: Param<number>) =>
    db
      .update(accounts)
      .set({ expiryNoticeDays: days })
      .where(
        and(
          eq(accounts.id, token.id),
          eq(accounts.status, 'active'),
          eq(accounts.tokenExpiresAt, token.tokenExpiresAt),
          or(isNull(accounts.expiryNoticeDays), gt(accounts.expiryNoticeDays, days)),
        ),
      )
      .returning({ id: accounts.id }),
)

/** One account as a due one, whether it is due or not: for whoever wants it refreshed now. */
export const findForRefresh = statement.get(({ db, schema }, id: Param<string>) =>
  db.select(columns(schema)).from(schema.accounts).where(eq(schema.accounts.id, id)),
)
