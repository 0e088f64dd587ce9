import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database, EngineFacts } from './database.ts'
import { makeHandle, type Handle, type Statements } from './handle.ts'
import { applyMigrations, type MigrationReport } from './migrate.ts'
import type { Schema } from './schema/define.ts'
import * as postgresSchema from './schema/postgres.ts'

const migrationLock = 727_001

/** What Drizzle's PostgreSQL drivers have in common, as far as it is used here. */
export interface PostgresDriver {
  transaction<Result>(work: (tx: unknown) => Promise<Result>): Promise<Result>
}

// The PostgreSQL tables were made by the same functions with the same keys (schema/kit.ts), and the statements used in
// queries/ exist on both engines; the types of the SQLite side stand for both.
const schema = postgresSchema as unknown as Schema
const asHandle = (statements: unknown): Handle => makeHandle('postgres', statements as Statements, schema)

export async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await import('pg')
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // An idle connection that the server closes must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  try {
    const connection = await pool.connect()
    let migrations: MigrationReport
    try {
      await connection.query('BEGIN')
      await connection.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
      migrations = await applyMigrations(
        'postgres',
        {
          run: async (statement, parameters) => void (await connection.query(statement, parameters)),
          rows: async (statement) => (await connection.query(statement)).rows as Record<string, unknown>[],
        },
        await databaseTime(async (statement) => (await connection.query(statement)).rows),
      )
      await connection.query('COMMIT')
    } catch (error) {
      await connection.query('ROLLBACK')
      throw error
    } finally {
      connection.release()
    }
    const driver = drizzle(pool, { schema: postgresSchema, casing: 'snake_case' })
    return buildPostgresDatabase(driver as unknown as PostgresDriver, {
      migrations,
      ping: async () => void (await pool.query('SELECT 1')),
      describe: () => describePostgres(async (statement) => (await pool.query(statement)).rows),
      close: () => pool.end(),
    })
  } catch (error) {
    await pool.end()
    throw error
  }
}

export async function databaseTime(rows: (statement: string) => Promise<unknown[]>): Promise<string> {
  const [row] = await rows('SELECT to_char(now() AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS"Z"\') AS time')
  return String((row as { time?: unknown } | undefined)?.time)
}

export async function describePostgres(rows: (statement: string) => Promise<unknown[]>): Promise<EngineFacts> {
  const statement = "SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes"
  const [row] = (await rows(statement)) as { version: string; bytes: string | number }[]
  return {
    engine: 'postgres',
    version: row?.version ?? 'unknown',
    bytes: row ? Number(row.bytes) : null,
    logBytes: null,
    freeBytes: null,
  }
}

/** Shared by the server driver and by PGlite, which the contract suite runs on. */
export function buildPostgresDatabase(
  driver: PostgresDriver,
  parts: Pick<Database, 'migrations' | 'ping' | 'describe' | 'close'>,
): Database {
  const insideTransaction = new AsyncLocalStorage<{ isOpen: boolean }>()
  let isClosed = false
  return {
    ...asHandle(driver),
    migrations: parts.migrations,
    transaction: async (work) => {
      if (insideTransaction.getStore()?.isOpen) {
        throw new Error('A transaction inside a transaction: pass its handle on')
      }
      const scope = { isOpen: true }
      return insideTransaction
        .run(scope, () => driver.transaction((tx) => work(asHandle(tx))))
        .finally(() => (scope.isOpen = false))
    },
    file: null,
    ping: parts.ping,
    describe: parts.describe,
    backup: () => Promise.reject(new Error('PostgreSQL is backed up with its own tools, such as pg_dump')),
    checkpoint: async () => undefined,
    close: async () => {
      if (isClosed) return
      isClosed = true
      await parts.close()
    },
  }
}
