import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '@instagram-dashboard/db'
import { fillTables } from '../packages/db/test/fill-tables.ts'
import type { Clock } from '../packages/server/src/clock/clock.ts'
import { createInstagramDashboard, type Dashboard } from '../packages/server/src/index.ts'
import { Secret } from '../packages/server/src/vault/secret.ts'
import { createVault } from '../packages/server/src/vault/vault.ts'
import { listen } from '../packages/server/test/listen.ts'
import { startCluster } from '../packages/server/test/start-cluster.ts'
import { openBare } from './bare-sqlite.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { encryptionKey, secret } from './dataset.ts'

const accounts = 50_000
const fewAccounts = 50
const everySeconds = 15
/** An hour, in which everything is counted anew at least once. */
const scrapes = 240
const token = 'a-token-for-prometheus-of-the-benchmark'

/**
 * What one answer to Prometheus costs, everything that the health counts now and then for it included, of a process that
 * is asked every fifteen seconds: with 50,000 accounts, and with fifty.
 */
export const scrapeSqlite: Benchmark = {
  ids: ['scrapeSqlite'],
  what: `processor time of an answer to Prometheus with ${accounts} accounts, and with ${fewAccounts}, on SQLite`,
  goals: { scrapeSqlite: { figure: 'value', atMost: 5 } },
  run: async () => [rowOf('scrapeSqlite', await onSqlite(accounts), await onSqlite(fewAccounts))],
}

/** The same on a PostgreSQL server: what the process pays, for the server has others to do the counting. */
export const scrapePostgres: Benchmark = {
  ids: ['scrapePostgres'],
  what: `processor time of an answer to Prometheus with ${accounts} accounts, and with ${fewAccounts}, on PostgreSQL`,
  goals: { scrapePostgres: { figure: 'value', atMost: 5 } },
  async run() {
    const cluster = startCluster()
    if (cluster === undefined) {
      console.error('  not measured: PostgreSQL is not installed here (apt-get install postgresql)')
      return []
    }
    try {
      const many = await onPostgres(await cluster.createDatabase(), accounts)
      return [rowOf('scrapePostgres', many, await onPostgres(await cluster.createDatabase(), fewAccounts))]
    } finally {
      cluster.stop()
    }
  },
}

const rowOf = (id: string, value: number, baseline: number): Row => ({
  id,
  ratio: value / baseline,
  value,
  unit: 'ms',
  baseline,
  runs: scrapes,
})

async function onSqlite(size: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-scrape-'))
  const file = join(folder, 'scrape.db')
  try {
    // First the installation, then what happened in it.
    await (await start(`file:${file}`)).close()
    const raw = openBare(file)
    for (const text of rowsOf('sqlite', size)) raw.exec(text)
    raw.close()
    return await costOfScrape(`file:${file}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function onPostgres(url: string, size: number): Promise<number> {
  await (await start(url)).close()
  const db = await openDatabase(url)
  for (const text of [...rowsOf('postgres', size), 'VACUUM ANALYZE']) await db.queueAccess?.executeSql(text)
  await db.close()
  return costOfScrape(url)
}

const now = new Date()

/** Accounts whose tokens open, as a server wants them at its start. */
export function rowsOf(dialect: Database['dialect'], size: number): string[] {
  const vault = createVault({ keys: Secret.of(encryptionKey), now: () => now })
  const sealed = vault.seal({ purpose: 'long_token', owner: 'a', subject: 'b' }, Secret.of('IGAA-of-the-benchmark'))
  return [
    ...fillTables({ dialect, size, now }),
    `UPDATE accounts SET sealed_token = '${sealed}'`,
    'DELETE FROM people',
    'UPDATE oauth_states SET sealed_short_token = NULL',
  ]
}

function start(databaseUrl: string, clock?: Clock): Promise<Dashboard> {
  return createInstagramDashboard({
    instagramAppId: '1',
    instagramAppSecret: 'not used by anybody, and long enough',
    instagramRedirectUri: 'http://localhost/return',
    instagramTokenEncryptionKey: encryptionKey,
    instagramGraphBaseUrl: 'http://localhost:9',
    databaseUrl,
    authJwtSecret: secret,
    metricsToken: token,
    logLevel: 'error',
    backgroundJobs: false,
    ...(clock ? { clock } : {}),
  })
}

/** Milliseconds of processor time of this process for one scrape, without what it pays for any request and its own asking. */
async function costOfScrape(databaseUrl: string): Promise<number> {
  let time = now.getTime()
  const dashboard = await start(databaseUrl, { now: () => new Date(time), sleep: () => Promise.resolve() })
  const { url, close } = await listen(dashboard.router)
  const ask = async (path: string) => {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
    if (!answer.ok || (await answer.text()) === '') throw new Error(`Nothing from ${path}`)
    time += everySeconds * 1000
  }
  const costOf = async (path: string) => {
    for (let warm = 0; warm < 20; warm += 1) await ask(path)
    const before = process.cpuUsage()
    for (let asked = 0; asked < scrapes; asked += 1) await ask(path)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / scrapes
  }
  try {
    return (await costOf('/metrics')) - (await costOf('/healthz'))
  } finally {
    close()
    await dashboard.close()
  }
}
