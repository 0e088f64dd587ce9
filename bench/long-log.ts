import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dashboard } from '@instagram-dashboard/server'
import { fillTables } from '../packages/db/test/fill-tables.ts'
import { openBare } from './bare-sqlite.ts'
import type { Benchmark } from './benchmark.ts'
import { makeInstallation, openProduct } from './due-accounts.ts'

const accounts = 20_000
const events = 1_000_000
/** Of one person: the one who exports. */
const eventsOfOne = 50_000

/**
 * For how long somebody's own status waits at most, while one person exports all that is held on them and an admin
 * lists, filters and searches, with a million events in the log: all in one process, on SQLite.
 */
export const longLog: Benchmark = {
  ids: ['longLog'],
  what: 'the longest wait for one’s status while another exports and an admin searches among 1,000,000 events',
  goals: { longLog: { figure: 'value', atMost: 50 } },
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-long-log-'))
    const file = join(folder, 'log.db')
    await makeInstallation(file)
    fill(file)
    const dashboard = await openProduct(file, 'http://127.0.0.1:1')
    try {
      return [{ id: 'longLog', ratio: null, value: await measure(dashboard), unit: 'ms', baseline: null, runs: 1 }]
    } finally {
      await dashboard.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

function fill(file: string): void {
  const db = openBare(file)
  db.pragma('synchronous = OFF')
  const now = new Date()
  for (const text of fillTables({ dialect: 'sqlite', size: accounts, now })) {
    if (!text.startsWith('INSERT INTO events')) db.exec(text)
  }
  // Nobody opens them here, and the server would refuse to start with tokens of another key.
  db.exec('UPDATE accounts SET sealed_token = NULL')
  const numbers = `(WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${events}) SELECT n FROM numbers)`
  db.exec(
    `INSERT INTO events (sequence, type, person_ref, account_id, actor_kind, data, created_at, mac)
      SELECT n, CASE WHEN n % 1000 = 0 THEN 'sync.failed' ELSE 'sync.completed' END,
      'ref-' || CASE WHEN n <= ${eventsOfOne} THEN 0 ELSE n % ${accounts} END, 'account-' || (n % ${accounts}), 'system',
      '{"runId":"9a0f6f0e-1d2c-4b3a-8f7e-6d5c4b3a2f1e","trigger":"scheduled","status":"succeeded","daysWritten":4}',
      ${now.getTime()} - (${events} - n) * 1000, 'mac' FROM ${numbers}`,
  )
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

async function measure(dashboard: Dashboard): Promise<number> {
  const one = dashboard.caller({ userId: 'user-0', role: 'user' }).instagram
  const other = dashboard.caller({ userId: 'user-7', role: 'user' }).instagram
  const { admin } = dashboard.caller({ userId: 'carla', role: 'admin' })
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
  const works: [string, () => Promise<unknown>][] = [
    ['export', () => one.privacy.export()],
    ['audit', () => admin.audit.list({})],
    [
      'audit, a person and a rare type',
      () => admin.audit.list({ userId: 'user-0', types: ['sync.failed'], since: daysAgo(1) }),
    ],
    ['audit, an account', () => admin.audit.list({ accountId: 'account-7', until: daysAgo(5) })],
    ['audit, types', () => admin.audit.list({ types: ['sync.failed', 'sync.completed'], until: daysAgo(11) })],
    ['audit, nothing of a type', () => admin.audit.list({ types: ['keys.lost'] })],
    ['audit, a request', () => admin.audit.list({ requestId: 'nobody-asked' })],
    ['audit, a time', () => admin.audit.list({ since: daysAgo(9), until: daysAgo(8) })],
    ['audit, the last page', () => admin.audit.list({ cursor: '60' })],
    ['audit, as CSV', () => admin.audit.export({})],
    ['accounts, a search', () => admin.accounts.list({ search: 'nobody' })],
    ['accounts, errors', () => admin.accounts.list({ hasError: true })],
    ['accounts, ends', () => admin.accounts.list({ tokenExpiresWithinDays: 30 })],
    ['notifications', () => one.notifications.list({})],
    ['notifications, for admins', () => admin.notifications.list({ kind: 'token_expiring' })],
    ['questions', () => admin.support.list({ status: 'open' })],
    ['runs', () => other.sync.history({ accountId: 'account-14' })],
    ['messages', () => admin.deliveries.list({ status: 'delivered' })],
    ['health', () => admin.health()],
  ]
  let worst = 0
  for (const [name, work] of works) {
    await other.connect.status()
    const began = performance.now()
    let isOver = false
    const done = work().finally(() => {
      isOver = true
    })
    let longest = 0
    // As requests come: each in a turn of the event loop of its own. By the time that this process had of the machine,
    // since others use it, too.
    while (!isOver) {
      const asked = process.cpuUsage()
      await new Promise((resolve) => setImmediate(resolve))
      await other.connect.status()
      const { user, system } = process.cpuUsage(asked)
      longest = Math.max(longest, (user + system) / 1000)
    }
    await done
    console.error(
      `  ${name}: ${(performance.now() - began).toFixed(0)} ms, others wait ${longest.toFixed(1)} ms at most`,
    )
    worst = Math.max(worst, longest)
  }
  return worst
}
