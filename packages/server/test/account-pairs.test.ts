import { createHmac } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { accountLists, accounts, creditEntries, openDatabase, people, type Database } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { runOnServer } from '../../db/test/postgres-server.ts'
import { testEngine } from '../../db/test/fresh-database.ts'
import { SANDBOX_APP_SECRET } from '../src/sandbox/index.ts'
import { createVault, Secret } from '../src/vault/index.ts'
import { serveRouter, startBackend, type Backend } from './start-backend.ts'

const settings = {
  syncCron: 'off',
  tokenRefreshCron: 'off',
  rateLimitPerMinute: 0,
  disconnectedRetentionDays: 1,
  // Of a sync only how it begins and ends is wanted here: it stops when the calls of the hour are used up.
  instagramCallsPerHour: 12,
}
const dayMs = 86_400_000

type Return = { code: string; state: string }

/** One person with one account in the state in which two things happen to it at the same time. */
interface Story {
  backend: Backend
  url: string
  userId: string
  username: string
  appScopedId: string
  accountId: string
  /** Code and state that the redirect brought, not used yet: of a new connection, and of a reconnect. */
  returns: { connect?: Return; reconnect?: Return }
}

type Act = (story: Story) => Promise<unknown>
const nowhere: Return = { code: '', state: '' }

const me = ({ backend, userId }: Story) => backend.as(userId).instagram
const admin = ({ backend }: Story) => backend.as('carla', 'admin').admin
const named = (story: Story) => ({ accountIds: [story.accountId] })

/** Everything that changes an account. What refuses does so with one of our codes. */
const acts: Record<string, Act> = {
  connect: (story) => me(story).connect.complete(story.returns.connect ?? nowhere),
  reconnect: (story) => me(story).connect.complete(story.returns.reconnect ?? nowhere),
  disconnect: (story) => me(story).connect.disconnect({ accountId: story.accountId }),
  'disconnect and erase': (story) => me(story).connect.disconnect({ accountId: story.accountId, eraseData: true }),
  'erase person': (story) => me(story).privacy.erase(),
  deactivate: (story) => admin(story).accounts.deactivate(named(story)),
  reactivate: (story) => admin(story).accounts.reactivate(named(story)),
  'refresh by an admin': (story) => admin(story).accounts.refreshTokens(named(story)),
  'sync by an admin': (story) => admin(story).accounts.sync(named(story)),
  'sync by the person': (story) => me(story).sync.run({ accountId: story.accountId }),
  deauthorize: (story) => callback(story, 'deauthorize'),
  'data deletion': (story) => callback(story, 'data-deletion'),
  'rotate keys': ({ backend }) => backend.dashboard.rotateKeys(),
  retention: ({ backend }) => backend.dashboard.dropOldData(),
  'read all notices': (story) => me(story).notifications.markAllRead(),
}

async function callback({ url, backend, appScopedId }: Story, kind: string): Promise<void> {
  const issuedAt = Math.floor(backend.clock.now().getTime() / 1000)
  const payload = { algorithm: 'HMAC-SHA256', issued_at: issuedAt, user_id: appScopedId }
  const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
  const signature = createHmac('sha256', SANDBOX_APP_SECRET).update(text).digest('base64url')
  const response = await fetch(`${url}/webhooks/instagram/${kind}`, {
    method: 'POST',
    body: new URLSearchParams({ signed_request: `${signature}.${text}` }),
  })
  if (response.status !== 200) throw new Error(`Meta was answered ${response.status}`)
}

const beginnings = ['active', 'deactivated', 'disconnected'] as const
/** What begins or ends a connection, and so depends on how it was before. */
const changers = [
  'connect',
  'reconnect',
  'disconnect',
  'disconnect and erase',
  'erase person',
  'deactivate',
  'reactivate',
]
changers.push('deauthorize', 'data deletion')

/** An account as it is some time after its first sync. */
async function insertAccount({ backend, db }: { backend: Backend; db: Database }, number: number) {
  const { clock, options, sandbox } = backend
  const username = `conta.${number}`
  const [userId, accountId] = [`person-${number}`, `account-${number}`]
  const ending = String(number).padStart(5, '0')
  const [instagramUserId, appScopedId] = [`178414000${ending}000`, `2613458900${ending}00`]
  const at = new Date(clock.now().getTime() - 9 * dayMs)
  const vault = createVault({ keys: Secret.of(options.instagramTokenEncryptionKey), now: clock.now })
  const context = { purpose: 'long_token', owner: accountId, subject: instagramUserId } as const
  await accounts.insert(db, {
    id: accountId,
    userId,
    instagramUserId,
    appScopedId,
    username,
    status: 'active',
    sealedToken: vault.seal(context, Secret.of(sandbox.control.giveLongToken(username))),
    tokenIssuedAt: at,
    tokenExpiresAt: new Date(at.getTime() + 60 * dayMs),
    grantedScopes: ['instagram_business_basic', 'instagram_business_manage_insights'],
    connectedAt: at,
    lastSyncedAt: at,
    createdAt: at,
    updatedAt: at,
  })
  return { userId, username, accountId, appScopedId, at }
}

/** The account in one of its states, and where it is wanted somebody who has just come back from Instagram twice. */
async function begin(
  place: Pick<Story, 'backend' | 'url'> & { db: Database },
  number: number,
  { pair, beginning }: Pick<Trial, 'pair' | 'beginning'>,
): Promise<Story> {
  const { backend, url, db } = place
  const { at, ...account } = await insertAccount(place, number)
  const { userId, username, accountId } = account
  const returns: Story['returns'] = {}
  if (pair.includes('connect')) returns.connect = await backend.authorize(userId, username)
  if (pair.includes('reconnect')) returns.reconnect = await backend.authorize(userId, username, { accountId })
  const endedAt = new Date(at.getTime() + dayMs)
  const ended = { status: 'disconnected', disconnectedAt: endedAt, connectedBeforeMs: dayMs } as const
  if (beginning === 'deactivated') await accounts.updateAndEndLease(db, accountId, { ...ended, deactivatedAt: endedAt })
  if (beginning === 'disconnected') await accounts.updateAndEndLease(db, accountId, { ...ended, sealedToken: null })
  return { backend, url, ...account, returns }
}

const ours = /^[A-Z_]+$/

/** What must hold of the person whatever happened, and in whichever order. */
async function faultsOf(db: Database, { backend, userId, accountId }: Story): Promise<string[]> {
  const now = backend.clock.now()
  const faults: string[] = []
  for (const account of await accountLists.listAllOf(db, userId)) {
    const token = await accounts.readSealedToken(db, account.id)
    if (account.status === 'active' && token === null) faults.push('active without a token')
    const isEnded = account.status === 'disconnected' && account.deactivatedAt === null
    if (isEnded && token !== null) faults.push('disconnected with a token')
    if (account.status === 'disconnected' && account.leaseOwner !== null) faults.push('disconnected and at work')
    const connectedDays = accounts.connectedMs(account, now) / dayMs
    if (connectedDays < 0 || connectedDays > 9.1) faults.push(`connected for ${connectedDays} days`)
    if (account.id !== accountId && account.createdAt < account.connectedAt) faults.push('an account of somebody else')
  }
  const person = await people.findByUser(db, userId)
  const balance = person ? await creditEntries.balance(db, person.ref) : 0
  if (balance !== 0 && balance !== 50) faults.push(`${balance} credits`)
  return faults
}

/** One of the two begins some turns of the event loop later, so that it meets the other at another step each time. */
async function race(story: Story, pair: readonly [string, string], lateTurns = 0): Promise<string[]> {
  const late = Math.max(0, lateTurns) > 0 ? 1 : 0
  const outcomes = await Promise.allSettled(
    pair.map(async (name, index) => {
      for (let turn = 0; index === late && turn < Math.abs(lateTurns); turn += 1) await nextTurn()
      return acts[name]?.(story)
    }),
  )
  return outcomes.flatMap((outcome, index) => {
    if (outcome.status === 'fulfilled') return []
    const error = outcome.reason as { code?: unknown; cause?: { code?: unknown } }
    const code = String(error.cause?.code ?? error.code ?? error)
    return ours.test(code) && code !== 'INTERNAL' && code !== 'INTERNAL_SERVER_ERROR' ? [] : [`${pair[index]}: ${code}`]
  })
}

interface Trial {
  pair: readonly [string, string]
  beginning: (typeof beginnings)[number]
  /** How many turns of the event loop the second is late; the first, where it is negative. */
  lateTurns: number
}

/** Every two of them; those that begin or end a connection in every state and, where they can overlap, again and again. */
function trials(): Trial[] {
  const names = Object.keys(acts)
  const pairs = names.flatMap((one, index) => names.slice(index).map((other) => [one, other] as const))
  return pairs.flatMap((pair): Trial[] => {
    if (!pair.every((name) => changers.includes(name))) return [{ pair, beginning: 'active', lateTurns: 0 }]
    const needsAttempt = pair.some((name) => name.endsWith('connect') && name !== 'disconnect')
    const turns = testEngine === 'sqlite' || needsAttempt ? [0] : [-6, 0, 6]
    return beginnings.flatMap((beginning) => turns.map((lateTurns) => ({ pair, beginning, lateTurns })))
  })
}

test('every two changes of an account at the same time leave it whole, and nobody is told of a deadlock', async () => {
  const backend = await startBackend({ dashboard: settings })
  const url = await serveRouter(backend.dashboard.router)
  const db = await openDatabase(backend.options.databaseUrl ?? '')
  const faults: string[] = []
  let number = 100
  const work = trials()
  try {
    const lane = async () => {
      for (let next = work.pop(); next; next = work.pop()) {
        const { pair, beginning, lateTurns } = next
        number += 1
        const story = await begin({ backend, url, db }, number, next)
        const told = [...(await race(story, pair, lateTurns)), ...(await faultsOf(db, story))]
        const isErased =
          pair.includes('erase person') && !pair.some((name) => name === 'connect' || name === 'reconnect')
        if (isErased && (await people.findByUser(db, story.userId))) told.push('somebody is known again')
        faults.push(...told.map((fault) => `${beginning}, ${pair.join(' beside ')}: ${fault}`))
      }
    }
    await Promise.all(Array.from({ length: 8 }, lane))
    expect(faults).toEqual([])
    expect(await backend.dashboard.verifyAudit()).toMatchObject({ result: 'intact' })
    expect(await creditEntries.balance(db, null)).toBe(0)
  } finally {
    await db.close()
  }
  await expectNoDeadlocks(backend)
}, 180_000)

// SQLite runs transactions one by one, so that nothing can wait in a circle.
const many = testEngine === 'postgres' ? 250 : 50

test(`${many} erasures beside a disconnect of the same account wait for each other, and never in a circle`, async () => {
  const backend = await startBackend({ dashboard: settings })
  const db = await openDatabase(backend.options.databaseUrl ?? '')
  const faults: string[] = []
  let number = 0
  try {
    const lane = async () => {
      while (number < many) {
        number += 1
        const { at: _at, ...account } = await insertAccount({ backend, db }, number)
        // Without a token Instagram need not be asked to take it back, which would be most of the work.
        await accounts.updateAndEndLease(db, account.accountId, { status: 'reconnect_required', sealedToken: null })
        faults.push(...(await race({ backend, url: '', ...account, returns: {} }, ['erase person', 'disconnect'])))
        if ((await people.findByUser(db, account.userId)) !== undefined) faults.push('somebody is known again')
      }
    }
    await Promise.all(Array.from({ length: 16 }, lane))
  } finally {
    await db.close()
  }
  expect(faults).toEqual([])
  await expectNoDeadlocks(backend)
}, 180_000)

/** The server counts them, also those that were done again; what a connection counted it tells when it ends. */
async function expectNoDeadlocks({ dashboard, options }: Backend): Promise<void> {
  await dashboard.close()
  if (testEngine === 'sqlite') return
  const [row] = await runOnServer(
    String(options.databaseUrl),
    'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
  )
  expect(Number(row?.['deadlocks'])).toBe(0)
}
