import { PGlite } from '@electric-sql/pglite'
import type { Database } from '../src/database.ts'
import { applyMigrations, checkMigrations, type SchemaTreatment } from '../src/migrate.ts'
import { databaseTime, describePostgres, provePostgresWritable } from '../src/postgres/facts.ts'
import { buildPostgresDatabase, type StatementClient } from '../src/postgres/postgres-database.ts'

/** PostgreSQL inside this process, empty and in memory, with the schema of this version. */
export async function openPglite(): Promise<Database> {
  const engine = await PGlite.create()
  return openOn(engine, () => engine.close())
}

/** The same on an engine that is already there, so that its slow start is paid once. */
export async function openOn(
  engine: PGlite,
  close: () => Promise<void>,
  schema: SchemaTreatment = 'migrate',
): Promise<Database> {
  const migrations = await engine.transaction(async (tx) => {
    const rows = async (statement: string) => (await tx.query<Record<string, unknown>>(statement)).rows
    const run = async (statement: string, parameters?: unknown[]) => void (await tx.query(statement, parameters))
    return schema === 'migrate'
      ? applyMigrations('postgres', { run, rows }, await databaseTime(rows))
      : checkMigrations('postgres', { rows }, schema)
  })
  const rows = async (statement: string) => (await engine.query(statement)).rows
  return buildPostgresDatabase({
    tableSchema: 'public',
    migrations,
    rowsOn: async (client, text, parameters) => {
      const { rows } = (await client.query(text, parameters, { rowMode: 'array' })) as { rows: unknown[][] }
      return rows
    },
    client: engine as unknown as StatementClient,
    inTransaction: (work) => engine.transaction((tx) => work(tx as unknown as StatementClient)),
    ping: () => provePostgresWritable(rows),
    connections: () => null,
    describe: () => describePostgres(rows),
    executeSql: (text, values) => engine.query<Record<string, unknown>>(text, values),
    withLock: (work) => work(),
    onOwnConnection: (work) => work((statement) => engine.query<Record<string, unknown>>(statement)),
    listening: {
      async listen(channel, onNotification, onConnected) {
        const end = await engine.listen(channel, onNotification)
        onConnected()
        return { close: () => end() }
      },
    },
    close,
  })
}
