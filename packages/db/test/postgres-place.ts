import { afterAll } from 'vitest'
import type { Database } from '../src/index.ts'
import type { Engine, Place } from './engine.ts'

type Run = Place['run']

/** Hands out one database again and again, each time as good as new, and opened anew only when it has to be blank. */
export function makePlacesOf(open: Place['open'], run: Run): Engine['makePlace'] {
  const tables = async () => {
    const rows = await run(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema IN ('instagram_dashboard', 'public')",
    )
    return rows.map(({ name }) => String(name)).sort()
  }
  let isPristine = false
  let kept: Database | undefined
  afterAll(() => kept?.close())
  const openKept = async () => {
    kept ??= await open()
    return { ...kept, close: async () => undefined }
  }
  return async ({ isBlank }) => {
    if (isBlank || !isPristine) {
      await run('DROP SCHEMA IF EXISTS instagram_dashboard CASCADE')
      await run('DROP SCHEMA public CASCADE')
      await run('CREATE SCHEMA public')
      await run('CREATE SCHEMA instagram_dashboard')
      if (!isBlank) await (await open()).close()
    } else {
      // Rows go faster than tables come. `replica` silences the triggers that keep events from being deleted.
      await run('SET session_replication_role = replica')
      for (const name of await tables()) if (name !== 'schema_migrations') await run(`DELETE FROM ${name}`)
      await run('RESET session_replication_role')
    }
    isPristine = !isBlank
    return { open: isBlank ? open : openKept, run, tables }
  }
}
