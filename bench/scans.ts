import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '@instagram-dashboard/db'
import { scanned } from '../packages/db/test/every-read.ts'
import { fillTables } from '../packages/db/test/fill-tables.ts'
import { startCluster } from '../packages/server/test/start-cluster.ts'
import { openBare } from './bare-sqlite.ts'
import type { Benchmark, Row } from './benchmark.ts'

const size = 50_000
const rounds = 7

/**
 * Several questions one after another: of what SQLite does its longest turn counts; a server answers others meanwhile,
 * and what they take together is printed only.
 */
const several = new Set([
  'health: accounts',
  'health: instants ahead',
  'health: refused metrics',
  'health: keys',
  'doctor: scopes',
])

/** Asked by a command that an operator runs now and then: printed only. */
const byCommand = new Set(['review pack: newest answers'])

/** A night in which all went wrong: every account failed, every number is late, every message waits. */
const badNight = [
  'UPDATE accounts SET last_error_code = \'INTERNAL\', refresh_failures = 3, unsupported_metrics = \'{"reposts":"2026-12-01"}\', numbers_read_at = NULL',
  'UPDATE call_budgets SET paused_until = (SELECT max(token_expires_at) FROM accounts)',
  "UPDATE deliveries SET status = 'pending'",
]

const what = 'the slowest of what is asked of 50,000 accounts each minute or at each look at the health'

/**
 * What the background asks of the database each minute or hour and health at each look, among 50,000 accounts that are
 * well and among as many that are not: the longest time for which nobody else is answered.
 */
export const scansSqlite: Benchmark = {
  ids: ['scansSqlite'],
  what: `${what}, on SQLite`,
  goals: { scansSqlite: { figure: 'value', atMost: 5 } },
  run: async () => [await onSqlite()],
}

/** The same on a PostgreSQL server. */
export const scansPostgres: Benchmark = {
  ids: ['scansPostgres'],
  what: `${what}, on PostgreSQL`,
  goals: { scansPostgres: { figure: 'value', atMost: 5 } },
  run: onPostgres,
}

async function onSqlite(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-scans-'))
  const file = join(folder, 'scans.db')
  const now = new Date()
  const db = await openDatabase(`file:${file}`)
  const raw = openBare(file)
  try {
    for (const text of fillTables({ dialect: 'sqlite', size, now })) raw.exec(text)
    const well = await slowest(db, now, 'SQLite')
    for (const text of badNight) raw.exec(text)
    return rowOf('scansSqlite', Math.max(well, await slowest(db, now, 'SQLite, a bad night')))
  } finally {
    raw.close()
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function onPostgres(): Promise<Row[]> {
  const cluster = startCluster()
  if (cluster === undefined) {
    console.error('  not measured: PostgreSQL is not installed here (apt-get install postgresql)')
    return []
  }
  try {
    const now = new Date()
    const db = await openDatabase(await cluster.createDatabase())
    const run = async (text: string) => void (await db.queueAccess?.executeSql(text))
    try {
      for (const text of fillTables({ dialect: 'postgres', size, now })) await run(text)
      await run('VACUUM ANALYZE')
      const well = await slowest(db, now, 'PostgreSQL')
      for (const text of badNight) await run(text)
      await run('VACUUM ANALYZE')
      return [rowOf('scansPostgres', Math.max(well, await slowest(db, now, 'PostgreSQL, a bad night')))]
    } finally {
      await db.close()
    }
  } finally {
    cluster.stop()
  }
}

const rowOf = (id: string, value: number): Row => ({ id, ratio: null, value, unit: 'ms', baseline: null, runs: rounds })

/** Prints the time of each, and finds the longest. The quickest round of each counts: others use the machine, too. */
async function slowest(db: Database, now: Date, place: string): Promise<number> {
  const times: [string, number][] = []
  for (const [name, read] of Object.entries(scanned)) {
    const isSeveral = several.has(name)
    const runs: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const time = await (db.dialect === 'sqlite' ? longestTurn : timeOf)(() => read(db, now))
      // The first round only warms up.
      if (round > 0) runs.push(time)
    }
    const counts = !byCommand.has(name) && (!isSeveral || db.dialect === 'sqlite')
    times.push([`${name}${isSeveral ? ' (several)' : ''}`, counts ? Math.min(...runs) : 0])
    console.error(`  ${place}: ${name}: ${Math.min(...runs).toFixed(2)} ms${isSeveral ? ', several questions' : ''}`)
  }
  return Math.max(...times.map(([, time]) => time))
}

/** On PostgreSQL by the clock: it is the server that works. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** The longest turn of the event loop meanwhile, by the time that this process had of the machine. */
async function longestTurn(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let last = process.cpuUsage()
  let isOver = false
  const tick = () => {
    const { user, system } = process.cpuUsage(last)
    longest = Math.max(longest, (user + system) / 1000)
    last = process.cpuUsage()
    if (!isOver) setImmediate(tick)
  }
  setImmediate(tick)
  await work()
  isOver = true
  tick()
  return longest
}
