import { openDatabase, type Database } from '@instagram-dashboard/db'
import { openBare } from '../bare-sqlite.ts'
import { livePeople } from './two-years.ts'

const nightsOfYear = 365

/** Bytes of an account after each year, table by table with their indexes; `together` is all of them. */
export type StoredBytes = Record<string, number[]>

/**
 * Builds a database of so many people and years, and measures it. What the tables take while they are empty does not
 * count.
 * @param url of a database without rows
 */
export async function measureStorage(
  url: string,
  { people, years }: { people: number; years: number },
): Promise<StoredBytes> {
  const db = await openDatabase(url)
  try {
    const empty = await bytesByTable(db)
    const measured: StoredBytes = {}
    await livePeople(db, {
      people,
      nights: years * nightsOfYear,
      afterNight: async (night) => {
        if (night % nightsOfYear !== 0) return
        let together = 0
        for (const [table, bytes] of Object.entries(await bytesByTable(db))) {
          const own = (bytes - (empty[table] ?? 0)) / people
          together += own
          ;(measured[table] ??= []).push(own)
        }
        ;(measured['together'] ??= []).push(together)
      },
    })
    return measured
  } finally {
    await db.close()
  }
}

async function bytesByTable(db: Database): Promise<Record<string, number>> {
  // The log is emptied first: what waits in it is in the tables as well.
  await db.checkpoint()
  const rows = db.file === null ? await sizesOnPostgres(db) : sizesInFile(db.file)
  return Object.fromEntries(rows.map(({ name, bytes }) => [String(name), Number(bytes)]))
}

interface Size {
  name: unknown
  bytes: unknown
}

function sizesInFile(file: string): Size[] {
  const raw = openBare(file)
  try {
    return raw
      .prepare(
        `SELECT tbl_name AS name, sum(pgsize) AS bytes FROM dbstat JOIN sqlite_master ON sqlite_master.name = dbstat.name
         GROUP BY tbl_name`,
      )
      .all() as Size[]
  } finally {
    raw.close()
  }
}

async function sizesOnPostgres(db: Database): Promise<Size[]> {
  const rows = await db.queueAccess?.executeSql(
    "SELECT relname AS name, pg_total_relation_size(oid) AS bytes FROM pg_class WHERE relkind = 'r' AND relnamespace = 'instagram_dashboard'::regnamespace",
  )
  return (rows?.rows ?? []) as Size[]
}
