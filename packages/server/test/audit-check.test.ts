import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { tamper, testEngine } from '../../db/test/fresh-database.ts'
import { runOnServer } from '../../db/test/postgres-server.ts'
import type { HostEvent } from '../src/index.ts'
import { startBackend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

/** A log of some events, and a background that begins when the test says so. */
async function withLog() {
  const told: HostEvent[] = []
  const backend = await startBackend({ dashboard: { ...quiet, onEvent: (event) => void told.push(event) } })
  for (let count = 0; count < 5; count += 1) await backend.as('ana').instagram.connect.start({})
  const { admin } = backend.as('carla', 'admin')
  return {
    ...backend,
    admin,
    told,
    url: String(backend.options.databaseUrl),
    /** Lives until the whole log was checked, as it is every week and soon after the first start. */
    checked: async () => {
      backend.dashboard.start()
      for (;;) {
        const { auditCheck } = await admin.health()
        if (auditCheck !== null) return auditCheck
        await pause(20)
      }
    },
    logged: (event: string) =>
      backend.logLines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter((line) => line['event'] === event),
  }
}

test('the log is checked as a whole every week, without anybody asking, and the result is told', async () => {
  const { checked, admin, logged, clock, dashboard } = await withLog()
  expect(await checked()).toEqual({ at: clock.now(), isIntact: true, events: 5, sequence: null })
  expect(logged('audit.checked')).toMatchObject([{ level: 30, result: 'intact', events: 5 }])
  const { items } = await admin.audit.list({ types: ['audit.checked'] })
  expect(items).toMatchObject([{ actor: { kind: 'system' }, data: { result: 'intact', events: 5 } }])
  expect((await dashboard.verifyAudit()).isIntact).toBe(true)
  const { checks } = await dashboard.examine({ locale: 'en' })
  expect(checks.find(({ id }) => id === 'audit')).toMatchObject({ status: 'ok', message: expect.stringContaining('5') })
})

test('a log that was changed is an error of the log, a problem of health, and told to the host', async () => {
  const { checked, admin, logged, told, url, dashboard } = await withLog()
  await tamper(
    url,
    'UPDATE events SET created_at = created_at WHERE sequence = 2',
    "UPDATE events SET type = 'x' WHERE sequence = 3",
  )
  expect(await checked()).toMatchObject({ isIntact: false, sequence: 3 })
  expect((await admin.health()).auditCheck).toMatchObject({ isIntact: false, sequence: 3 })
  expect(logged('audit.checked')).toMatchObject([{ level: 50, result: 'fault', sequence: 3, kind: 'changed' }])
  const broken = () => told.filter(({ type, data }) => type === 'audit.broken' && data.kind === 'changed')
  while (broken().length === 0) await pause(20)
  expect(broken()).toMatchObject([{ data: { kind: 'changed', sequence: 3, triggers: [], userId: null } }])
  const { checks } = await dashboard.examine({ locale: 'en' })
  expect(checks.find(({ id }) => id === 'audit')).toMatchObject({ status: 'fail' })
})

test('triggers that somebody dropped are named by the doctor, put back at the next start, and told', async () => {
  const { checked, logged, told, url, dashboard } = await withLog()
  const trigger = testEngine === 'sqlite' ? 'events_no_update' : 'events_no_truncate'
  if (testEngine === 'sqlite') await tamper(url)
  else await runOnServer(url, `DROP TRIGGER ${trigger} ON events`)
  const audit = async () => (await dashboard.examine({ locale: 'en' })).checks.find(({ id }) => id === 'audit')
  expect(await audit()).toMatchObject({ status: 'fail', message: expect.stringContaining(trigger) })

  await checked()
  expect(await audit()).toMatchObject({ status: 'ok' })
  expect(logged('audit.unguarded')).toMatchObject([
    { level: 50, restored: true, triggers: expect.stringContaining(trigger) },
  ])
  const unguarded = () => told.filter(({ type }) => type === 'audit.broken')
  while (unguarded().length === 0) await pause(20)
  expect(unguarded()).toMatchObject([
    { data: { kind: 'unguarded', sequence: null, triggers: expect.arrayContaining([trigger]) } },
  ])
})
