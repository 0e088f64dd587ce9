import type { Pool, PoolClient } from 'pg'
import { hasCode } from '../failures.ts'
import { applyMigrations, checkMigrations, type MigrationReport, type SchemaTreatment } from '../migrate.ts'
import { databaseTime } from './facts.ts'
import type { PostgresSettings } from './settings.ts'
import { makeSchema, type TableSchema } from './table-schema.ts'

const migrationLock = 727_001
const lockTimeout = '55P03'

/**
 * Opens the pool, whose connections find our tables by their bare names and nobody else's. A connection that breaks, idle or in use, never ends the process: the next call opens another.
 * @throws Error when a pooler in between gives the transactions of one connection to several sessions
 */
export async function openPool({ limits, ...settings }: PostgresSettings, tables: TableSchema): Promise<Pool> {
  const { default: pg } = await import('pg')
  const names = Object.keys(limits)
  const setLimits = `SELECT ${names.map((name, index) => `set_config('${name}', $${index + 1}, false)`).join(', ')}`
  const prepare = async (connection: PoolClient) => {
    await connection.query(setLimits, Object.values(limits))
    await tables.useOn(connection)
  }
  const pool = new pg.Pool({
    ...settings,
    // The pool hands a new connection out when this has ended.
    verify: (connection, done) => void prepare(connection).then(() => done(), done),
  })
  pool.on('error', () => undefined)
  // The pool listens while a connection is idle, and nobody while it is used.
  pool.on('connect', (connection) => void connection.on('error', () => undefined))
  try {
    await refuseSharedSessions(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  return pool
}

/**
 * Locks, `LISTEN` and the limits belong to a session. With pooling by transaction two connections meet the same session,
 * or one connection another one than a moment ago.
 */
async function refuseSharedSessions(pool: Pool): Promise<void> {
  const connections = [await pool.connect()]
  try {
    connections.push(await pool.connect())
    const sessions = connections.map(() => new Set<number>())
    // In an order that meets poolers which take the session used last, and those which take one after the other.
    for (const index of [0, 0, 1, 0, 1]) {
      const answer = await connections[index]?.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      sessions[index]?.add(answer?.rows[0]?.pid ?? 0)
    }
    const different = new Set(sessions.flatMap((pids) => [...pids])).size
    if (different === connections.length && sessions.every(({ size }) => size === 1)) return
  } finally {
    for (const connection of connections) connection.release()
  }
  const sentence = 'A pooler in front of PostgreSQL shares its sessions: set it to session pooling (pool_mode=session)'
  throw Object.assign(new Error(sentence), { code: 'TRANSACTION_POOLING' })
}

/**
 * All or nothing on a connection of its own. Drizzle's own transaction loses the connection for ever when BEGIN fails,
 * hides the failure behind that of the rollback, and takes a COMMIT that was answered by ROLLBACK for one.
 */
export async function inPoolTransaction<Result>(
  pool: Pool,
  work: (connection: PoolClient) => Promise<Result>,
): Promise<Result> {
  const connection = await pool.connect()
  let isBroken = false
  try {
    await connection.query('BEGIN')
    const result = await work(connection)
    const { command } = await connection.query('COMMIT')
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back: a statement in it had failed')
    return result
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => (isBroken = true))
    throw error
  } finally {
    connection.release(isBroken)
  }
}

/**
 * Applies what is missing while every other process that starts waits.
 * @throws Error when an installation is being moved here and that has not ended; only who moves it may go on
 */
export function migratePool(pool: Pool, tables: TableSchema, { isForCopy = false } = {}): Promise<MigrationReport> {
  return inPoolTransaction(pool, async (connection) => {
    // A migration takes as long as it takes, and so does waiting for another process's.
    await connection.query('SET LOCAL statement_timeout = 0')
    await connection.query('SET LOCAL lock_timeout = 0')
    await connection.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
    await tables.confirm(connection)
    await makeSchema(connection, tables.name())
    const rows = rowsOf(connection)
    if (!isForCopy) await refuseHalfCopied(rows)
    return applyMigrations(
      'postgres',
      { run: async (statement, parameters) => void (await connection.query(statement, parameters)), rows },
      await databaseTime(rows),
    )
  })
}

/**
 * Reads the schema, after a migration of another process that is under way, and changes nothing.
 * @throws Error when that takes longer than a lock may, or an installation is being moved here
 */
export function checkPool(
  pool: Pool,
  tables: TableSchema,
  schema: Exclude<SchemaTreatment, 'migrate'>,
): Promise<MigrationReport> {
  return inPoolTransaction(pool, async (connection) => {
    const rows = rowsOf(connection)
    await connection.query('SELECT pg_advisory_xact_lock_shared($1)', [migrationLock]).catch((cause: unknown) => {
      if (!hasCode(cause, [lockTimeout])) throw cause
      throw new Error('The database is being migrated, or an installation moved into it: try again', { cause })
    })
    await tables.confirm(connection)
    await refuseHalfCopied(rows)
    return checkMigrations('postgres', { rows }, schema)
  })
}

type Rows = (statement: string) => Promise<Record<string, unknown>[]>

const rowsOf =
  (connection: PoolClient): Rows =>
  async (statement) =>
    (await connection.query<Record<string, unknown>>(statement)).rows

async function refuseHalfCopied(rows: Rows): Promise<void> {
  if (!(await isHalfCopied(rows))) return
  throw new Error('An installation is being moved into this database: run migrate --from again until it ends')
}

/** Made by copy/, and left there as the mark that the copy was whole. */
async function isHalfCopied(rows: Rows): Promise<boolean> {
  const [table] = await rows("SELECT to_regclass('database_copy') IS NOT NULL AS is_there")
  if (table?.['is_there'] !== true) return false
  return (await rows('SELECT 1 FROM database_copy WHERE finished_at IS NULL LIMIT 1')).length > 0
}

/** Lets no process open the database until it is released. `undefined` when another process holds it. */
export async function holdMigrationLock(pool: Pool): Promise<{ release(): Promise<void> } | undefined> {
  const connection = await pool.connect()
  const { rows } = await connection.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [migrationLock])
  if (rows[0]?.held !== true) {
    connection.release()
    return undefined
  }
  return {
    async release() {
      await connection.query('SELECT pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined)
      connection.release()
    },
  }
}
