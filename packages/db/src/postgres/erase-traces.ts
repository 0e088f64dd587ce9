import { toSnakeCase } from 'drizzle-orm/casing'
import { holdings } from '../queries/personal-data.ts'
import type { ErasedTraces } from '../database.ts'
import { hasCode } from '../failures.ts'

type Run = (statement: string) => Promise<{ rows: Record<string, unknown>[] }>

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
export async function rewriteTables(run: Run): Promise<ErasedTraces> {
  // Each table is locked for as long as it takes; whoever waits for it, waits.
  await run('SET statement_timeout = 0')
  await run('SET lock_timeout = 0')
  const isHeld = !(await waitForOthers(run))
  for (const table of touched) {
    await forgetSamples(run, table)
    await run(`VACUUM (FULL, ANALYZE) "${table}"`)
  }
  // Samples that were dropped just now are not removed for whoever has begun since.
  const isHeldNow = !(await waitForOthers(run))
  const refused: string[] = []
  for (const statement of [
    'VACUUM (FULL) pg_catalog.pg_statistic',
    'CHECKPOINT',
    'SELECT pg_switch_wal()',
    'CHECKPOINT',
  ]) {
    if (!(await isAllowed(run, statement)) && !refused.includes(statement)) refused.push(statement)
  }
  return { tables: [...touched], refused, isHeld: isHeld || isHeldNow }
}

/** Of a table that is empty ANALYZE makes no samples, and keeps the ones before: a column that is given its type again has none. */
async function forgetSamples(run: Run, table: string): Promise<void> {
  if ((await run(`SELECT 1 FROM "${table}" LIMIT 1`)).rows.length > 0) return
  const { rows } = await run(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
      WHERE attrelid = '"${table}"'::regclass AND attnum > 0 AND NOT attisdropped AND atttypid IN ('text'::regtype, 'jsonb'::regtype, 'json'::regtype)`,
  )
  const columns = rows.map(({ name, type }) => `ALTER COLUMN "${String(name)}" TYPE ${String(type)}`)
  if (columns.length > 0) await run(`ALTER TABLE "${table}" ${columns.join(', ')}`)
}

const pauseMs = 100
const longestWaitMs = 60_000

/**
 * What a running transaction may still look at no VACUUM removes, and the oldest one of the whole server counts, since
 * every view of the data begins with it: whoever began before now is waited for. @returns whether all ended
 */
async function waitForOthers(run: Run): Promise<boolean> {
  const [now] = (await run('SELECT pg_current_xact_id()::text AS xid')).rows
  const xid = BigInt(String(now?.['xid']))
  const older = `SELECT 1 WHERE pg_snapshot_xmin(pg_current_snapshot()) <= '${xid}'::xid8 OR EXISTS (
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND age(backend_xmin) >= age('${xid}'::xid8::xid))`
  for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += pauseMs) {
    if ((await run(older)).rows.length === 0) return true
    await run(`SELECT pg_sleep(${pauseMs / 1_000})`)
  }
  return false
}

const notPermitted = '42501'

async function isAllowed(run: Run, statement: string): Promise<boolean> {
  try {
    await run(statement)
    return true
  } catch (error) {
    if (hasCode(error, [notPermitted])) return false
    throw error
  }
}
