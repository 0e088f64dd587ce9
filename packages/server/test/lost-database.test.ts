import { expect, onTestFinished, test } from 'vitest'
import { findPostgres, startPostgres } from '../../db/test/start-postgres.ts'
import { serveRouter, startBackend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

test('while the database server is gone it is not ready, and the next call after its return works', async () => {
  const programs = findPostgres()
  if (!programs) throw new Error('This file runs only where the programs are')
  const server = startPostgres(programs, ['synchronous_commit=on'])
  onTestFinished(() => server.stop())
  const { as, dashboard } = await startBackend({ dashboard: { ...quiet, databaseUrl: server.url } })
  const url = await serveRouter(dashboard.router)
  const ready = async () => (await fetch(`${url}/readyz`)).status
  await as('ana').instagram.support.create({ message: 'before' })
  expect(await ready()).toBe(200)

  server.crash()
  expect(await ready()).toBe(503)
  expect(await as('carla', 'admin').admin.health()).toMatchObject({ problems: ['database_unreachable'] })
  await expect(as('ana').instagram.support.create({ message: 'meanwhile' })).rejects.toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
  })

  server.start()
  await as('ana').instagram.support.create({ message: 'after' })
  expect((await as('ana').instagram.support.list({})).items.map(({ message }) => message)).toEqual(['after', 'before'])
  expect(await ready()).toBe(200)
  expect(await dashboard.verifyAudit()).toMatchObject({ isIntact: true, events: 2 })
})
