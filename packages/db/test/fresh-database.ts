import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject, onTestFinished } from 'vitest'
import type { Dialect } from '../src/index.ts'
import { connectSqlite } from './connect-sqlite.ts'
import { onDatabase, runOnServer } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of a project that tests on PostgreSQL. Other projects provide none and test on SQLite. */
    postgres: { url: string; template: string }
    /** A SQLite file of the newest schema, of which each test gets a copy. */
    newestSchema: string
  }
}

/** What inject answers in a project that provides nothing is not in its type. The proofs come here without vitest. */
const server: { url: string; template: string } | undefined =
  process.env['VITEST'] === undefined ? undefined : inject('postgres')

const newestSchema: string | undefined = process.env['VITEST'] === undefined ? undefined : inject('newestSchema')

/** Which engine this project tests on. */
export const testEngine: Dialect = server ? 'postgres' : 'sqlite'

/** Databases of this file that a test has given back. */
const free: string[] = []

/** What a database held: the bytes of a SQLite file, or the statements that fill an empty PostgreSQL database. */
export type Contents = Buffer | string

/**
 * A `DATABASE_URL` for one test: a file in the folder, or a database of its own on the project's server.
 * @param contents what it holds from the beginning; otherwise tables without rows
 */
export async function freshDatabase(folder: string, contents?: Contents): Promise<string> {
  if (!server) {
    const file = join(folder, 'test.db')
    if (contents !== undefined) writeFileSync(file, contents)
    // To migrate takes longer than most tests do.
    else if (newestSchema && !existsSync(file)) copyFileSync(newestSchema, file)
    return `file:${file}`
  }
  const url = free.pop() ?? (await createDatabase(server))
  if (typeof contents === 'string') await runOnServer(url, contents)
  onTestFinished(async () => {
    await emptyDatabase(url)
    free.push(url)
  })
  return url
}

async function createDatabase({ url, template }: { url: string; template: string }): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runOnServer(url, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  return onDatabase(url, name)
}

const migrationsTable = 'schema_migrations'

/** As good as new, which takes longer to come by: whoever is still there is sent away, and numbers begin at 1 again. */
async function emptyDatabase(url: string): Promise<void> {
  const tables = (await listTables(url)).filter((name) => name !== migrationsTable)
  await runOnServer(
    url,
    [
      'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      'SET session_replication_role = replica',
      ...tables.map((name) => `DELETE FROM "${name}"`),
      'SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence',
    ].join(';'),
  )
}

/** What the database of a test holds now, while nobody has it open. */
export async function readContents(url: string): Promise<Contents> {
  if (url.startsWith('file:')) return readFileSync(url.slice('file:'.length))
  const tables = (await listTables(url)).filter((name) => name !== migrationsTable)
  const rows = await runOnServer(url, unionOf(tables, 'json_agg(t)::text'))
  const sequences = await runOnServer(
    url,
    'SELECT quote_ident(sequencename) AS name, last_value::text AS last FROM pg_sequences WHERE last_value IS NOT NULL',
  )
  const quoted = (value: unknown) => pg.escapeLiteral(String(value))
  return [
    'SET session_replication_role = replica',
    ...rows
      .filter(({ text }) => text !== null)
      .map(({ name, text }) => {
        const table = `"${String(name)}"`
        return `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${table}, ${quoted(text)})`
      }),
    ...sequences.map(({ name, last }) => `SELECT setval(${quoted(name)}, ${String(last)})`),
  ].join(';\n')
}

async function listTables(url: string): Promise<string[]> {
  const rows = await runOnServer(
    url,
    "SELECT tablename FROM pg_tables WHERE schemaname IN ('instagram_dashboard', 'public')",
  )
  return rows.map((row) => String(row['tablename']))
}

/** One row for each table, `name` and `text`. */
function unionOf(tables: readonly string[], text: string): string {
  return tables.map((name) => `SELECT '${name}' AS name, ${text} AS text FROM "${name}" t`).join(' UNION ALL ')
}

/** Somebody with the database in hand and no respect for triggers. */
export async function tamper(url: string, ...statements: string[]): Promise<void> {
  if (!url.startsWith('file:')) {
    await runOnServer(url, 'SET session_replication_role = replica', ...statements)
    return
  }
  using connection = connectSqlite(url.slice('file:'.length))
  for (const name of ['events_no_update', 'events_no_delete']) connection.raw.exec(`DROP TRIGGER IF EXISTS ${name}`)
  for (const statement of statements) connection.raw.exec(statement)
}

/** Everything that a PostgreSQL database holds, table by table, as text; a file can be read without this. */
export async function readEverything(url: string): Promise<{ table: string; text: string }[]> {
  const rows = await runOnServer(url, unionOf(await listTables(url), "string_agg(t::text, E'\\n')"))
  return rows.map((row) => ({ table: String(row['name']), text: String(row['text'] ?? '') }))
}
