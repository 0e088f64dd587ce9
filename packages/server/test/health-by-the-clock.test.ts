import { callBudgets, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import type { HealthProblem } from '../src/monitoring/contract.ts'
import { createInstagramDashboard } from '../src/index.ts'
import { startBackend, type Backend } from './start-backend.ts'

const hour = 3_600_000
const day = 24 * hour

type Fault = Parameters<Backend['sandbox']['control']['fault']>[0]

interface Story extends Backend {
  problems(): Promise<HealthProblem[]>
  /** A night as the background has it, and the morning after it. */
  night(only?: { isSyncing?: boolean }): Promise<HealthProblem[]>
  /** So many accounts that nothing is wrong with. */
  fault(fault: Fault): void
}

const problemsOf = async ({ as }: Backend) => (await as('carla', 'admin').admin.health()).problems

async function passNight(backend: Backend, { isSyncing = true }: Parameters<Story['night']>[0] = {}) {
  const { clock, dashboard } = backend
  clock.advance(day)
  await dashboard.refreshTokens()
  await dashboard.dropOldData()
  if (isSyncing) await dashboard.syncAccounts()
  return problemsOf(backend)
}

async function liveNineNights(backend: Backend): Promise<void> {
  for (let nights = 0; nights < 9; nights += 1) expect(await passNight(backend)).toEqual([])
}

/** An account that was connected nine nights ago, so that its token is due again. */
async function startStory(): Promise<Story> {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, before: liveNineNights })
  const { sandbox } = backend
  return {
    ...backend,
    problems: () => problemsOf(backend),
    night: (only) => passNight(backend, only),
    fault: (fault) => sandbox.control.fault({ times: Infinity, ...fault }),
  }
}

test.each<[string, Fault, HealthProblem]>([
  [
    'the daily numbers refused with a code that only the person can mend',
    { kind: 'graph_error', code: 25, match: { path: 'me/insights' } },
    'syncs_without_numbers',
  ],
  [
    'the permission for them gone',
    { kind: 'graph_error', code: 10, match: { path: 'me/insights' } },
    'syncs_without_numbers',
  ],
  ['them down', { kind: 'status', status: 503, match: { path: 'me/insights' } }, 'syncs_without_numbers'],
  ['Instagram down as a whole', { kind: 'status', status: 503 }, 'syncs_late'],
  ['nobody refreshed', { kind: 'status', status: 500, match: { path: 'refresh_access_token' } }, 'refresh_failing'],
  ['every sync failing', { kind: 'status', status: 500, match: { path: '/me' } }, 'accounts_with_errors'],
])('with %s the problem is named within two nights, and gone the night after it', async (_what, fault, problem) => {
  const { night, fault: begin, sandbox } = await startStory()
  begin(fault)
  // Its token is due every seven days.
  const nights = problem === 'refresh_failing' ? 8 : 2
  const named: HealthProblem[][] = []
  for (let count = 0; count < nights; count += 1) named.push(await night())
  expect(named.at(-1)).toContain(problem)

  sandbox.control.clearFaults()
  expect(await night()).not.toContain(problem)
  expect(await night()).toEqual([])
})

test('nights in which nobody syncs are late after the second and stopped after the third', async () => {
  const { night, as } = await startStory()
  const silent = { isSyncing: false }
  expect(await night(silent)).toEqual([])
  expect(await night(silent)).toEqual(['syncs_late'])
  expect(await night(silent)).toEqual(['syncs_late', 'syncs_stopped'])
  expect(await as('carla', 'admin').admin.health()).toMatchObject({
    status: 'unhealthy',
    accountsLate: 1,
    accountsStopped: 1,
    accountsWithoutNumbers: 0,
  })
  expect(await night()).toEqual([])
})

test('an app that Instagram refuses is named as long as it is, with its code and since when', async () => {
  const { options, as, problems, clock } = await startStory()
  const db = await openDatabase(String(options.databaseUrl))
  onTestFinished(() => db.close())
  const row = await db.transaction((tx) => callBudgets.lock(tx, 'app'))
  const since = clock.now()
  await callBudgets.save(db, { ...row, refusedSince: since, pauseReason: 'app_refused', pauseCode: '190' })
  expect(await as('carla', 'admin').admin.health()).toMatchObject({
    status: 'unhealthy',
    problems: ['app_refused'],
    appRefused: { since, code: '190' },
  })
  await callBudgets.save(db, row)
  expect(await problems()).toEqual([])
})

test('a process that only answers names the workers that are missing, and no more once one works', async () => {
  const { options, clock } = await startBackend()
  const web = await createInstagramDashboard({ ...options, role: 'web', backgroundJobs: true })
  onTestFinished(() => web.close())
  const { admin } = web.caller({ userId: 'carla', role: 'admin' })
  expect((await admin.health()).problems).toEqual([])
  clock.advance(2 * hour)
  expect((await admin.health()).problems).toEqual([])
  clock.advance(hour)
  expect(await admin.health()).toMatchObject({ status: 'unhealthy', problems: ['workers_missing'] })

  const worker = await createInstagramDashboard({ ...options, role: 'worker', backgroundJobs: true })
  onTestFinished(() => worker.close())
  await expect.poll(async () => (await admin.health()).problems).not.toContain('workers_missing')
  await worker.close()
  clock.advance(3 * hour)
  expect((await admin.health()).problems).toContain('workers_missing')
})
