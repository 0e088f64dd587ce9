import type { PoolClient } from 'pg'
import { tablesOfMigrations } from '../migrate.ts'
import { MoveRefused } from '../open-errors.ts'
import { holdMigrationLock, inPoolTransaction, openPool } from './pool.ts'
import { postgresSettings } from './settings.ts'
import { hasInstallation, makeSchema, openTableSchema, ownSchema, queueSchemaOf, sharedSchema } from './table-schema.ts'

export interface MovedTables {
  from: string
  to: string
  tables: string[]
  /** Where the job queue kept its tables, and where it makes them anew. */
  queue: { from: string; to: string }
}

/**
 * Moves an installation of the first release out of the schema `public` into one of its own: all tables in one
 * transaction, without copying a row. What waits in the job queue is made anew from the tables.
 * @param to the schema; `instagram_dashboard` unless said
 * @throws MoveRefused when there is nothing to move, the schema has an installation, or a process is at work
 */
export async function moveTables(
  url: string,
  { to = ownSchema }: { to?: string | undefined } = {},
): Promise<MovedTables> {
  const settings = postgresSettings(url, { poolMax: 2 })
  // By its name those at work are told from this command.
  const pool = await openPool(
    { ...settings, application_name: 'instagram-dashboard-move' },
    openTableSchema(sharedSchema),
  )
  try {
    const lock = await holdMigrationLock(pool)
    if (!lock) throw new MoveRefused('in_use')
    try {
      const tables = await inPoolTransaction(pool, (connection) => moveOn(connection, to))
      return { from: sharedSchema, to, tables, queue: { from: queueSchemaOf(sharedSchema), to: queueSchemaOf(to) } }
    } finally {
      await lock.release()
    }
  } finally {
    await pool.end()
  }
}

async function moveOn(connection: PoolClient, to: string): Promise<string[]> {
  await connection.query('SET LOCAL statement_timeout = 0')
  if (await hasInstallation(connection, to)) throw new MoveRefused('target_has_one')
  if (!(await hasInstallation(connection, sharedSchema))) throw new MoveRefused('nothing_to_move')
  const { rows: others } = await connection.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'instagram-dashboard'",
  )
  // Their statements would no longer find the tables.
  if (others.length > 0) throw new MoveRefused('in_use')
  await makeSchema(connection, to)
  const moved: string[] = []
  for (const table of [...tablesOfMigrations('postgres'), 'database_copy']) {
    const { rows } = await connection.query('SELECT 1 WHERE to_regclass($1) IS NOT NULL', [
      `${sharedSchema}."${table}"`,
    ])
    if (rows.length === 0) continue
    await connection.query(`ALTER TABLE ${sharedSchema}."${table}" SET SCHEMA "${to}"`)
    moved.push(table)
  }
  await connection.query(`ALTER FUNCTION ${sharedSchema}.events_refuse_change() SET SCHEMA "${to}"`)
  return moved
}
