import type { Pool, PoolClient } from 'pg'
import { inPoolTransaction } from '../postgres/pool.ts'
import { makeChecksum } from './checksum.ts'
import { CopyRefused } from './refusal.ts'
import type { Position } from './source.ts'
import { tablePairs, type TablePair } from './tables.ts'

export interface TableProgress {
  position: Position | null
  isDone: boolean
}

const fetchRows = 2_000

/**
 * Notes that this installation is being copied here, unless that was noted before.
 * @returns how far each table is, and whether the whole copy was ended before
 * @throws CopyRefused when the database holds something else
 */
export async function beginCopy(
  pool: Pool,
  sourceKey: string,
): Promise<{ progress: Map<string, TableProgress>; isFinished: boolean }> {
  return inPoolTransaction(pool, (connection) => noteCopy(connection, sourceKey))
}

async function noteCopy(
  connection: PoolClient,
  sourceKey: string,
): Promise<{ progress: Map<string, TableProgress>; isFinished: boolean }> {
  await connection.query(
    'CREATE TABLE IF NOT EXISTS database_copy (table_name TEXT PRIMARY KEY, source_key TEXT NOT NULL, position JSONB, is_done BOOLEAN NOT NULL, finished_at TIMESTAMPTZ)',
  )
  const { rows } = await connection.query<{
    table_name: string
    source_key: string
    position: Position | null
    is_done: boolean
    finished_at: Date | null
  }>('SELECT * FROM database_copy')
  if (rows.length === 0) {
    await refuseRows(connection)
    for (const { name } of tablePairs) {
      await connection.query('INSERT INTO database_copy VALUES ($1, $2, NULL, FALSE, NULL)', [name, sourceKey])
    }
  }
  if (rows.some((row) => row.source_key !== sourceKey)) throw new CopyRefused('target_of_another')
  return {
    progress: new Map(rows.map((row) => [row.table_name, { position: row.position, isDone: row.is_done }])),
    isFinished: rows.length > 0 && rows.every(({ finished_at }) => finished_at !== null),
  }
}

async function refuseRows(connection: PoolClient): Promise<void> {
  for (const { name } of tablePairs) {
    const { rows } = await connection.query(`SELECT 1 FROM "${name}" LIMIT 1`)
    if (rows.length > 0) throw new CopyRefused('target_not_empty', { table: name })
  }
}

/** Writes rows and how far the table now is, both or neither. */
export async function writeRows(
  pool: Pool,
  table: TablePair,
  { rows, progress }: { rows: readonly unknown[][]; progress: TableProgress },
): Promise<void> {
  await inPoolTransaction(pool, async (connection) => {
    const values = rows.map((row) =>
      Object.fromEntries(table.columns.map(({ key, sqlite }, index) => [key, valueOf(sqlite, row[index])])),
    )
    if (values.length > 0) {
      const { drizzle } = await import('drizzle-orm/node-postgres')
      const db = drizzle({ client: connection, casing: 'snake_case' })
      await db.insert(table.postgres).overridingSystemValue().values(values)
    }
    await connection.query('UPDATE database_copy SET position = $2, is_done = $3 WHERE table_name = $1', [
      table.name,
      JSON.stringify(progress.position),
      progress.isDone,
    ])
  })
}

/** New rows are numbered after everything that was numbered before, also where the last rows are gone by now. */
export async function continueNumbers(pool: Pool, table: TablePair, lastNumber: number): Promise<void> {
  if (table.sequence === null || lastNumber === 0) return
  await pool.query('SELECT setval(pg_get_serial_sequence($1, $2), $3)', [table.name, table.sequence, lastNumber])
}

export async function endCopy(pool: Pool): Promise<void> {
  await pool.query('UPDATE database_copy SET finished_at = now()')
}

/** The checksum of all rows of a table, read a few at a time. */
export async function checksumOf(pool: Pool, { name, columns }: TablePair): Promise<{ rows: number; text: string }> {
  const checksum = makeChecksum()
  await inPoolTransaction(pool, async (connection) => {
    const names = columns.map((column) => `"${column.name}"`).join(', ')
    await connection.query(`DECLARE copied NO SCROLL CURSOR FOR SELECT ${names} FROM "${name}"`)
    for (;;) {
      const { rows } = await connection.query<unknown[]>({
        text: `FETCH ${fetchRows} FROM copied`,
        rowMode: 'array',
      })
      for (const row of rows) checksum.add(columns.map(({ postgres }, index) => valueOf(postgres, row[index])))
      if (rows.length < fetchRows) return
    }
  })
  return checksum
}

/** What the product would be given for a stored value. */
export function valueOf(column: { mapFromDriverValue(value: unknown): unknown }, stored: unknown): unknown {
  return stored === null ? null : column.mapFromDriverValue(stored)
}
