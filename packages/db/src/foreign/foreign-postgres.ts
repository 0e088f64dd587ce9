import { ForeignDatabaseError, quoted, reading, type ForeignDatabase } from './foreign-database.ts'

/** @throws ForeignDatabaseError when the URL is none, or the server can not be reached or lets us not in */
export async function openForeignPostgres(url: string): Promise<ForeignDatabase> {
  const { default: pg } = await import('pg')
  const client = await reading(() => new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 }))
  // Told again by the query that it breaks.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  } catch (cause) {
    await client.end().catch(() => undefined)
    // The words of the driver may hold the address with its password.
    throw new ForeignDatabaseError('The PostgreSQL database can not be opened', { cause })
  }
  return {
    tables: () =>
      reading(async () => {
        const { rows } = await client.query<{ name: string; columns: string[] }>(
          `SELECT table_name AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
           FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false)) GROUP BY table_name`,
        )
        return rows
      }),
    count: ({ name }) =>
      reading(async () => {
        const { rows } = await client.query<{ count: string }>(`SELECT count(*) AS count FROM ${quoted(name)}`)
        return Number(rows[0]?.count ?? 0)
      }),
    rows: ({ table, columns, orderBy, after, limit }) =>
      reading(async () => {
        // As text: what is a date here is a text on SQLite, and the driver would make an instant of it in its own zone.
        const shown = columns.map((column) => `${quoted(column)}::text`).join(', ')
        const past = after === null ? '' : `WHERE ${quoted(orderBy)} > $2`
        const { rows } = await client.query<unknown[]>({
          text: `SELECT ${shown} FROM ${quoted(table.name)} ${past} ORDER BY ${quoted(orderBy)} LIMIT $1`,
          values: after === null ? [limit] : [limit, after],
          rowMode: 'array',
        })
        return rows
      }),
    async close() {
      // A connection that broke is closed already.
      await client.end().catch(() => undefined)
    },
  }
}
