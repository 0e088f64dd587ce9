import pg from 'pg'
import { afterAll, describe, it } from 'vitest'
import { openDatabase } from '../src/index.ts'
import { describeContract } from './contract.ts'
import { makePlacesOf } from './postgres-place.ts'
import { findPostgres, startPostgres } from './start-postgres.ts'

const programs = findPostgres()

if (programs) {
  const { url, stop } = startPostgres(programs)
  const console = new pg.Pool({ connectionString: url, max: 1, options: '-c client_min_messages=warning' })
  afterAll(async () => {
    await console.end()
    stop()
  })
  describeContract('a PostgreSQL server', {
    dialect: 'postgres',
    isSerial: false,
    makePlace: makePlacesOf(
      () => openDatabase(url),
      async (statement) => (await console.query<Record<string, unknown>>(statement)).rows,
    ),
  })
} else {
  describe('a PostgreSQL server', () => {
    it.skip('is not installed here (apt-get install postgresql): only SQLite and PGlite were tested')
  })
}
