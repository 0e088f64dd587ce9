import type { Pool } from 'pg'
import { hasCode } from '../failures.ts'
import { DatabaseOpenError } from '../open-errors.ts'
import { holdMigrationLock, migratePool, openPool } from '../postgres/pool.ts'
import { postgresSettings, type PostgresOptions } from '../postgres/settings.ts'
import { openTableSchema } from '../postgres/table-schema.ts'
import { makeChecksum } from './checksum.ts'
import { CopyRefused } from './refusal.ts'
import { openSource, type CopySource, type Position } from './source.ts'
import { tablePairs, type TablePair } from './tables.ts'
import { beginCopy, checksumOf, continueNumbers, endCopy, valueOf, writeRows, type TableProgress } from './target.ts'

const rowsAtOnce = 500
// SQLSTATEs of text that PostgreSQL does not store: the letter NUL, and halves of letters.
const unstorable = ['22021', '22P05']

export interface CopiedTable {
  table: string
  rows: number
  /** Over every value of every row, the same on both sides. */
  checksum: string
}

export interface CopyReport {
  tables: CopiedTable[]
  /** Rows that this call wrote; those of an earlier, interrupted one are not counted. */
  written: number
}

export interface CopyRequest extends Pick<PostgresOptions, 'tableSchema'> {
  /** A SQLite file. It is only read. */
  from: string
  /** A `postgres://` URL. */
  to: string
  onProgress?: (progress: { table: string; done: number; total: number }) => void
}

/**
 * Moves an installation from a SQLite file into an empty PostgreSQL database and proves that both hold the same. It may
 * be interrupted at any moment and called again; a server that is started on the target meanwhile waits, or refuses.
 * @throws CopyRefused when there is nothing to move, or the target is not empty, or the two are not the same in the end
 * @throws DatabaseOpenError when the target can not be opened
 */
export async function copyDatabase({
  from,
  to,
  tableSchema,
  onProgress = () => undefined,
}: CopyRequest): Promise<CopyReport> {
  const source = await openSource(from)
  try {
    const pool = await openTarget(to, tableSchema)
    try {
      return await copyInto(pool, { source, onProgress })
    } finally {
      await pool.end()
    }
  } finally {
    source.close()
  }
}

async function openTarget(url: string, tableSchema: string | undefined): Promise<Pool> {
  let pool: Pool | undefined
  try {
    const tables = openTableSchema(tableSchema)
    const settings = postgresSettings(url, { poolMax: 2 })
    pool = await openPool({ ...settings, limits: { ...settings.limits, statement_timeout: '0' } }, tables)
    await migratePool(pool, tables, { isForCopy: true })
    return pool
  } catch (error) {
    await pool?.end()
    if (error instanceof DatabaseOpenError) throw error
    throw new DatabaseOpenError(error instanceof Error ? error.message : 'The target could not be opened', {
      cause: error,
    })
  }
}

async function copyInto(
  pool: Pool,
  { source, onProgress }: { source: CopySource; onProgress: NonNullable<CopyRequest['onProgress']> },
): Promise<CopyReport> {
  const lock = await holdMigrationLock(pool)
  if (!lock) throw new CopyRefused('target_in_use')
  try {
    const { progress, isFinished } = await beginCopy(pool, source.key)
    const total = tablePairs.reduce((sum, table) => sum + source.count(table), 0)
    let done = 0
    let written = 0
    const tables: CopiedTable[] = []
    for (const table of tablePairs) {
      const before = progress.get(table.name) ?? { position: null, isDone: false }
      const tell = (rows: number) => onProgress({ table: table.name, done: done + rows, total })
      if (!before.isDone) written += await copyTable(pool, table, { source, before, tell })
      if (!isFinished) await continueNumbers(pool, table, source.lastNumber(table))
      tables.push(await compare(pool, table, source))
      done += source.count(table)
      tell(0)
    }
    if (!source.isUnchanged()) throw new CopyRefused('source_changed')
    await endCopy(pool)
    return { tables, written }
  } finally {
    await lock.release()
  }
}

/** @returns how many rows it wrote */
async function copyTable(
  pool: Pool,
  table: TablePair,
  { source, before, tell }: { source: CopySource; before: TableProgress; tell: (rows: number) => void },
): Promise<number> {
  let { position } = before
  let written = 0
  for (;;) {
    const rows = source.rowsAfter(table, position, rowsAtOnce)
    position = positionOf(table, rows.at(-1)) ?? position
    const isDone = rows.length < rowsAtOnce
    await writeRows(pool, table, { rows, progress: { position, isDone } }).catch((error: unknown) => {
      throw hasCode(error, unstorable) ? new CopyRefused('unstorable_text', { table: table.name, cause: error }) : error
    })
    written += rows.length
    tell(written)
    if (isDone) return written
  }
}

function positionOf({ primaryKey }: TablePair, row: readonly unknown[] | undefined): Position | null {
  // SQLite gives the columns of a primary key as texts and numbers: schema/ has no others there.
  return row === undefined ? null : primaryKey.map(({ index }) => row[index] as string | number)
}

/** @throws CopyRefused when the two sides do not hold the same rows */
async function compare(pool: Pool, table: TablePair, source: CopySource): Promise<CopiedTable> {
  const checksum = makeChecksum()
  for (let position: Position | null = null; ;) {
    const rows: unknown[][] = source.rowsAfter(table, position, rowsAtOnce)
    for (const row of rows) checksum.add(table.columns.map(({ sqlite }, index) => valueOf(sqlite, row[index])))
    if (rows.length < rowsAtOnce) break
    position = positionOf(table, rows.at(-1))
  }
  const theirs = await checksumOf(pool, table)
  if (theirs.rows !== checksum.rows || theirs.text !== checksum.text) {
    throw new CopyRefused('differs', { table: table.name })
  }
  return { table: table.name, rows: checksum.rows, checksum: checksum.text }
}
