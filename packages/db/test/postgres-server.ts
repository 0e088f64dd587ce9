import pg from 'pg'

/** The address of another database of the same server. */
export function onDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** Where our tables are: those of a new installation, and those of the first release. */
export const ourSchemas = 'instagram_dashboard,public'

/** Runs statements on a connection of their own, as an administrator's console would. @returns rows of the last one */
export async function runOnServer(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    connectionString: url,
    options: `-c client_min_messages=warning -c search_path=${ourSchemas}`,
  })
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}
