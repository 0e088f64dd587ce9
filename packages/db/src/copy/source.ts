import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type SQLite from 'better-sqlite3'
import { newestMigration } from '../migrate.ts'
import { CopyRefused } from './refusal.ts'
import type { TablePair } from './tables.ts'

/** Values of a row's primary key as SQLite stores them: how far a table was read. */
export type Position = (string | number)[]

export interface CopySource {
  /** Names the installation, and tells nothing about it. */
  key: string
  count(table: TablePair): number
  /** The next rows by primary key, as SQLite stores them. */
  rowsAfter(table: TablePair, position: Position | null, limit: number): unknown[][]
  /** The highest number that the table ever gave out. */
  lastNumber(table: TablePair): number
  /** Whether nobody wrote since it was opened. Ends the look at one moment that all reading had. */
  isUnchanged(): boolean
  close(): void
}

const quote = (name: string) => `"${name}"`
const list = (names: readonly string[]) => names.map(quote).join(', ')

/**
 * Opens a SQLite installation to read it, as it is at this moment.
 * @throws CopyRefused when there is none, its schema is not the newest, or a server is in the middle of its work
 */
export async function openSource(file: string): Promise<CopySource> {
  const path = resolve(file)
  if (!existsSync(path)) throw new CopyRefused('source_missing')
  const { default: Engine } = await import('better-sqlite3')
  const raw = new Engine(path, { readonly: true, fileMustExist: true })
  try {
    return readFrom(raw)
  } catch (error) {
    raw.close()
    throw error
  }
}

function readFrom(raw: SQLite.Database): CopySource {
  const version = () => raw.pragma('data_version', { simple: true })
  const before = version()
  raw.exec('BEGIN')
  const one = (statement: string) => raw.prepare(statement).pluck().get()
  const hasTable = (name: string) => one(`SELECT count(*) FROM sqlite_master WHERE name = '${name}'`) === 1
  if (!hasTable('schema_migrations')) throw new CopyRefused('source_missing')
  const newest = one('SELECT name FROM schema_migrations ORDER BY number DESC LIMIT 1')
  if (newest !== newestMigration('sqlite')) throw new CopyRefused('source_outdated')
  const secret = one('SELECT sealed_secret FROM installation')
  if (typeof secret !== 'string') throw new CopyRefused('source_empty')
  for (const table of ['accounts', 'oauth_states', 'job_slots', 'deliveries']) {
    // No lease is longer than an hour: what ends later was written by a wrong clock.
    const now = "unixepoch('now', 'subsec') * 1000"
    const isHeld = `lease_until > ${now} AND lease_until < ${now} + 3720000`
    const held = one(`SELECT count(*) FROM ${table} WHERE ${isHeld}`)
    if (held !== 0) throw new CopyRefused('source_in_use')
  }
  return {
    key: createHash('sha256').update(secret).digest('hex'),
    count: ({ name }) => Number(one(`SELECT count(*) FROM ${quote(name)}`)),
    rowsAfter({ name, columns, primaryKey }, position, limit) {
      const keys = list(primaryKey.map((column) => column.name))
      const places = primaryKey.map(() => '?').join(', ')
      const after = position === null ? '' : `WHERE (${keys}) > (${places})`
      const names = list(columns.map((column) => column.name))
      return raw
        .prepare<unknown[]>(`SELECT ${names} FROM ${quote(name)} ${after} ORDER BY ${keys} LIMIT ?`)
        .raw()
        .all(...(position ?? []), limit) as unknown[][]
    },
    lastNumber: ({ name }) =>
      Number(raw.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(name) ?? 0),
    isUnchanged() {
      if (raw.inTransaction) raw.exec('COMMIT')
      return version() === before
    },
    close: () => void raw.close(),
  }
}
