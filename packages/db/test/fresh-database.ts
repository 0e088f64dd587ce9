import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
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

/** A `DATABASE_URL` for one test: a file in the folder, or a database of its own on the project's server. */
export async function freshDatabase(folder: string): Promise<string> {
  if (!server) {
    const file = join(folder, 'test.db')
    // To migrate takes longer than most tests do.
    if (newestSchema && !existsSync(file)) copyFileSync(newestSchema, file)
    return `file:${file}`
  }
  const url = free.pop() ?? (await createDatabase(server))
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

/** As good as new, which takes longer to come by: whoever is still there is sent away, and numbers begin at 1 again. */
async function emptyDatabase(url: string): Promise<void> {
  const tables = await listTables(url)
  await runOnServer(
    url,
    'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    'SET session_replication_role = replica',
    ...tables.filter((name) => name !== 'schema_migrations').map((name) => `DELETE FROM "${name}"`),
    'SELECT setval(seqrelid::regclass, 1, false) FROM pg_sequence',
  )
}

async function listTables(url: string): Promise<string[]> {
  const rows = await runOnServer(
    url,
    "SELECT table_name FROM information_schema.tables WHERE table_schema IN ('instagram_dashboard', 'public')",
  )
  return rows.map((row) => String(row['table_name']))
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
  const names = await listTables(url)
  const rows = await runOnServer(
    url,
    names
      .map((name) => `SELECT '${name}' AS name, string_agg(t::text, E'\\n') AS text FROM "${name}" t`)
      .join(' UNION ALL '),
  )
  return rows.map((row) => ({ table: String(row['name']), text: String(row['text'] ?? '') }))
}
