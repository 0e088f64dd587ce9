import { asc, desc, getTableColumns, sql } from 'drizzle-orm'
import type { Schema } from '../schema/define.ts'

/** Every column but the token. */
export function publicColumns({ accounts }: Schema) {
  const { sealedToken: _sealedToken, ...columns } = getTableColumns(accounts)
  return columns
}

export function syncedLastFirst({ accounts }: Schema) {
  return [
    sql`${accounts.lastSyncedAt} is null`,
    desc(accounts.lastSyncedAt),
    desc(accounts.connectedAt),
    asc(accounts.id),
  ]
}
