import { asc, desc, getTableColumns, sql } from 'drizzle-orm'
import type { Schema } from '../schema/define.ts'
import type { Opened } from '../statements/index.ts'
import type { accountStatuses, leasePurposes } from '../schema/enums.ts'

type Row = Schema['accounts']['$inferSelect']
type LeaseColumn = 'leaseFence' | 'leaseOwner' | 'leasePurpose' | 'leaseUntil'
type FoldedColumn = 'foldedUsername' | 'foldedName'
export type AccountStatus = (typeof accountStatuses)[number]
export type LeasePurpose = (typeof leasePurposes)[number]
/** An account without its token: only `readSealedToken` and the claim of a refresh return that. */
export type AccountRow = Omit<Row, 'sealedToken' | FoldedColumn>
export type NewAccount = Omit<Schema['accounts']['$inferInsert'], LeaseColumn | FoldedColumn>
export type AccountChanges = Partial<Omit<NewAccount, 'id' | 'userId' | 'instagramUserId' | 'createdAt'>>

/** Every column but the token, and what is there only to be searched in. */
export function publicColumns({ accounts }: Schema) {
  const {
    sealedToken: _sealedToken,
    foldedUsername: _foldedUsername,
    foldedName: _foldedName,
    ...columns
  } = getTableColumns(accounts)
  return columns
}

/** Reads accounts, but for those columns. */
export function selectAccounts({ db, schema }: Pick<Opened, 'db' | 'schema'>) {
  return db.select(publicColumns(schema)).from(schema.accounts)
}

/** The order in which the account that nobody named is the first: it stays the same, whatever is synced. */
export function oldestFirst({ accounts }: Schema) {
  return [asc(accounts.connectedAt), asc(accounts.id)]
}

export function syncedLastFirst({ accounts }: Schema) {
  return [
    sql`${accounts.lastSyncedAt} is null`,
    desc(accounts.lastSyncedAt),
    desc(accounts.connectedAt),
    asc(accounts.id),
  ]
}
