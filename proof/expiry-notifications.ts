import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accounts, events, notifications, openDatabase, type Database } from '../packages/db/src/index.ts'
import { createInstagramDashboard } from '../packages/server/src/index.ts'
import { generateFernetKey } from '../packages/server/src/vault/fernet.ts'
import { Secret } from '../packages/server/src/vault/secret.ts'
import { createVault } from '../packages/server/src/vault/vault.ts'
import { makeRandom } from './random.ts'

export interface ExpiryProof {
  accountDays: number
  /** Notices that were given. */
  notifications: number
  /** Days on which a notice was open. */
  openDays: number
  faults: string[]
}

const dayMs = 86_400_000
const tokenDays = 60
const stages = [1, 3, 7]

/**
 * Nights of many accounts whose refresh fails for weeks at random, against a count of its own of what each person must
 * have been told: each stage of each expiry once, nothing of a token that was renewed, and a renewal closes the notice.
 */
export async function proveExpiryNotifications({
  users,
  days,
  seed,
}: {
  users: number
  days: number
  seed: number
}): Promise<ExpiryProof> {
  const folder = mkdtempSync(join(tmpdir(), 'expiry-proof-'))
  const databaseUrl = `file:${join(folder, 'proof.db')}`
  const key = generateFernetKey()
  let now = Date.UTC(2026, 0, 1, 6)
  const clock = { now: () => new Date(now), sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) }
  const failing = new Set<string>()
  const refreshed = new Set<string>()
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? '', 'http://x').searchParams.get('access_token') ?? ''
    response.setHeader('content-type', 'application/json')
    if (failing.has(token)) return void response.writeHead(500).end('{}')
    refreshed.add(token)
    response.end(JSON.stringify({ access_token: token, token_type: 'bearer', expires_in: tokenDays * 86_400 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const graphBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const dashboard = await createInstagramDashboard({
    instagramAppId: '1',
    instagramAppSecret: 'unused',
    instagramRedirectUri: 'http://localhost/return',
    instagramTokenEncryptionKey: key,
    instagramGraphBaseUrl: graphBaseUrl,
    databaseUrl,
    backgroundJobs: false,
    authenticate: () => null,
    writeLog: () => undefined,
    clock,
  })
  const db = await openDatabase(databaseUrl)
  const random = makeRandom(seed)
  const faults: string[] = []
  try {
    const ids = await insertAccounts(db, { users, key, now: clock.now() })
    const plan = new Map(ids.map((id) => [id, { from: 0, until: 0 }]))
    const model = new Map(ids.map((id) => [id, { expiresAt: now + tokenDays * dayMs, told: new Set<number>() }]))
    let expected = 0
    let openDays = 0
    for (let day = 0; day < days; day += 1) {
      now += dayMs
      failing.clear()
      for (const [id, window] of plan) {
        // A weekly refresh fails for seven or eight weeks: that is when a token comes near its end.
        if (day > window.until) {
          const from = day + Math.floor(random() * 20)
          plan.set(id, { from, until: from + 48 + Math.floor(random() * 11) })
        }
        if (day >= (plan.get(id)?.from ?? 0)) failing.add(`token-${id}`)
      }
      refreshed.clear()
      await dashboard.refreshTokens()
      // A second run on the same day tells nothing more.
      if (day % 7 === 0) await dashboard.refreshTokens()
      const open = await openNotices(db)
      for (const [id, state] of model) {
        if (refreshed.has(`token-${id}`)) {
          state.expiresAt = now + tokenDays * dayMs
          state.told.clear()
        }
        const left = (state.expiresAt - now) / dayMs
        const stage = left > 0 ? stages.find((limit) => left <= limit) : undefined
        if (stage !== undefined && ![...state.told].some((told) => told <= stage)) {
          state.told.add(stage)
          expected += 1
        }
        const shouldBeOpen = stage === undefined ? (left <= 0 && state.told.size > 0 ? 1 : 0) : 1
        if ((open.get(id) ?? 0) !== shouldBeOpen)
          faults.push(`day ${day}, ${id}: ${open.get(id) ?? 0} open notifications`)
        openDays += shouldBeOpen
      }
      if (faults.length > 10) break
    }
    const notifications = await countEvents(db)
    if (notifications !== expected) faults.push(`${notifications} notifications instead of ${expected}`)
    const { isIntact } = await dashboard.verifyAudit()
    if (!isIntact) faults.push('the audit log is broken')
    return { accountDays: users * days, notifications, openDays, faults }
  } finally {
    await db.close()
    await dashboard.close()
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function insertAccounts(
  db: Database,
  { users, key, now }: { users: number; key: string; now: Date },
): Promise<string[]> {
  const vault = createVault({ keys: Secret.of(key), now: () => now })
  const ids = Array.from({ length: users }, (_, index) => `account-${String(index).padStart(4, '0')}`)
  await db.transaction(async (tx) => {
    for (const id of ids) {
      await accounts.insert(tx, {
        id,
        userId: `user-${id}`,
        instagramUserId: `instagram-${id}`,
        username: id,
        status: 'active',
        sealedToken: vault.seal(
          { purpose: 'long_token', owner: id, subject: `instagram-${id}` },
          Secret.of(`token-${id}`),
        ),
        tokenIssuedAt: now,
        tokenExpiresAt: new Date(now.getTime() + tokenDays * dayMs),
        grantedScopes: [],
        connectedAt: now,
        createdAt: now,
        updatedAt: now,
      })
    }
  })
  return ids
}

async function openNotices(db: Database): Promise<Map<string, number>> {
  const open = new Map<string, number>()
  for (let before: number | null = null; ;) {
    const page: notifications.NotificationRow[] = await notifications.listForAdmin(
      db,
      { kind: 'token_expiring' },
      { before, limit: 1_000 },
    )
    for (const { accountId, closedAt } of page) {
      if (accountId !== null && closedAt === null) open.set(accountId, (open.get(accountId) ?? 0) + 1)
    }
    const last = page.at(-1)
    if (!last || page.length < 1_000) return open
    before = last.id
  }
}

async function countEvents(db: Database): Promise<number> {
  let count = 0
  for (let after = 0; ;) {
    const page = await events.listAfter(db, { after, limit: 1_000 })
    count += page.filter(({ type }) => type === 'token.expiring').length
    const last = page.at(-1)
    if (!last || page.length < 1_000) return count
    after = last.sequence
  }
}
