import { syncRuns, type accounts } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { SyncHistoryInput, SyncHistoryResult } from './contract.ts'
import { presentRun } from './present-run.ts'

const defaultLimit = 20

/** The runs of an account, newest first. */
export async function listRuns(
  { db }: Deps,
  { caller, account }: { caller: Caller; account: accounts.AccountRow },
  { cursor, limit = defaultLimit }: SyncHistoryInput,
): Promise<SyncHistoryResult> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const rows = await syncRuns.listPage(db, account.id, { after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => presentRun(row, caller.locale)),
    nextCursor: rows.length > limit && last ? `${last.startedAt.getTime()}_${last.id}` : null,
  }
}

function readCursor(cursor: string): { startedAt: Date; id: string } {
  const match = /^(\d{1,15})_([\w-]{1,64})$/.exec(cursor)
  const [, milliseconds, id] = match ?? []
  if (milliseconds === undefined || id === undefined) {
    throw new AppError('VALIDATION', { field: 'cursor' })
  }
  return { startedAt: new Date(Number(milliseconds)), id }
}
