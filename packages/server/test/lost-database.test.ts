import { expect, onTestFinished, test } from 'vitest'
import { onDatabase, runOnServer } from '../../db/test/postgres-server.ts'
import { findPostgres, startPostgres, type PostgresServer } from '../../db/test/start-postgres.ts'
import { serveRouter, startBackend } from './start-backend.ts'
import { callProcedure, signIn } from './trpc-over-http.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

function startServer(): PostgresServer {
  const programs = findPostgres()
  if (!programs) throw new Error('This file runs only where the programs are')
  const server = startPostgres(programs, ['synchronous_commit=on'])
  onTestFinished(() => server.stop())
  return server
}

test('while the database server is gone it is not ready, and the next call after its return works', async () => {
  const server = startServer()
  const { as, dashboard } = await startBackend({ dashboard: { ...quiet, databaseUrl: server.url } })
  const url = await serveRouter(dashboard.router)
  const ready = async () => (await fetch(`${url}/readyz`)).status
  await as('ana').instagram.support.create({ message: 'before' })
  expect(await ready()).toBe(200)

  server.crash()
  expect(await ready()).toBe(503)
  expect(await as('carla', 'admin').admin.health()).toMatchObject({ problems: ['database_unreachable'] })
  await expect(as('ana').instagram.support.create({ message: 'meanwhile' })).rejects.toMatchObject({
    code: 'INTERNAL',
    action: 'retry',
    retryAfterSeconds: 5,
  })

  server.start()
  await as('ana').instagram.support.create({ message: 'after' })
  expect((await as('ana').instagram.support.list({})).items.map(({ message }) => message)).toEqual(['after', 'before'])
  expect(await ready()).toBe(200)
  expect(await dashboard.verifyAudit()).toMatchObject({ isIntact: true, events: 2 })
})

test.each([
  [
    'has no connection left',
    '53300',
    [
      'ALTER ROLE app CONNECTION LIMIT 0',
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'app'",
    ],
    ['ALTER ROLE app CONNECTION LIMIT -1'],
  ],
  [
    'only reads, as a standby does',
    '25006',
    [
      'ALTER ROLE app SET default_transaction_read_only = on',
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'app'",
    ],
    [
      'ALTER ROLE app RESET default_transaction_read_only',
      "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'app'",
    ],
  ],
])('a server that %s is a passing fault, with its code in the log', async (_what, driverCode, fault, end) => {
  const server = startServer()
  await runOnServer(server.url, 'CREATE ROLE app LOGIN', 'CREATE DATABASE app OWNER app')
  const databaseUrl = onDatabase(server.url, 'app').replace('//test@', '//app@')
  const { dashboard, logLines } = await startBackend({ dashboard: { ...quiet, databaseUrl } })
  const url = await serveRouter(dashboard.router)
  const token = await signIn('ana')
  const call = () =>
    callProcedure(url, { path: 'instagram.support.create', type: 'mutation', input: { message: 'hi' }, token })
  expect(await call()).toMatchObject({ status: 200 })

  await runOnServer(server.url, ...fault)
  expect(await call()).toMatchObject({ status: 503, code: 'INTERNAL' })
  expect(logLines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ event: 'database.unavailable', driverCode }),
  )
  await runOnServer(server.url, ...end)
  expect(await call()).toMatchObject({ status: 200 })
})
