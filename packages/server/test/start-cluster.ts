import { openDatabase } from '@instagram-dashboard/db'
import { findPostgres, startPostgres } from '../../db/test/start-postgres.ts'

export interface Cluster {
  /** The URL of an empty database that nobody else uses. */
  createDatabase(): Promise<string>
  stop(): void
}

/** A PostgreSQL server of its own; `undefined` where none is installed. */
export function startCluster(): Cluster | undefined {
  const programs = findPostgres()
  if (programs === undefined) return undefined
  const { url, stop } = startPostgres(programs)
  let created = 0
  return {
    async createDatabase() {
      created += 1
      const name = `test_${created}`
      const db = await openDatabase(url)
      await db.queueAccess?.executeSql(`CREATE DATABASE ${name}`)
      await db.close()
      return url.replace('/postgres?', `/${name}?`)
    },
    stop,
  }
}
