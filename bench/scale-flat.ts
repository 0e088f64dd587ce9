import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accounts, openDatabase, refreshes, syncQueue, type Database } from '@instagram-dashboard/db'
import type { Dashboard } from '@instagram-dashboard/server'
import { openBare } from './bare-sqlite.ts'
import type { Benchmark, Row } from './benchmark.ts'
import { makeDueAccounts, openProduct } from './due-accounts.ts'
import { median } from './interleave.ts'

const sizes = [100, 10_000, 50_000] as const
const accountsAsked = 40
const daysKept = 90
const otherDaysKept = 3
const rounds = 9
const dayMs = 86_400_000

export const scaleFlat: Benchmark = {
  ids: ['scaleFlat'],
  what: 'one account’s dashboard, sync claim and refresh claim among 50,000 accounts against among 100',
  goals: { scaleFlat: { figure: 'ratio', atMost: 1.15 } },
  run: measure,
}

interface Place {
  size: number
  db: Database
  dashboard: Dashboard
}

async function measure(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-scale-'))
  const places: Place[] = []
  try {
    for (const size of sizes) {
      const file = join(folder, `${size}.db`)
      await makeDueAccounts(file, size)
      addNumbers(file)
      places.push({
        size,
        db: await openDatabase(`file:${file}`),
        dashboard: await openProduct(file, 'http://127.0.0.1:1'),
      })
    }
    const works = [readDashboards, claimSyncs, claimRefreshes]
    const worst = { ratio: 0, value: 0, baseline: 0 }
    for (const work of works) {
      const times = new Map<number, number[]>(sizes.map((size) => [size, []]))
      // The sizes take turns, so that a machine that grows slower meanwhile favours none.
      for (let round = 0; round <= rounds; round += 1) {
        for (const place of round % 2 === 0 ? places : places.toReversed()) {
          const began = performance.now()
          await work(place)
          // The first round only warms up.
          if (round > 0) times.get(place.size)?.push((performance.now() - began) / accountsAsked)
        }
      }
      const [small = [], , large = []] = sizes.map((size) => times.get(size) ?? [])
      const ratio = median(large.map((time, round) => time / (small[round] ?? Infinity)))
      if (ratio > worst.ratio) Object.assign(worst, { ratio, value: median(large), baseline: median(small) })
    }
    return [{ id: 'scaleFlat', ...worst, unit: 'ms', runs: rounds }]
  } finally {
    for (const { db, dashboard } of places) {
      await db.close()
      await dashboard.close()
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A history for those who are asked, and a little for everybody else. */
function addNumbers(file: string): void {
  const db = openBare(file)
  const ids = db.prepare('SELECT id FROM accounts ORDER BY id').pluck().all() as string[]
  const insert = db.prepare(
    `INSERT INTO daily_metrics (account_id, day, reach, views, likes, total_interactions, missing, is_final, fetched_at)
     VALUES (?, ?, 100, 200, 10, 20, '{}', 1, ?)`,
  )
  db.transaction(() => {
    for (const [index, id] of ids.entries()) {
      const days = isAsked(index, ids.length) ? daysKept : otherDaysKept
      for (let back = 1; back <= days; back += 1) {
        const at = Date.now() - back * dayMs
        insert.run(id, new Date(at).toISOString().slice(0, 10), at)
      }
    }
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

/** Spread over the whole table. */
function isAsked(index: number, size: number): boolean {
  return index % Math.floor(size / accountsAsked) === 0
}

function idsAsked(size: number): string[] {
  return Array.from(
    { length: accountsAsked },
    (_, count) => `account-${String(count * Math.floor(size / accountsAsked)).padStart(7, '0')}`,
  )
}

async function readDashboards({ size, dashboard }: Place): Promise<void> {
  for (const id of idsAsked(size)) {
    const { connect, metrics } = dashboard.caller({ userId: `user-${id}`, role: 'user' }).instagram
    await connect.status()
    await metrics.summary({ accountId: id })
    await metrics.timeline({ accountId: id, metrics: ['reach', 'impressions'] })
    await metrics.growth({ accountId: id })
  }
}

async function claimSyncs({ size, db }: Place): Promise<void> {
  const now = new Date()
  const until = new Date(now.getTime() + 1000)
  const later = new Date(now.getTime() + dayMs)
  await syncQueue.listDue(db, { now, latest: later, limit: 100 })
  for (const id of idsAsked(size)) {
    const lease = { owner: 'bench', purpose: 'scheduled', now, until, latestUntil: later } as const
    const claimed = await accounts.claimLease(db, { accountId: id, deadOwners: ['bench'], ...lease })
    if (!claimed) throw new Error('The account was not free')
    await accounts.updateAndRelease(db, { id, lease: { owner: 'bench', fence: claimed.leaseFence } }, {})
  }
}

async function claimRefreshes({ size, db }: Place): Promise<void> {
  const now = new Date()
  const inDays = (days: number) => new Date(now.getTime() + days * dayMs)
  const latest = { latestIssue: now, latestEnd: inDays(61), latestRetry: inDays(1) }
  const due = { now, issuedBefore: inDays(-1), expiresBefore: inDays(30), longUnrefreshedBefore: inDays(-7), ...latest }
  await refreshes.listDue(db, due, { after: null, limit: 20 })
  for (const id of idsAsked(size)) {
    const leaseUntil = new Date(now.getTime() + 1000)
    const request = { id, owner: 'bench', deadOwner: 'bench', leaseUntil, latestLease: inDays(1) }
    const claimed = await refreshes.claim(db, due, request)
    if (!claimed) throw new Error('The account was not free')
    await accounts.updateAndRelease(db, { id, lease: { owner: 'bench', fence: claimed.fence } }, {})
  }
}
