import { AsyncLocalStorage } from 'node:async_hooks'
import { sql, type SQL } from 'drizzle-orm'
import { Listeners } from './announcements.ts'
import type { Database, EngineFacts, QueueAccess } from './database.ts'
import { makeHandle, type Handle, type Statements } from './handle.ts'
import { applyMigrations, type MigrationReport } from './migrate.ts'
import { openNoticeLine, type NoticeLine } from './postgres-notices.ts'
import type { Schema } from './schema/define.ts'
import * as postgresSchema from './schema/postgres.ts'

const migrationLock = 727_001
const queueLock = 727_002
const channel = 'instagram_dashboard'

/** What Drizzle's PostgreSQL drivers have in common, as far as it is used here. */
export interface PostgresDriver {
  transaction<Result>(work: (tx: PostgresStatements) => Promise<Result>): Promise<Result>
  execute(statement: SQL): Promise<unknown>
}

type PostgresStatements = Pick<PostgresDriver, 'execute'>

// The PostgreSQL tables were made by the same functions with the same keys (schema/kit.ts), and the statements used in
// queries/ exist on both engines; the types of the SQLite side stand for both.
const schema = postgresSchema as unknown as Schema
const asHandle = (statements: PostgresStatements): Handle =>
  makeHandle('postgres', {
    statements: statements as unknown as Statements,
    schema,
    announce: async ({ topic, id }) => {
      await statements.execute(sql`select pg_notify(${channel}, ${`${topic}:${id}`})`)
    },
  })

export async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await import('pg')
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  // An idle connection that the server closes must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  const notices = openNoticeLine(
    () => new pg.Client({ connectionString: url, keepAlive: true, keepAliveInitialDelayMillis: 10_000 }),
  )
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
      notices,
      // As node-postgres answers: an array of results where the text holds several statements.
      executeSql: (text, values) => pool.query<Record<string, unknown>>(text, values),
      withLock: async (work) => {
        const holder = await pool.connect()
        try {
          await holder.query('SELECT pg_advisory_lock($1)', [queueLock])
          return await work()
        } finally {
          // With its connection the lock goes, too.
          holder.release(true)
        }
      },
      close: async () => {
        await notices.close()
        await pool.end()
      },
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
  parts: Pick<Database, 'migrations' | 'ping' | 'describe' | 'close'> &
    Pick<QueueAccess, 'executeSql' | 'withLock'> & { notices: Pick<NoticeLine, 'listen'> },
): Database {
  const listeners = new Listeners()
  let line: Promise<unknown> | undefined
  const hear = (payload: string) => {
    const [topic, id] = payload.split(/:(.*)/s)
    if ((topic === 'sync_run' || topic === 'person') && id !== undefined) listeners.tell({ topic, id })
  }
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
    queueAccess: { executeSql: parts.executeSql, withLock: parts.withLock, listen: parts.notices.listen },
    listen: async (listener) => {
      const end = listeners.add(listener)
      line ??= parts.notices.listen(channel, hear, () => listeners.tellMissed())
      await line
      return end
    },
    wasWrittenElsewhere: async () => false,
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
