import type { Database } from '../database.ts'
import type { SchemaTreatment } from '../migrate.ts'
import { describePostgres, provePostgresWritable } from './facts.ts'
import { openListenConnection } from './listen-connection.ts'
import { checkPool, inPoolTransaction, migratePool, openPool } from './pool.ts'
import { buildPostgresDatabase } from './postgres-database.ts'
import { postgresSettings, type PostgresOptions } from './settings.ts'
import { openTableSchema } from './table-schema.ts'

const queueLock = 727_002

export async function openPostgres(
  url: string,
  { schema: treatment = 'migrate', ...options }: PostgresOptions & { schema?: SchemaTreatment },
): Promise<Database> {
  const { default: pg } = await import('pg')
  const settings = postgresSettings(url, options)
  const tables = openTableSchema(options.tableSchema)
  const pool = await openPool(settings, tables)
  // It waits for as long as nothing happens, so no time limit of a statement is for it.
  const listening = openListenConnection(
    () =>
      new pg.Client({
        connectionString: settings.connectionString,
        connectionTimeoutMillis: settings.connectionTimeoutMillis,
        application_name: settings.application_name,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      }),
  )
  const rows = async (statement: string) => (await pool.query(statement)).rows as unknown[]
  try {
    return buildPostgresDatabase({
      tableSchema: tables.name(),
      migrations: treatment === 'migrate' ? await migratePool(pool, tables) : await checkPool(pool, tables, treatment),
      client: pool,
      rowsOn: async (client, text, parameters) => {
        const { rows } = (await client.query({ text, rowMode: 'array' }, parameters)) as { rows: unknown[][] }
        return rows
      },
      inTransaction: (work) => inPoolTransaction(pool, work),
      ping: () => provePostgresWritable(rows),
      describe: () => describePostgres(rows),
      connections: () => ({
        open: pool.totalCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
        most: pool.options.max,
      }),
      listening,
      // As node-postgres answers: an array of results where the text holds several statements.
      executeSql: (text, values) => pool.query<Record<string, unknown>>(text, values),
      withLock: async (work) => {
        const holder = await pool.connect()
        try {
          await holder.query('SET lock_timeout = 0')
          await holder.query('SELECT pg_advisory_lock($1)', [queueLock])
          return await work()
        } finally {
          // With its connection the lock goes, too.
          holder.release(true)
        }
      },
      onOwnConnection: async (work) => {
        const connection = await pool.connect()
        try {
          return await work((statement) => connection.query<Record<string, unknown>>(statement))
        } finally {
          // Its settings are for nobody else.
          connection.release(true)
        }
      },
      close: async () => {
        await listening.close()
        await pool.end()
      },
    })
  } catch (error) {
    await pool.end()
    throw error
  }
}
