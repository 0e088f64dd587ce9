import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { accounts, openDatabase } from '../packages/db/src/index.ts'
import { generateFernetKey } from '../packages/server/src/vault/fernet.ts'
import { Secret } from '../packages/server/src/vault/secret.ts'
import { createVault } from '../packages/server/src/vault/vault.ts'
import { makeRandom } from './random.ts'

export interface RaceProof {
  accounts: number
  /** Refreshes that Instagram was asked for. */
  calls: number
  kills: number
  /** Accounts asked for more than once. */
  askedTwice: number
  /** Accounts that were not refreshed, or whose stored token is not the newest that was given. */
  lost: number
}

const dayMs = 86_400_000
const program = fileURLToPath(new URL('../packages/server/dist/standalone.js', import.meta.url))

/** Two commands refresh the same accounts at once on one SQLite file; with `kills`, they die at random by SIGKILL. */
export async function proveRefreshRace({
  size,
  kills,
  seed,
}: {
  size: number
  kills: number
  seed: number
}): Promise<RaceProof> {
  const folder = mkdtempSync(join(tmpdir(), 'race-proof-'))
  const databaseUrl = `file:${join(folder, 'proof.db')}`
  const key = generateFernetKey()
  const vault = createVault({ keys: Secret.of(key), now: () => new Date() })
  const given = new Map<string, string[]>()
  const askers = new Set<string>()
  const server = createServer((request, response) => {
    const token = new URL(request.url ?? '', 'http://x').searchParams.get('access_token') ?? ''
    const account = token.split('.')[0] ?? ''
    askers.add((request.url ?? '').split('/')[1] ?? '')
    response.setHeader('content-type', 'application/json')
    // A new token is believed once it has said whose it is.
    if (!(request.url ?? '').includes('refresh_access_token')) {
      response.end(JSON.stringify({ user_id: `instagram-${account}` }))
      return
    }
    const tokens = given.get(account) ?? []
    const next = `${account}.${tokens.length + 1}`
    given.set(account, [...tokens, next])
    response.end(JSON.stringify({ access_token: next, token_type: 'bearer', expires_in: 5_184_000 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const graphBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    await insertDue(databaseUrl, { size, vault })
    const place = { databaseUrl, graphBaseUrl, key }
    const died = await runWorkers({ kills, random: makeRandom(seed), size, given, askers }, place)
    const counts = [...given.values()].map((tokens) => tokens.length)
    return {
      accounts: size,
      calls: counts.reduce((sum, count) => sum + count, 0),
      kills: died,
      askedTwice: counts.filter((count) => count > 1).length,
      lost: await countLost(databaseUrl, { size, vault, given }),
    }
  } finally {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const idOf = (index: number) => `account-${String(index).padStart(6, '0')}`
const contextOf = (id: string) => ({ purpose: 'long_token', owner: id, subject: `instagram-${id}` }) as const

async function insertDue(
  databaseUrl: string,
  { size, vault }: { size: number; vault: ReturnType<typeof createVault> },
): Promise<void> {
  const db = await openDatabase(databaseUrl)
  const issuedAt = new Date(Date.now() - 8 * dayMs)
  await db.transaction(async (tx) => {
    for (let index = 0; index < size; index += 1) {
      const id = idOf(index)
      await accounts.insert(tx, {
        id,
        userId: `user-${id}`,
        instagramUserId: `instagram-${id}`,
        username: id,
        status: 'active',
        sealedToken: vault.seal(contextOf(id), Secret.of(`${id}.0`)),
        tokenIssuedAt: issuedAt,
        tokenExpiresAt: new Date(issuedAt.getTime() + 60 * dayMs),
        grantedScopes: [],
        connectedAt: issuedAt,
        createdAt: issuedAt,
        updatedAt: issuedAt,
      })
    }
  })
  await db.close()
}

interface Place {
  databaseUrl: string
  graphBaseUrl: string
  key: string
}

/** Two at a time, started again when they die, until both end by themselves. @returns how many were killed */
async function runWorkers(
  plan: {
    kills: number
    random: () => number
    size: number
    given: ReadonlyMap<string, unknown>
    /** Names of the workers that have asked Instagram for something. */
    askers: ReadonlySet<string>
  },
  place: Place,
): Promise<number> {
  let [died, left, started] = [0, plan.kills, 0]
  async function lane(): Promise<void> {
    for (;;) {
      started += 1
      const name = `worker-${started}`
      const worker = start(name, place)
      const ended = new Promise<number | null>((resolve) => worker.on('exit', resolve))
      if (left > 0) {
        left -= 1
        while (!plan.askers.has(name) && worker.exitCode === null) await pause(1)
        // Spread over the work, so that something is always under way.
        const share = plan.size / (plan.kills + 1)
        const target = plan.given.size + share * plan.random()
        while (plan.given.size < target && worker.exitCode === null) await pause(1)
        worker.kill('SIGKILL')
        await ended
        died += 1
        continue
      }
      if ((await ended) === 0) return
    }
  }
  await Promise.all([lane(), lane()])
  return died
}

/** The command of an operator; a path before Instagram's own tells one worker from another. */
function start(name: string, { databaseUrl, graphBaseUrl, key }: Place): ChildProcess {
  return spawn(process.execPath, [program, 'refresh-tokens'], {
    env: {
      PATH: process.env['PATH'],
      INSTAGRAM_APP_ID: '1',
      INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
      INSTAGRAM_REDIRECT_URI: 'http://localhost/return',
      INSTAGRAM_TOKEN_ENCRYPTION_KEY: key,
      INSTAGRAM_GRAPH_BASE_URL: `${graphBaseUrl}/${name}`,
      DATABASE_URL: databaseUrl,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function countLost(
  databaseUrl: string,
  { size, vault, given }: { size: number; vault: ReturnType<typeof createVault>; given: ReadonlyMap<string, string[]> },
): Promise<number> {
  const db = await openDatabase(databaseUrl)
  let lost = 0
  for (let index = 0; index < size; index += 1) {
    const id = idOf(index)
    const stored = vault.open(contextOf(id), (await accounts.readSealedToken(db, id)) ?? '')
    if (stored.use((text) => text) !== given.get(id)?.at(-1)) lost += 1
  }
  await db.close()
  return lost
}
