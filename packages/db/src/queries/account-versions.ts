import { and, eq, ne } from 'drizzle-orm'
import { type Handle, type Param, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { oldestFirst, type AccountRow } from './account-rows.ts'

/** What changes of an account with each sync, in the transaction that saves its numbers. */
export type AccountVersion = Pick<AccountRow, 'id' | 'updatedAt' | 'leaseFence' | 'leaseUntil' | 'audienceReadAt'>

function versionColumns({ accounts }: Schema) {
  const { id, updatedAt, leaseFence, leaseUntil, audienceReadAt } = accounts
  return { id, updatedAt, leaseFence, leaseUntil, audienceReadAt }
}

const ofUser = statement.get(({ db, schema }, userId: Param<string>, id: Param<string>) =>
  db
    .select(versionColumns(schema))
    .from(schema.accounts)
    .where(and(eq(schema.accounts.id, id), eq(schema.accounts.userId, userId))),
)

const ofOldestLiving = statement.get(({ db, schema }, userId: Param<string>) =>
  db
    .select(versionColumns(schema))
    .from(schema.accounts)
    .where(and(eq(schema.accounts.userId, userId), ne(schema.accounts.status, 'disconnected')))
    .orderBy(...oldestFirst(schema))
    .limit(1),
)

/** The version of the account that `accounts.find` would find, or without an id of the one that `accounts.findOldestLiving` would. */
export async function find(handle: Handle, userId: string, id?: string): Promise<AccountVersion | undefined> {
  return id === undefined ? ofOldestLiving(handle, userId) : ofUser(handle, userId, id)
}
