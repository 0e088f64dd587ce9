import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { events, installation, jobSlots, openDatabase, type Database } from '../packages/db/src/index.ts'
import { createInstagramDashboard } from '../packages/server/src/index.ts'
import { newestDueTime } from '../packages/server/src/jobs/slots.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox, type Sandbox } from '../packages/server/src/sandbox/index.ts'
import { generateFernetKey } from '../packages/server/src/vault/fernet.ts'
import { insertAccounts } from '../packages/server/test/insert-accounts.ts'
import { serveProcess, type ServeProcess } from '../packages/server/test/serve-process.ts'
import { startCluster } from '../packages/server/test/start-cluster.ts'
import { sandboxEnvironment } from '../packages/server/test/sandbox-environment.ts'

export interface NightProof {
  accounts: number
  seconds: number
  accountsPerSecond: number
  callsPerAccount: number
  /** Of the processor, by all processes of the product together. */
  processorMsPerAccount: number
  /** Without numbers of this night at its end. */
  leftOut: number
  /** Runs beyond the first of an account. */
  twice: number
  /** Memory of all processes together in the second quarter of the night, and in the last, in MB. */
  memoryEarly: number
  memoryLate: number
}

const dayMs = 86_400_000
const pattern = { pattern: '0 5 * * *', timeZone: 'America/Sao_Paulo' }
const lookEveryMs = 500

/**
 * A night of the product at its default settings, as its own processes, with an Instagram that takes its time. The night
 * before was lived through by the same accounts, so that this one is like any other.
 * @param request `workers`: so many on PostgreSQL; without it, one process on a SQLite file
 */
export async function proveNight(request: {
  size: number
  latencyMs: number
  workers?: number
  longestMs: number
}): Promise<NightProof> {
  const folder = mkdtempSync(join(tmpdir(), 'night-proof-'))
  const cluster = request.workers === undefined ? undefined : startCluster()
  if (request.workers !== undefined && !cluster) throw new Error('PostgreSQL is not installed here')
  try {
    const databaseUrl = (await cluster?.createDatabase()) ?? `file:${join(folder, 'night.db')}`
    return await liveNight({ ...request, databaseUrl, key: generateFernetKey() })
  } finally {
    cluster?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Place {
  size: number
  databaseUrl: string
  key: string
}

async function liveNight({
  latencyMs,
  workers,
  longestMs,
  ...place
}: Place & { latencyMs: number; workers?: number; longestMs: number }): Promise<NightProof> {
  await liveNightBefore(place)
  const sandbox = await startSandbox({ latencyMs })
  const db = await openDatabase(place.databaseUrl)
  const running: ServeProcess[] = []
  try {
    await beginStories(db)
    const before = (await installation.find(db))?.lastSequence ?? 0
    sandbox.control.clearRequests()
    const start = performance.now()
    for (let index = 0; index < (workers ?? 1); index += 1) {
      running.push(
        await serveProcess(workers === undefined ? [] : ['--role', 'worker'], environmentOf({ ...place, sandbox })),
      )
    }
    const watched = await watch(db, { ...place, sandbox, running, after: before, until: start + longestMs })
    const seconds = (performance.now() - start) / 1000
    return {
      accounts: place.size,
      seconds: rounded(seconds),
      accountsPerSecond: rounded(place.size / seconds),
      ...watched,
    }
  } finally {
    for (const { child } of running) child.kill('SIGTERM')
    await Promise.all(running.map(({ exit }) => exit))
    await db.close()
    await sandbox.close()
  }
}

const rounded = (value: number) => Math.round(value * 10) / 10

/** A day earlier, and with an Instagram that answers at once. */
async function liveNightBefore({ size, databaseUrl, key }: Place): Promise<void> {
  const due = newestDueTime(pattern, new Date())
  let now = new Date((due ?? new Date()).getTime() - dayMs)
  const sandbox = await startSandbox({ now: () => now })
  const dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: 'http://localhost:3999/return',
    instagramTokenEncryptionKey: key,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl,
    backgroundJobs: false,
    clock: { now: () => now, sleep: (milliseconds) => pause(Math.min(milliseconds, 100)) },
    authenticate: () => null,
    writeLog: () => undefined,
  })
  const db = await openDatabase(databaseUrl)
  try {
    await insertAccounts(db, { key, sandbox, size, ageDays: 1, historyDays: 366 })
    const counts = await dashboard.syncAccounts()
    if (counts.succeeded !== size) throw new Error(`The night before ended with ${JSON.stringify(counts)}`)
    // What it left for later.
    for (let hour = 0; hour < 2; hour += 1) {
      now = new Date(now.getTime() + 61 * 60_000)
      await dashboard.catchUp()
    }
  } finally {
    await dashboard.close()
    await db.close()
    await sandbox.close()
  }
}

/** They are looked at at other hours. */
async function beginStories(db: Database): Promise<void> {
  const now = new Date()
  const slot = { job: 'stories', dueAt: now, owner: 'the proof' }
  await jobSlots.claim(db, { ...slot, deadOwner: null, now, leaseUntil: now, latestLease: now })
  await jobSlots.finish(db, slot, { now, result: {} })
}

function environmentOf({ databaseUrl, key, sandbox }: Place & { sandbox: Sandbox }): Record<string, string> {
  return {
    ...sandboxEnvironment(sandbox, { key }),
    DATABASE_URL: databaseUrl,
    AUTH_JWT_SECRET: 'Qm3xV9rT2kLw8sYb5nHc7pJd4fGz6aEu',
    TOKEN_REFRESH_CRON: 'off',
    LOG_LEVEL: 'error',
  }
}

/** Until every account has its night, or the time is over. */
async function watch(
  db: Database,
  {
    size,
    sandbox,
    running,
    after,
    until,
  }: { size: number; sandbox: Sandbox; running: readonly ServeProcess[]; after: number; until: number },
): Promise<Omit<NightProof, 'accounts' | 'seconds' | 'accountsPerSecond'>> {
  const synced = new Set<string | null>()
  const memory: { synced: number; megabytes: number }[] = []
  let sequence = after
  let runs = 0
  let calls = 0
  while (synced.size < size && performance.now() < until) {
    await pause(lookEveryMs)
    for (;;) {
      const page = await events.listAfter(db, { after: sequence, limit: 500 })
      for (const { type, accountId } of page) {
        if (type !== 'sync.completed') continue
        runs += 1
        synced.add(accountId)
      }
      sequence = page.at(-1)?.sequence ?? sequence
      if (page.length < 500) break
    }
    calls += sandbox.control.requests.length
    sandbox.control.clearRequests()
    memory.push({ synced: synced.size / size, megabytes: running.reduce((sum, one) => sum + memoryOf(one), 0) })
  }
  const most = (from: number, to: number) =>
    Math.max(0, ...memory.filter((look) => look.synced >= from && look.synced < to).map((look) => look.megabytes))
  return {
    callsPerAccount: rounded(calls / size),
    processorMsPerAccount: rounded(running.reduce((sum, one) => sum + processorMsOf(one), 0) / size),
    leftOut: size - synced.size,
    twice: runs - synced.size,
    memoryEarly: most(0.25, 0.5),
    memoryLate: most(0.75, 1),
  }
}

function memoryOf({ child }: ServeProcess): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}

const msPerTick = 10

function processorMsOf({ child }: ServeProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * msPerTick
}
