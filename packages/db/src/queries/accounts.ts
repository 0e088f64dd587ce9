import { and, eq, isNotNull, ne, or, sql } from 'drizzle-orm'
import { type Handle, open, type Param, type Params, statement } from '../statements/index.ts'
import { updateAndEndLease } from './account-leases.ts'
import { lock } from './account-locks.ts'
import {
  oldestFirst,
  publicColumns,
  selectAccounts,
  syncedLastFirst,
  type AccountRow,
  type NewAccount,
} from './account-rows.ts'
import { markErased } from './change-marks.ts'
import { withFoldedNames } from './folded-names.ts'

export type { AccountChanges, AccountRow, AccountStatus, LeasePurpose, NewAccount } from './account-rows.ts'
export { claimLease, renewLease, updateAndEndLease, updateAndRelease, type LeaseClaim } from './account-leases.ts'
export { lock, lockAll, lockAllOf } from './account-locks.ts'
export type { Lease } from './leases.ts'

/** One account of one user; `undefined` when there is none or it is somebody else's. */
export const find = statement.get(({ db, schema }, userId: Param<string>, id: Param<string>) =>
  selectAccounts({ db, schema }).where(and(eq(schema.accounts.id, id), eq(schema.accounts.userId, userId))),
)

/** One account whoever owns it: for background work, which acts for no user. */
export const findById = statement.get(({ db, schema }, id: Param<string>) =>
  selectAccounts({ db, schema }).where(eq(schema.accounts.id, id)),
)

/** A user's accounts that are not disconnected, the one synced last first. */
export const listLiving = statement.all(({ db, schema }, userId: Param<string>) =>
  selectAccounts({ db, schema })
    .where(and(eq(schema.accounts.userId, userId), ne(schema.accounts.status, 'disconnected')))
    .orderBy(...syncedLastFirst(schema)),
)

/** Of a user's accounts that are not disconnected the one that was connected first: what a read without a name means. */
export const findOldestLiving = statement.get(({ db, schema }, userId: Param<string>) =>
  selectAccounts({ db, schema })
    .where(and(eq(schema.accounts.userId, userId), ne(schema.accounts.status, 'disconnected')))
    .orderBy(...oldestFirst(schema))
    .limit(1),
)

/** The user's row for an Instagram account, also when it is disconnected. */
export const findByInstagramUser = statement.get(
  ({ db, schema }, userId: Param<string>, instagramUserId: Param<string>) =>
    selectAccounts({ db, schema }).where(
      and(eq(schema.accounts.userId, userId), eq(schema.accounts.instagramUserId, instagramUserId)),
    ),
)

/** The user's row for either of an Instagram account's ids, also when it is disconnected. */
export const findByAnyId = statement.get(({ db, schema }, userId: Param<string>, instagramId: Param<string>) =>
  selectAccounts({ db, schema })
    .where(
      and(
        eq(schema.accounts.userId, userId),
        or(eq(schema.accounts.instagramUserId, instagramId), eq(schema.accounts.appScopedId, instagramId)),
      ),
    )
    .limit(1),
)

interface SettledIdentity {
  instagramUserId: string
  sealedToken: string | null
}

/** Another id of Instagram's for the same account, and its token sealed for that. */
export const settleIdentity = statement.run(({ db, accounts }, id: Param<string>, settled: Params<SettledIdentity>) =>
  db
    .update(accounts)
    .set({ instagramUserId: settled.instagramUserId, sealedToken: settled.sealedToken })
    .where(eq(accounts.id, id)),
)

const isOwnIdElsewhere = statement.any(({ db, accounts }, userId: Param<string>, instagramUserId: Param<string>) =>
  db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.instagramUserId, instagramUserId),
        ne(accounts.userId, userId),
        ne(accounts.status, 'disconnected'),
      ),
    )
    .limit(1),
)

const isAppScopedIdElsewhere = statement.any(({ db, accounts }, userId: Param<string>, appScopedId: Param<string>) =>
  db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.appScopedId, appScopedId), ne(accounts.userId, userId), ne(accounts.status, 'disconnected')))
    .limit(1),
)

/**
 * Whether another user holds a living connection to the Instagram account that has this id, of its two. Asked one by one:
 * SQLite takes no index for both at once.
 */
export async function isLinkedElsewhere(handle: Handle, userId: string, instagramId: string): Promise<boolean> {
  if (await isOwnIdElsewhere(handle, userId, instagramId)) return true
  return isAppScopedIdElsewhere(handle, userId, instagramId)
}

export async function insert(handle: Handle, account: NewAccount): Promise<AccountRow> {
  const { db, schema } = open(handle)
  const [row] = await db.insert(schema.accounts).values(withFoldedNames(account)).returning(publicColumns(schema))
  if (!row) throw new Error('The inserted account was not returned')
  return row
}

const sealedTokenOf = statement.pluck(({ db, accounts: { id, sealedToken }, accounts }, accountId: Param<string>) =>
  db.select({ sealedToken }).from(accounts).where(eq(id, accountId)),
)

export async function readSealedToken(handle: Handle, id: string): Promise<string | null> {
  const [token = null] = await sealedTokenOf(handle, id)
  return token
}

/** One sealed token for each key id in use: enough to prove that every needed key is there. */
export const listSealedTokenSamples = statement.pluck(({ db, accounts }) =>
  db
    .select({ sample: sql<string>`min(${accounts.sealedToken})` })
    .from(accounts)
    .where(isNotNull(accounts.sealedToken))
    .groupBy(sql`substr(${accounts.sealedToken}, 1, 11)`),
)

/** How long an account was connected in all, in milliseconds; one that waits to be reconnected counts as connected. */
export function connectedMs(
  { status, connectedAt, connectedBeforeMs }: Pick<AccountRow, 'status' | 'connectedAt' | 'connectedBeforeMs'>,
  now: Date,
): number {
  const present = status === 'disconnected' ? 0 : Math.max(0, now.getTime() - connectedAt.getTime())
  return connectedBeforeMs + present
}

/** Ends the connection and forgets the token. The time that it lasted is kept; in a transaction, so that it counts once. */
export async function disconnect(handle: Handle, id: string, now: Date): Promise<AccountRow | undefined> {
  const account = await lock(handle, id)
  if (!account) return undefined
  return updateAndEndLease(handle, id, {
    connectedBeforeMs: connectedMs(account, now),
    status: 'disconnected',
    sealedToken: null,
    tokenIssuedAt: null,
    tokenExpiresAt: null,
    disconnectedAt: now,
    deactivatedAt: null,
    updatedAt: now,
  })
}

const erased = statement.pluck(({ db, accounts }, id: Param<string>) =>
  db.delete(accounts).where(eq(accounts.id, id)).returning({ userId: accounts.userId }),
)

/** Deletes the account with its numbers, snapshots and runs; whoever follows the changes is told that it is gone. */
export async function erase(tx: Handle, id: string, at: Date): Promise<void> {
  const [userId] = await erased(tx, id)
  if (userId !== undefined) await markErased(tx, { userId, accountIds: [id], at })
}
