import type { Place } from './engine.ts'

type Rows = Record<string, unknown>[]

/** Everything that a PostgreSQL database is reached by, emptied first. */
export async function emptyPlace(open: Place['open'], run: (statement: string) => Promise<Rows>): Promise<Place> {
  await run('DROP SCHEMA public CASCADE')
  await run('CREATE SCHEMA public')
  return {
    open,
    run,
    tables: async () => {
      const rows = await run("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'")
      return rows.map(({ name }) => String(name)).sort()
    },
  }
}
