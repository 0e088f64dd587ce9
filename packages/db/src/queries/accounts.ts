import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { publicColumns } from './account-leases.ts'
import type { accountStatuses } from '../schema/accounts.ts'
import type { Schema } from '../schema/define.ts'

export { claimSync, renewLease, updateAndRelease, type Lease } from './account-leases.ts'

type Row = Schema['accounts']['$inferSelect']
export type AccountStatus = (typeof accountStatuses)[number]
/** An account without its token: only `readSealedToken` and the claim of a refresh return that. */
export type AccountRow = Omit<Row, 'sealedToken'>
export type NewAccount = Omit<Schema['accounts']['$inferInsert'], 'leaseFence' | 'leaseOwner' | 'leaseUntil'>
export type AccountChanges = Partial<Omit<NewAccount, 'id' | 'userId' | 'instagramUserId' | 'createdAt'>>

const ofUser = preparedRead<{ userId: string; id: string }, AccountRow>((db, schema) =>
  db
    .select(publicColumns(schema))
    .from(schema.accounts)
    .where(and(eq(schema.accounts.id, sql.placeholder('id')), eq(schema.accounts.userId, sql.placeholder('userId')))),
)

/** One account of one user; `undefined` when there is none or it is somebody else's. */
export async function find(handle: Handle, userId: string, id: string): Promise<AccountRow | undefined> {
  const [row] = await ofUser(handle, { userId, id })
  return row
}

const ofAnybody = preparedRead<{ id: string }, AccountRow>((db, schema) =>
  db
    .select(publicColumns(schema))
    .from(schema.accounts)
    .where(eq(schema.accounts.id, sql.placeholder('id'))),
)

/** One account whoever owns it: for background work, which acts for no user. */
export async function findById(handle: Handle, id: string): Promise<AccountRow | undefined> {
  const [row] = await ofAnybody(handle, { id })
  return row
}

function syncedLastFirst({ accounts }: Schema) {
  return [
    sql`${accounts.lastSyncedAt} is null`,
    desc(accounts.lastSyncedAt),
    desc(accounts.connectedAt),
    asc(accounts.id),
  ]
}

const livingOfUser = preparedRead<{ userId: string }, AccountRow>((db, schema) => {
  const { accounts } = schema
  return db
    .select(publicColumns(schema))
    .from(accounts)
    .where(and(eq(accounts.userId, sql.placeholder('userId')), ne(accounts.status, 'disconnected')))
    .orderBy(...syncedLastFirst(schema))
})

/** A user's accounts that are not disconnected, the one synced last first. */
export async function listLiving(handle: Handle, userId: string): Promise<AccountRow[]> {
  return livingOfUser(handle, { userId })
}

/** What changes of an account with each sync, in the transaction that saves its numbers. */
export type AccountMarks = Pick<AccountRow, 'id' | 'updatedAt' | 'leaseFence' | 'leaseUntil' | 'audienceReadAt'>

function markColumns({ accounts }: Schema) {
  const { id, updatedAt, leaseFence, leaseUntil, audienceReadAt } = accounts
  return { id, updatedAt, leaseFence, leaseUntil, audienceReadAt }
}

const marksOfUser = preparedRead<{ userId: string; id: string }, AccountMarks>((db, schema) =>
  db
    .select(markColumns(schema))
    .from(schema.accounts)
    .where(and(eq(schema.accounts.id, sql.placeholder('id')), eq(schema.accounts.userId, sql.placeholder('userId')))),
)

const marksOfLiving = preparedRead<{ userId: string }, AccountMarks>((db, schema) =>
  db
    .select(markColumns(schema))
    .from(schema.accounts)
    .where(and(eq(schema.accounts.userId, sql.placeholder('userId')), ne(schema.accounts.status, 'disconnected')))
    .orderBy(...syncedLastFirst(schema))
    .limit(1),
)

/** The marks of the account that `find` would find, or without an id of the one that `listLiving` has first. */
export async function findMarks(handle: Handle, userId: string, id?: string): Promise<AccountMarks | undefined> {
  const [row] = await (id === undefined ? marksOfLiving(handle, { userId }) : marksOfUser(handle, { userId, id }))
  return row
}

/** The user's row for an Instagram account, also when it is disconnected. */
export async function findByInstagramUser(
  handle: Handle,
  userId: string,
  instagramUserId: string,
): Promise<AccountRow | undefined> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const [row] = await db
    .select(publicColumns(schema))
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.instagramUserId, instagramUserId)))
  return row
}

/** Whether another user holds a living connection to this Instagram account. */
export async function isLinkedElsewhere(handle: Handle, userId: string, instagramUserId: string): Promise<boolean> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.instagramUserId, instagramUserId),
        ne(accounts.userId, userId),
        ne(accounts.status, 'disconnected'),
      ),
    )
    .limit(1)
  return rows.length > 0
}

export async function insert(handle: Handle, account: NewAccount): Promise<AccountRow> {
  const { db, schema } = open(handle)
  const [row] = await db.insert(schema.accounts).values(account).returning(publicColumns(schema))
  if (!row) throw new Error('The inserted account was not returned')
  return row
}

/** Changes the account and ends its lease: a sync that began before can not save any more. */
export async function updateAndEndLease(
  handle: Handle,
  id: string,
  changes: AccountChanges,
): Promise<AccountRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db
    .update(schema.accounts)
    .set({ ...changes, leaseOwner: null, leaseUntil: null })
    .where(eq(schema.accounts.id, id))
    .returning(publicColumns(schema))
  return row
}

const sealedTokenOf = preparedRead<{ id: string }, { sealedToken: string | null }>((db, { accounts }) =>
  db
    .select({ sealedToken: accounts.sealedToken })
    .from(accounts)
    .where(eq(accounts.id, sql.placeholder('id'))),
)

export async function readSealedToken(handle: Handle, id: string): Promise<string | null> {
  const [row] = await sealedTokenOf(handle, { id })
  return row?.sealedToken ?? null
}

/** One sealed token for each key id in use: enough to prove that every needed key is there. */
export async function listSealedTokenSamples(handle: Handle): Promise<string[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const rows = await db
    .select({ sample: sql<string>`min(${accounts.sealedToken})` })
    .from(accounts)
    .where(isNotNull(accounts.sealedToken))
    .groupBy(sql`substr(${accounts.sealedToken}, 1, 11)`)
  return rows.map(({ sample }) => sample)
}

/** Ends the connection and forgets the token in the same statement. */
export async function disconnect(handle: Handle, id: string, now: Date): Promise<AccountRow | undefined> {
  return updateAndEndLease(handle, id, {
    status: 'disconnected',
    sealedToken: null,
    tokenIssuedAt: null,
    tokenExpiresAt: null,
    disconnectedAt: now,
    deactivatedAt: null,
    updatedAt: now,
  })
}

/** Deletes the account with its numbers, snapshots and runs. */
export async function erase(handle: Handle, id: string): Promise<void> {
  const { db, schema } = open(handle)
  await db.delete(schema.accounts).where(eq(schema.accounts.id, id))
}

export interface AccountCounts {
  active: number
  tokensExpiringSoon: number
  withErrors: number
}

/** Counts for the health object. */
export async function countForHealth(handle: Handle, expiringBefore: Date): Promise<AccountCounts> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  const living = inArray(accounts.status, ['active', 'reconnect_required'])
  const [row] = await db
    .select({
      active: count(sql`case when ${accounts.status} = 'active' then 1 end`),
      withErrors: count(accounts.lastErrorCode),
    })
    .from(accounts)
    .where(living)
  const [expiring] = await db
    .select({ count: count() })
    .from(accounts)
    .where(and(eq(accounts.status, 'active'), lte(accounts.tokenExpiresAt, expiringBefore)))
  return { active: row?.active ?? 0, withErrors: row?.withErrors ?? 0, tokensExpiringSoon: expiring?.count ?? 0 }
}

/** Active accounts by id, from `after` on; or only those that no sync has ever finished. */
export async function listActive(
  handle: Handle,
  { after, limit, neverSynced }: { after: string; limit: number; neverSynced: boolean },
): Promise<AccountRow[]> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  return db
    .select(publicColumns(schema))
    .from(accounts)
    .where(
      and(
        eq(accounts.status, 'active'),
        gt(accounts.id, after),
        neverSynced ? isNull(accounts.lastSyncedAt) : undefined,
      ),
    )
    .orderBy(asc(accounts.id))
    .limit(limit)
}
