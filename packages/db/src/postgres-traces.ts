import { toSnakeCase } from 'drizzle-orm/casing'
import { holdings } from './queries/personal-data.ts'
import { hasCode } from './failures.ts'

/** What was done so that nothing deleted is left in the files, and what the server did not let us do. */
export interface ErasedTraces {
  /** Tables that were written anew. */
  tables: string[]
  /** Steps that need more rights than the user of the database has, as statements for whoever has them. */
  refused: string[]
}

/** Tables of which an erasure deletes or changes rows. */
const touched = Object.entries(holdings)
  .filter(([, how]) => how.startsWith('by ') && !how.includes('and stays'))
  .map(([name]) => toSnakeCase(name))

/**
 * Writes every table anew that erasures touch: PostgreSQL leaves deleted rows in its files, and a VACUUM that is not
 * FULL leaves their bytes. Then the samples of values that its planner keeps, and at the end the write-ahead log moves
 * on, so that its files can be used again.
 * Source: https://www.postgresql.org/docs/15/sql-vacuum.html
 */
export async function rewriteTables(run: (statement: string) => Promise<unknown>): Promise<ErasedTraces> {
  // Each table is locked for as long as it takes; whoever waits for it, waits.
  await run('SET statement_timeout = 0')
  await run('SET lock_timeout = 0')
  for (const table of touched) await run(`VACUUM (FULL, ANALYZE) "${table}"`)
  const refused: string[] = []
  for (const statement of [
    'VACUUM (FULL) pg_catalog.pg_statistic',
    'CHECKPOINT',
    'SELECT pg_switch_wal()',
    'CHECKPOINT',
  ]) {
    if (!(await isAllowed(run, statement)) && !refused.includes(statement)) refused.push(statement)
  }
  return { tables: [...touched], refused }
}

const notPermitted = '42501'

async function isAllowed(run: (statement: string) => Promise<unknown>, statement: string): Promise<boolean> {
  try {
    await run(statement)
    return true
  } catch (error) {
    if (hasCode(error, [notPermitted])) return false
    throw error
  }
}
