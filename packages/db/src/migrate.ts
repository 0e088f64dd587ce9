import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Dialect } from './handle.ts'

export interface MigrationReport {
  /** Names of the migrations applied by this call, in order. */
  applied: string[]
  /** Name of the newest migration that the database now has. */
  current: string | null
}

interface Migration {
  index: number
  name: string
  statements: string[]
  hash: string
}

/** The one thing the two engines do differently here: run a statement, read rows. */
export interface MigrationConnection {
  run(statement: string, parameters?: unknown[]): Promise<void> | void
  rows(statement: string): Promise<Record<string, unknown>[]> | Record<string, unknown>[]
}

function readMigrations(dialect: Dialect): Migration[] {
  // By the package's name: this file may be part of a bundle elsewhere.
  const packageFile = createRequire(import.meta.url).resolve('@instagram-dashboard/db/package.json')
  const folder = new URL(`migrations/${dialect}/`, pathToFileURL(packageFile))
  const journal = JSON.parse(readFileSync(fileURLToPath(new URL('meta/_journal.json', folder)), 'utf8')) as {
    entries: { idx: number; tag: string }[]
  }
  return journal.entries.map(({ idx, tag }) => {
    const text = readFileSync(fileURLToPath(new URL(`${tag}.sql`, folder)), 'utf8')
    return {
      index: idx,
      name: tag,
      statements: text
        .split('--> statement-breakpoint')
        .map((statement) => statement.trim())
        .filter((statement) => statement !== ''),
      hash: createHash('sha256').update(text).digest('hex'),
    }
  })
}

/** Name of the newest migration that this version knows. */
export function newestMigration(dialect: Dialect): string | undefined {
  return readMigrations(dialect).at(-1)?.name
}

/**
 * Applies what is missing. The caller holds a lock and an open transaction, so that a crash leaves the schema as it was
 * and two processes that start at once do the work once. Drizzle's own migrator neither refuses a newer schema nor says
 * what it did, which is why this exists.
 * @param appliedAt stored beside each migration, ISO 8601
 * @throws Error when the database is newer than this version, or a migration was changed after it was applied
 */
export async function applyMigrations(
  dialect: Dialect,
  connection: MigrationConnection,
  appliedAt: string,
): Promise<MigrationReport> {
  const known = readMigrations(dialect)
  await connection.run(
    'CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL)',
  )
  const done = await connection.rows('SELECT number, name, hash FROM schema_migrations ORDER BY number')
  for (const row of done) {
    const migration = known.find(({ index }) => index === Number(row['number']))
    if (!migration) {
      throw new Error(
        `The database schema (${String(row['name'])}) is newer than this version: install the newer version`,
      )
    }
    if (migration.hash !== row['hash']) throw new Error(`Migration ${migration.name} was changed after it was applied`)
  }
  const missing = known.filter(({ index }) => !done.some((row) => Number(row['number']) === index))
  for (const migration of missing) {
    for (const statement of migration.statements) await connection.run(statement)
    const values = dialect === 'sqlite' ? '?, ?, ?, ?' : '$1, $2, $3, $4'
    await connection.run(`INSERT INTO schema_migrations (number, name, hash, applied_at) VALUES (${values})`, [
      migration.index,
      migration.name,
      migration.hash,
      appliedAt,
    ])
  }
  return { applied: missing.map(({ name }) => name), current: known.at(-1)?.name ?? null }
}
