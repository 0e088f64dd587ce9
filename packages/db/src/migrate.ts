import { createHash } from 'node:crypto'
import { readMigrationFiles } from './migration-files.ts'
import type { Dialect } from './statements/index.ts'
import { SchemaMismatch } from './open-errors.ts'

export interface MigrationReport {
  /** Names of the migrations applied by this call, in order. */
  applied: string[]
  /** Name of the newest migration that the database now has. */
  current: string | null
  /** Names of migrations that a newer version applied, and that this one does not know but runs on. */
  newer: string[]
}

/**
 * What opening a database does about its schema: `migrate` applies what is missing, `check` changes nothing and refuses a
 * schema that this version does not run on, `any` takes it as it is.
 */
export type SchemaTreatment = 'migrate' | 'check' | 'any'

interface Migration {
  index: number
  name: string
  statements: string[]
  hash: string
  /** Number of the oldest migration on which a version may end that runs on this one's schema. */
  compatibleFrom: number | null
}

/** The one thing the two engines do differently here: run a statement, read rows. */
export interface MigrationConnection {
  run(statement: string, parameters?: unknown[]): Promise<void> | void
  rows(statement: string): Promise<Record<string, unknown>[]> | Record<string, unknown>[]
}

// Expand, then contract: a migration that only adds says in its first line on which one the oldest version ends that does
// not mind. One that takes away names itself, and a version that does not know it refuses to run.
const firstLine = /^-- compatible from: (\S+)\n/

function readMigrations(dialect: Dialect): Migration[] {
  const files = readMigrationFiles(dialect)
  return files.map(({ index, name, text }) => {
    const oldest = firstLine.exec(text)?.[1]
    return {
      index,
      name,
      // Whoever generates them names the schema of a table that is referred to: ours has the name that an operator gives.
      statements: text
        .replaceAll('"public".', '')
        .split('--> statement-breakpoint')
        .map((statement) => statement.trim())
        .filter((statement) => statement !== ''),
      hash: createHash('sha256').update(text).digest('hex'),
      compatibleFrom: files.find((file) => file.name === oldest)?.index ?? null,
    }
  })
}

/** Name of the newest migration that this version knows. */
export function newestMigration(dialect: Dialect): string | undefined {
  return readMigrations(dialect).at(-1)?.name
}

/** Name of the first migration, which every installation has. */
export function oldestMigration(dialect: Dialect): string {
  return readMigrations(dialect)[0]?.name ?? ''
}

/** Names of the tables that migrations have made and not taken away again. */
export function tablesOfMigrations(dialect: Dialect): string[] {
  const tables = new Set<string>()
  for (const { statements } of readMigrations(dialect)) {
    for (const statement of statements) {
      const [, verb, name = ''] =
        /^(?:--.*\n)*(CREATE|DROP) TABLE (?:IF (?:NOT )?EXISTS )?["`](\w+)["`]/.exec(statement) ?? []
      if (verb === 'CREATE') tables.add(name)
      if (verb === 'DROP') tables.delete(name)
    }
  }
  return [...tables, 'schema_migrations']
}

/** Nothing is there: not a table, perhaps not even the file. */
export function emptySchema(dialect: Dialect): SchemaMismatch {
  const known = readMigrations(dialect)
  return new SchemaMismatch('empty', {
    found: '',
    ours: known.at(-1)?.name ?? '',
    missing: known.map(({ name }) => name),
  })
}

/**
 * Applies what is missing. The caller holds a lock and an open transaction, so that a crash leaves the schema as it was
 * and two processes that start at once do the work once. Drizzle's own migrator neither refuses a newer schema nor says
 * what it did, which is why this exists.
 * @param appliedAt stored beside each migration, ISO 8601
 * @throws SchemaMismatch when the database is newer than this version and does not say that this version may run on it
 * @throws Error when a migration was changed after it was applied
 */
export async function applyMigrations(
  dialect: Dialect,
  connection: MigrationConnection,
  appliedAt: string,
): Promise<MigrationReport> {
  const known = readMigrations(dialect)
  await connection.run(
    'CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL, compatible_from INTEGER)',
  )
  const done = await connection.rows('SELECT * FROM schema_migrations ORDER BY number')
  const { missing, newer, current } = compare(known, done)
  if (done[0] && !('compatible_from' in done[0])) {
    await connection.run('ALTER TABLE schema_migrations ADD COLUMN compatible_from INTEGER')
  }
  for (const migration of missing) {
    for (const statement of migration.statements) await connection.run(statement)
    const values = dialect === 'sqlite' ? '?, ?, ?, ?, ?' : '$1, $2, $3, $4, $5'
    await connection.run(
      `INSERT INTO schema_migrations (number, name, hash, applied_at, compatible_from) VALUES (${values})`,
      [migration.index, migration.name, migration.hash, appliedAt, migration.compatibleFrom],
    )
  }
  return { applied: missing.map(({ name }) => name), current: missing.at(-1)?.name ?? current, newer }
}

const lookForTable: Record<Dialect, string> = {
  sqlite: "SELECT 1 FROM sqlite_master WHERE name = 'schema_migrations'",
  postgres: "SELECT 1 WHERE to_regclass('schema_migrations') IS NOT NULL",
}

/**
 * Reads which migrations the database has and changes nothing.
 * @throws SchemaMismatch when this version does not run on them, unless any schema will do
 */
export async function checkMigrations(
  dialect: Dialect,
  { rows }: Pick<MigrationConnection, 'rows'>,
  schema: Exclude<SchemaTreatment, 'migrate'>,
): Promise<MigrationReport> {
  const isThere = (await rows(lookForTable[dialect])).length > 0
  const done = isThere ? await rows('SELECT * FROM schema_migrations ORDER BY number') : []
  const found = done.at(-1)?.['name']
  if (schema === 'any') return { applied: [], current: found === undefined ? null : String(found), newer: [] }
  if (done.length === 0) throw emptySchema(dialect)
  const known = readMigrations(dialect)
  const { missing, newer, current } = compare(known, done)
  if (missing.length === 0) return { applied: [], current, newer }
  throw new SchemaMismatch('older', {
    found: current ?? '',
    ours: known.at(-1)?.name ?? '',
    missing: missing.map(({ name }) => name),
  })
}

/** What of the two sides the other one lacks. @param done rows of `schema_migrations`, in order */
function compare(
  known: readonly Migration[],
  done: readonly Record<string, unknown>[],
): { missing: Migration[]; newer: string[]; current: string | null } {
  const missing = known.filter(({ index }) => !done.some((row) => Number(row['number']) === index))
  const last = known.at(-1)
  const newer: string[] = []
  for (const row of done) {
    const name = String(row['name'])
    const migration = known.find(({ index }) => index === Number(row['number']))
    if (migration && migration.hash !== row['hash']) {
      throw new Error(`Migration ${migration.name} was changed after it was applied`)
    }
    if (migration) continue
    const oldest = row['compatible_from'] ?? null
    // Under a newer one nothing can be put in any more.
    if (oldest === null || !last || Number(oldest) > last.index || missing.length > 0) {
      throw new SchemaMismatch('newer', { found: name, ours: last?.name ?? '', missing: [] })
    }
    newer.push(name)
  }
  const current = done.at(-1)?.['name']
  return { missing, newer, current: current === undefined ? null : String(current) }
}
