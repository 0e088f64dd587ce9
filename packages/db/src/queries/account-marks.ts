import { and, eq, ne, sql } from 'drizzle-orm'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import type { Schema } from '../schema/define.ts'
import { oldestFirst } from './account-columns.ts'
import type { AccountRow } from './accounts.ts'

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
    .orderBy(...oldestFirst(schema))
    .limit(1),
)

/** The marks of the account that `accounts.find` would find, or without an id of the one that `accounts.findOldestLiving` would. */
export async function find(handle: Handle, userId: string, id?: string): Promise<AccountMarks | undefined> {
  const [row] = await (id === undefined ? marksOfLiving(handle, { userId }) : marksOfUser(handle, { userId, id }))
  return row
}

/** Keeps that the background left an account out because somebody holds it, and who; whoever holds it keeps it. */
export async function saveLeftOut(
  handle: Handle,
  id: string,
  { at, by }: { at: Date; by: string | null },
): Promise<void> {
  const { db, schema } = open(handle)
  const { accounts } = schema
  await db.update(accounts).set({ leftOutAt: at, leftOutBy: by }).where(eq(accounts.id, id))
}
