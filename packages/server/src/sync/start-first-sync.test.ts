import { accounts, openDatabase, syncRuns, type Database } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { listInterrupted } from './start-first-sync.ts'

const now = new Date('2026-11-16T18:00:00Z')
const inAMinute = new Date(now.getTime() + 60_000)

async function startAccounts() {
  const db = await openDatabase('file::memory:')
  onTestFinished(() => db.close())
  const clock = { now: () => now, sleep: () => Promise.resolve() }
  return { db, find: () => listInterrupted({ db, clock, leaseOwner: { name: 'me', isGone: () => false } }) }
}

async function insert(db: Database, id: string, more: Partial<accounts.AccountRow> = {}): Promise<void> {
  await accounts.insert(db, {
    id,
    userId: `user-${id}`,
    instagramUserId: `instagram-${id}`,
    username: id,
    status: 'active',
    sealedToken: 'sealed',
    grantedScopes: [],
    connectedAt: now,
    createdAt: now,
    updatedAt: now,
    ...more,
  })
}

async function begin(db: Database, accountId: string): Promise<void> {
  const run = { id: `run-${accountId}`, accountId, userId: `user-${accountId}`, startedAt: now }
  await syncRuns.insert(db, { ...run, trigger: 'scheduled', status: 'running', phase: 'profile' })
}

const manyIds = Array.from({ length: 120 }, (_, index) => `account-${String(index).padStart(3, '0')}`)

test('more first syncs that failed than a page holds hide no younger account that was forgotten', async () => {
  const { db, find } = await startAccounts()
  for (const id of manyIds) await insert(db, id, { lastErrorAt: now, lastErrorCode: 'INSTAGRAM_UNAVAILABLE' })
  await insert(db, 'forgotten')
  expect(await find()).toEqual(['forgotten'])
})

test('more accounts at work than a page holds hide no account whose run a crash left', async () => {
  const { db, find } = await startAccounts()
  for (const id of manyIds) {
    await insert(db, id, { lastSyncedAt: now, leaseOwner: 'other', leaseUntil: inAMinute })
    await begin(db, id)
  }
  await insert(db, 'interrupted', { lastSyncedAt: now, leaseOwner: 'dead', leaseUntil: now })
  await begin(db, 'interrupted')
  expect(await find()).toEqual(['interrupted'])
})
