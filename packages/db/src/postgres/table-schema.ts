import type { PoolClient } from 'pg'
import { oldestMigration } from '../migrate.ts'

/** Where a new installation makes its tables, whatever else is in the database. */
export const ownSchema = 'instagram_dashboard'
/** Where the first release made them. */
export const sharedSchema = 'public'

/** The PostgreSQL schema of our tables: given, or found by the first connection that is opened. */
export interface TableSchema {
  /** Tells a new connection where the tables are, and no other place: a table of the host's may have any name. */
  useOn(connection: Pick<PoolClient, 'query'>): Promise<void>
  /**
   * Looks again, by whoever holds the lock of migrations.
   * @throws Error when the installation was made or moved elsewhere since the first connection
   */
  confirm(connection: Pick<PoolClient, 'query'>): Promise<void>
  /** @throws Error before the first connection, unless it was given */
  name(): string
}

/** @param given as the setting says; when absent, the installation that is there says it */
export function openTableSchema(given: string | undefined): TableSchema {
  let known = given
  let finding: Promise<string> | undefined
  return {
    async useOn(connection) {
      known ??= await (finding ??= findSchema(connection).finally(() => (finding = undefined)))
      await connection.query("SELECT set_config('search_path', $1, false)", [quoted(known)])
    },
    async confirm(connection) {
      if (given !== undefined || (await findSchema(connection)) === known) return
      throw new Error('The tables were made or moved in another schema just now: start again')
    },
    name() {
      if (known === undefined) throw new Error('The schema of the tables is not known yet')
      return known
    },
  }
}

const quoted = (name: string) => `"${name}"`

async function findSchema(connection: Pick<PoolClient, 'query'>): Promise<string> {
  for (const schema of [ownSchema, sharedSchema]) if (await hasInstallation(connection, schema)) return schema
  return ownSchema
}

/** Others call a table `schema_migrations` as well, with columns of their own. */
export async function hasInstallation(connection: Pick<PoolClient, 'query'>, schema: string): Promise<boolean> {
  const table = `${quoted(schema)}.schema_migrations`
  const ours = ['number', 'name', 'hash', 'applied_at']
  // By name: to ask for a table in a schema that a role may not use is an error, and such a one is not ours.
  const { rows: columns } = await connection.query(
    `SELECT 1 FROM pg_attribute
     JOIN pg_class ON pg_class.oid = attrelid
     JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE nspname = $1 AND relname = 'schema_migrations' AND attname = ANY($2) AND NOT attisdropped
     AND has_schema_privilege(pg_namespace.oid, 'USAGE') AND has_table_privilege(pg_class.oid, 'SELECT')`,
    [schema, ours],
  )
  if (columns.length < ours.length) return false
  const { rows } = await connection.query(
    `SELECT 1 FROM ${table} WHERE number = 0 AND name = '${oldestMigration('postgres')}'`,
  )
  return rows.length > 0
}

/** Whether there is a schema of a name, ours or not. */
export async function hasSchema(
  run: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>,
  name: string,
): Promise<boolean> {
  return (await run('SELECT 1 FROM pg_namespace WHERE nspname = $1', [name])).rows.length > 0
}

/**
 * Makes the schema where it is missing. Where somebody else has made it for us, the right to make schemas is not needed.
 */
export async function makeSchema(connection: Pick<PoolClient, 'query'>, name: string): Promise<void> {
  const isThere = await hasSchema((text, values) => connection.query(text, values), name)
  if (!isThere) await connection.query(`CREATE SCHEMA IF NOT EXISTS ${quoted(name)}`)
}

/** Where the job queue keeps its tables: beside ours, so that two installations in one database do not meet. */
export const queueSchemaOf = (name: string): string => (name === sharedSchema ? 'pgboss' : `${name}_queue`)

/** Where processes tell each other what changed. In the first release's schema it is the one that the release hears. */
export const channelOf = (name: string): string => (name === sharedSchema ? ownSchema : `${name}_changes`)
