import pg from 'pg'
import { afterAll, describe, expect, it, test } from 'vitest'
import { publish, openDatabase } from '../src/index.ts'
import { describeContract } from './contract.ts'
import { makePlacesOf } from './postgres-place.ts'
import { ourSchemas } from './postgres-server.ts'
import { findPostgres, startPostgres } from './start-postgres.ts'

const programs = findPostgres()

if (programs) {
  const { url, stop } = startPostgres(programs)
  const console = new pg.Pool({
    connectionString: url,
    max: 1,
    options: `-c client_min_messages=warning -c search_path=${ourSchemas}`,
  })
  afterAll(async () => {
    await console.end()
    stop()
  })
  describeContract('a PostgreSQL server', {
    dialect: 'postgres',
    isSerial: false,
    makePlace: makePlacesOf(
      (schema = 'migrate') => openDatabase(url, { schema }),
      async (statement) => (await console.query<Record<string, unknown>>(statement)).rows,
    ),
  })

  test('a broken line to a PostgreSQL server comes back, and says that something may have been missed', async () => {
    const db = await openDatabase(url)
    const heard: string[] = []
    let missed = 0
    await db.subscribe({ hear: ({ id }) => void heard.push(id), missed: () => void (missed += 1) })
    expect(missed).toBe(1)

    await console.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    await expect.poll(() => missed).toBe(2)
    await publish(db, { topic: 'sync_run', id: 'after' })
    await expect.poll(() => heard).toEqual(['after'])
    await db.close()
  })
} else {
  describe('a PostgreSQL server', () => {
    it.skip('is not installed here (apt-get install postgresql): only SQLite and PGlite were tested')
  })
}
