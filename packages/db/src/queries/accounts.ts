import { and, eq, getTableColumns, isNotNull, ne, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { foldText } from '../folded-text.ts'
import { oldestFirst, publicColumns, syncedLastFirst } from './account-columns.ts'
import { lock } from './account-locks.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { accountStatuses, leasePurposes } from '../schema/enums.ts'
import type { Schema } from '../schema/define.ts'

export { claimLease, claimSync, type LeaseClaim } from './account-claims.ts'
export { lock, lockAll, lockAllOf } from './account-locks.ts'

type Row = Schema['accounts']['$inferSelect']
export type AccountStatus = (typeof accountStatuses)[number]
export type LeasePurpose = (typeof leasePurposes)[number]
/** An account without its token: only `readSealedToken` and the claim of a refresh return that. */
export type AccountRow = Omit<Row, 'sealedToken' | 'foldedUsername' | 'foldedName'>
export type NewAccount = Omit<
  Schema['accounts']['$inferInsert'],
  'leaseFence' | 'leaseOwner' | 'leasePurpose' | 'leaseUntil' | 'foldedUsername' | 'foldedName'
>
export type AccountChanges = Partial<Omit<NewAccount, 'id' | 'userId' | 'instagramUserId' | 'createdAt'>>

/** A lease names its holder and carries a fence: only the newest fence may save. */
export interface Lease {
  owner: string
  fence: number
}

type FoldedNames = Partial<Pick<Row, 'foldedUsername' | 'foldedName'>>

/** With the names as they are searched for, wherever a name is written. */
function withFoldedNames<Changes extends AccountChanges>(changes: Changes): Changes & FoldedNames {
  const { username, name } = changes
  return {
    ...changes,
    ...(username === undefined ? {} : { foldedUsername: foldText(username) }),
    ...(name === undefined ? {} : { foldedName: name === null ? null : foldText(name) }),
  }
}

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

const oldestLivingOfUser = preparedRead<{ userId: string }, AccountRow>((db, schema) => {
  const { accounts } = schema
  return db
    .select(publicColumns(schema))
    .from(accounts)
    .where(and(eq(accounts.userId, sql.placeholder('userId')), ne(accounts.status, 'disconnected')))
    .orderBy(...oldestFirst(schema))
    .limit(1)
})

/** Of a user's accounts that are not disconnected the one that was connected first: what a read without a name means. */
export async function findOldestLiving(handle: Handle, userId: string): Promise<AccountRow | undefined> {
  const [row] = await oldestLivingOfUser(handle, { userId })
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
  const [row] = await db.insert(schema.accounts).values(withFoldedNames(account)).returning(publicColumns(schema))
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
    .set({ ...withFoldedNames(changes), leaseOwner: null, leasePurpose: null, leaseUntil: null })
    .where(eq(schema.accounts.id, id))
    .returning(publicColumns(schema))
  return row
}

interface Held {
  heldId: string
  heldOwner: string
  heldFence: number
}

const heldBy = ({ id, lease }: { id: string; lease: Lease }): Held => ({
  heldId: id,
  heldOwner: lease.owner,
  heldFence: lease.fence,
})

function isHeld({ accounts }: Schema) {
  return and(
    eq(accounts.id, given(accounts.id, 'heldId')),
    eq(accounts.leaseOwner, given(accounts.leaseOwner, 'heldOwner')),
    eq(accounts.leaseFence, given(accounts.leaseFence, 'heldFence')),
    ne(accounts.status, 'disconnected'),
  )
}

const savedAndReleased = preparedWrite<AccountChanges & Held, AccountRow>(
  (db, schema, names) =>
    db
      .update(schema.accounts)
      .set({
        ...givenColumns(getTableColumns(schema.accounts), names),
        leaseOwner: null,
        leasePurpose: null,
        leaseUntil: null,
      })
      .where(isHeld(schema))
      .returning(publicColumns(schema)),
  publicColumns,
)

/** Saves only while the caller still holds the lease, and gives the lease back. `undefined`: somebody else took over. */
export async function updateAndRelease(
  handle: Handle,
  held: { id: string; lease: Lease },
  changes: AccountChanges,
): Promise<AccountRow | undefined> {
  const [row] = await savedAndReleased(handle, { ...withFoldedNames(changes), ...heldBy(held) })
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

const renewed = preparedWrite<AccountChanges & Held & { leaseUntil: Date }, { id: string }>(
  (db, schema, names) =>
    db
      .update(schema.accounts)
      .set(givenColumns(getTableColumns(schema.accounts), names))
      .where(isHeld(schema))
      .returning({ id: schema.accounts.id }),
  ({ accounts }) => ({ id: accounts.id }),
)

/** Holds the lease longer, and saves on the way what is known already. @returns whether the lease was still held */
export async function renewLease(
  handle: Handle,
  held: { id: string; lease: Lease },
  changes: AccountChanges & { leaseUntil: Date },
): Promise<boolean> {
  return (await renewed(handle, { ...withFoldedNames(changes), ...heldBy(held) })).length > 0
}

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

/** Deletes the account with its numbers, snapshots and runs. */
export async function erase(handle: Handle, id: string): Promise<void> {
  const { db, schema } = open(handle)
  await db.delete(schema.accounts).where(eq(schema.accounts.id, id))
}
