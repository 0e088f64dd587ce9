import { syncRuns, type accounts } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { cursorOfInstant, instantOfCursor, readPage } from '../pages.ts'
import type { SyncHistoryInput, SyncHistoryResult } from './contract.ts'
import { presentRun } from './present-run.ts'

const defaultLimit = 20

/** The runs of an account, newest first. */
export async function listRuns(
  { db }: Deps,
  { caller, account }: { caller: Caller; account: accounts.AccountRow },
  { cursor, limit = defaultLimit }: SyncHistoryInput,
): Promise<SyncHistoryResult> {
  const after = cursor === undefined ? null : runOfCursor(cursor)
  const read = (most: number) => syncRuns.listPage(db, account.id, { after, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, cursorOfRun)
  return { items: rows.map((row) => presentRun(row, caller.locale)), nextCursor }
}

export const cursorOfRun = ({ startedAt, id }: syncRuns.SyncRunRow): string => cursorOfInstant(startedAt, id, '_')

export function runOfCursor(cursor: string): { startedAt: Date; id: string } {
  const { at: startedAt, id } = instantOfCursor(cursor, '_')
  return { startedAt, id }
}
