import { openDatabase } from '@instagram-dashboard/db'
import { expect, test, vi } from 'vitest'
import { runCommandLine } from '../src/cli/run-command-line.ts'
import { createInstagramDashboard } from '../src/index.ts'
import { insertAccounts } from './insert-accounts.ts'
import { serveRouter, startBackend } from './start-backend.ts'

test('a worker says how it is, and has no other door', async () => {
  const { authJwtSecret: _unused, ...options } = (await startBackend()).options
  const worker = await createInstagramDashboard({ ...options, role: 'worker' })
  const url = await serveRouter(worker.router)
  const statusOf = async (path: string) => (await fetch(`${url}${path}`)).status

  expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 200])
  for (const path of ['/trpc/instagram.connect.status', '/api/v1/social/instagram/status/', '/docs', '/metrics']) {
    expect([path, await statusOf(path)]).toEqual([path, 404])
  }
  await worker.close()
})

test('on one SQLite file a web process leaves the nightly work to the worker beside it', async () => {
  const web = await startBackend({ dashboard: { role: 'web', syncCron: 'off', backgroundJobs: true } })
  const { sandbox, options } = web
  const db = await openDatabase(String(options.databaseUrl))
  await insertAccounts(db, { key: options.instagramTokenEncryptionKey, sandbox, size: 1, ageDays: 8 })
  await db.close()
  const refreshes = () => sandbox.control.requests.filter(({ path }) => path.startsWith('/refresh_access_token'))
  await (await createInstagramDashboard({ ...options, role: 'web' })).close()
  expect(refreshes()).toHaveLength(0)

  const worker = await createInstagramDashboard({ ...options, role: 'worker' })
  await vi.waitFor(() => expect(refreshes()).toHaveLength(1), { timeout: 20_000 })
  await worker.close()
})

test('a role that there is not is said in words, with exit code 2', async () => {
  const said: string[] = []
  const place = {
    environment: { LANG: 'pt_BR.UTF-8' },
    write: () => undefined,
    writeError: (text: string) => void said.push(text),
    writeProgress: () => undefined,
    untilStopped: () => Promise.resolve(),
  }
  expect(await runCommandLine(['serve', '--role', 'gerente'], place)).toBe(2)
  expect(said.join()).toContain('Papel desconhecido: gerente. Existem web, worker e all.')
  expect(await runCommandLine(['migrate', '--role', 'web'], place)).toBe(2)
})
