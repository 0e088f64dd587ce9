import { randomUUID } from 'node:crypto'
import { openDatabase, syncRuns } from '@instagram-dashboard/db'
import type { Authenticate } from '../src/index.ts'
import { onTestFinished } from 'vitest'
import { makeClock, serveRouter, startBackend, type Backend, type BackendOptions } from './start-backend.ts'

/** Whoever has a name as a token is that person. */
const byName: Authenticate = ({ headers }) => {
  const userId = headers.get('authorization')?.replace('Bearer ', '')
  return userId ? { userId } : null
}
/** No stream rests longer than this between two looks; whoever sleeps longer waits for something else. */
const longestLookMs = 15_000

/** The backend over HTTP, with a login of its own or, with `null`, the one by tokens. */
export async function startServers({
  authenticate = byName,
  ...options
}: { authenticate?: Authenticate | null } & Pick<BackendOptions, 'connected'> = {}) {
  const ticking = makeClock()
  let isStopped = false
  let sleeps = 0
  const sleep = (milliseconds: number) => {
    if (milliseconds <= longestLookMs) sleeps += 1
    return isStopped ? new Promise<void>(() => {}) : ticking.sleep(milliseconds)
  }
  const backend = await startBackend({
    clock: { ...ticking, sleep },
    ...options,
    dashboard: { syncCooldownMinutes: 0, ...(authenticate === null ? {} : { authenticate }) },
  })
  return {
    ...backend,
    url: await serveRouter(backend.dashboard.router),
    /** From now on whoever sleeps goes on sleeping. */
    stopClock: () => void (isStopped = true),
    /** Waits until a stream that waits for changes has certainly looked for them. */
    async looked() {
      for (const until = sleeps + 2; sleeps < until;) await ticking.sleep(0)
    },
  }
}

/** A run of Ana's that nobody has begun. @returns its id */
export async function insertQueuedRun({ options, clock }: Pick<Backend, 'options' | 'clock'>, accountId: string) {
  const db = await openDatabase(String(options.databaseUrl))
  const id = randomUUID()
  const run = { trigger: 'scheduled', status: 'queued', phase: 'queued' } as const
  await syncRuns.insert(db, { id, accountId, userId: 'ana', ...run, startedAt: clock.now() })
  await db.close()
  return id
}

/** A run of Ana's that another process carries out: it moves when the test says so. */
export async function startRunElsewhere(options: Parameters<typeof startServers>[0] = {}) {
  const servers = await startServers({ ...options, connected: { ana: 'loja.da.ana' } })
  const account = await servers.accountOf('ana')
  const elsewhere = await openDatabase(String(servers.options.databaseUrl))
  onTestFinished(() => elsewhere.close())
  const syncRunId = await insertQueuedRun(servers, account.id)
  const write = (changes: syncRuns.SyncRunChanges) => syncRuns.updateUnfinished(elsewhere, syncRunId, changes)
  return {
    ...servers,
    syncRunId,
    step: (done: number) => write({ status: 'running', phase: 'days', done, total: 9 }),
    finish: () => write({ status: 'succeeded', phase: 'finished', done: 9, total: 9, finishedAt: servers.clock.now() }),
  }
}
