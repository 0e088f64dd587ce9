import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { foldText } from './folded-text.ts'
import { type Handle, open } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import type { AccountChanges } from './account-rows.ts'

type FoldedNames = Partial<Pick<Schema['accounts']['$inferSelect'], 'foldedUsername' | 'foldedName'>>

/** With the names as they are searched for, wherever a name is written. */
export function withFoldedNames<Changes extends AccountChanges>(changes: Changes): Changes & FoldedNames {
  const { username, name } = changes
  return {
    ...changes,
    ...(username === undefined ? {} : { foldedUsername: foldText(username) }),
    ...(name === undefined ? {} : { foldedName: name === null ? null : foldText(name) }),
  }
}

const accountsPerBatch = 200

/**
 * Fills in the names as they are searched for where an older version wrote the account; without any it is one walk over
 * an index. @returns how many accounts were filled
 */
export async function fillFoldedNames(database: Database): Promise<number> {
  for (let filled = 0; ;) {
    const count = await database.transaction(fillBatch)
    filled += count
    if (count < accountsPerBatch) return filled
  }
}

async function fillBatch(handle: Handle): Promise<number> {
  const { db, accounts } = open(handle)
  const { id, username, name, foldedUsername } = accounts
  const rows = await db
    .select({ id, username, name })
    .from(accounts)
    .where(isNull(foldedUsername))
    .limit(accountsPerBatch)
  for (const row of rows) {
    await db
      .update(accounts)
      .set({ foldedUsername: foldText(row.username), foldedName: row.name === null ? null : foldText(row.name) })
      // Renamed meanwhile, it has the new name's.
      .where(and(eq(id, row.id), isNull(foldedUsername)))
  }
  return rows.length
}
