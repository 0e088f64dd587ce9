import type { EngineFacts } from '../database.ts'

type Rows = (statement: string) => Promise<unknown[]>

export async function databaseTime(rows: Rows): Promise<string> {
  const [row] = await rows('SELECT to_char(now() AT TIME ZONE \'UTC\', \'YYYY-MM-DD"T"HH24:MI:SS"Z"\') AS time')
  return String((row as { time?: unknown } | undefined)?.time)
}

export async function describePostgres(rows: Rows): Promise<EngineFacts> {
  const statement = "SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes"
  const [row] = (await rows(statement)) as { version: string; bytes: string | number }[]
  return {
    engine: 'postgres',
    version: row?.version ?? 'unknown',
    bytes: row ? Number(row.bytes) : null,
    logBytes: null,
    freeBytes: null,
    diskBytes: null,
  }
}

/** A standby answers as well, and takes no writes. */
export async function provePostgresWritable(rows: Rows): Promise<void> {
  const [row] = await rows("SELECT current_setting('transaction_read_only') AS answer")
  if ((row as { answer?: unknown } | undefined)?.answer !== 'off') throw new Error('The database server only reads')
}
