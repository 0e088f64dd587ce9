import { events, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { tamper, testEngine } from '../../db/test/fresh-database.ts'
import { eventTypes } from '../src/events/catalogue.ts'
import { startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

const urlOf = ({ options }: Backend) => String(options.databaseUrl)
const later = testEngine === 'sqlite' ? 'created_at + 1' : "created_at + interval '1 ms'"

async function withEvents(): Promise<Backend> {
  const backend = await startBackend({ dashboard: quiet })
  for (let count = 0; count < 10; count += 1)
    await backend.as('ana').instagram.connect.start({ placement: `p${count}` })
  return backend
}

test('an untouched log is intact, and its anchor holds later on', async () => {
  const backend = await withEvents()
  const report = await backend.dashboard.verifyAudit()
  await backend.as('ana').instagram.connect.start({})

  expect(report).toMatchObject({
    result: 'intact',
    isIntact: true,
    fault: null,
    events: 10,
    checkedFrom: 1,
    checkedTo: 10,
    verifiableFrom: 1,
  })
  expect(await backend.dashboard.verifyAudit({ expected: report.anchor })).toMatchObject({ isIntact: true, events: 11 })
  const admin = backend.as('carla', 'admin').admin
  expect(await admin.audit.verify()).toMatchObject({ isIntact: true })
})

test.each<[string, string, { sequence: number; kind: string }]>([
  [
    'a changed fact',
    `UPDATE events SET data = '{"placement":"x","textVariant":null}' WHERE sequence = 4`,
    { sequence: 4, kind: 'changed' },
  ],
  ['another type', "UPDATE events SET type = 'connection.failed' WHERE sequence = 1", { sequence: 1, kind: 'changed' }],
  ['another person', "UPDATE events SET person_ref = 'somebody' WHERE sequence = 7", { sequence: 7, kind: 'changed' }],
  ['another time', `UPDATE events SET created_at = ${later} WHERE sequence = 10`, { sequence: 10, kind: 'changed' }],
  ['another code', "UPDATE events SET mac = 'x' WHERE sequence = 5", { sequence: 5, kind: 'changed' }],
  ['a removed event', 'DELETE FROM events WHERE sequence = 6', { sequence: 6, kind: 'missing' }],
  ['a removed first event', 'DELETE FROM events WHERE sequence = 1', { sequence: 1, kind: 'missing' }],
  [
    'a closed gap',
    // Not in one go: PostgreSQL refuses a number that is still taken by the next row.
    'DELETE FROM events WHERE sequence = 6; UPDATE events SET sequence = -sequence WHERE sequence > 6; UPDATE events SET sequence = -sequence - 1 WHERE sequence < 0',
    { sequence: 6, kind: 'changed' },
  ],
  ['a cut tail', 'DELETE FROM events WHERE sequence > 8', { sequence: 9, kind: 'missing' }],
  ['all of it', 'DELETE FROM events', { sequence: 1, kind: 'missing' }],
  [
    'an invented event',
    'INSERT INTO events SELECT 11, type, person_ref, account_id, actor_kind, actor_ref, request_id, ip_network, data, sealed_personal, created_at, mac FROM events WHERE sequence = 10',
    { sequence: 11, kind: 'unexpected' },
  ],
])('%s is found at the right place', async (_name, statement, fault) => {
  const backend = await withEvents()
  await tamper(urlOf(backend), statement)

  expect(await backend.dashboard.verifyAudit()).toMatchObject({ isIntact: false, fault })
})

test('a tail that was cut together with the stored end is found, with an anchor that was kept elsewhere at its own place', async () => {
  const backend = await withEvents()
  const { anchor } = await backend.dashboard.verifyAudit()
  await tamper(
    urlOf(backend),
    'DELETE FROM events WHERE sequence > 8',
    'UPDATE installation SET last_sequence = 8, last_mac = (SELECT mac FROM events WHERE sequence = 8)',
  )

  expect(await backend.dashboard.verifyAudit()).toMatchObject({
    isIntact: false,
    fault: { sequence: 8, kind: 'changed' },
  })
  expect(await backend.dashboard.verifyAudit({ expected: anchor })).toMatchObject({
    isIntact: false,
    fault: { sequence: 9, kind: 'missing' },
  })
})

test('the log keeps who did what from where, and no name, id or address in the clear', async () => {
  const backend = await startBackend({ connected: { 'ana@example.com': 'loja.da.ana' }, dashboard: quiet })
  const db = await openDatabase(urlOf(backend))
  const rows = await events.listAfter(db, { after: 0, limit: 100 })
  await db.close()

  expect(rows.map(({ type }) => type)).toEqual(expect.arrayContaining(['connection.completed', 'sync.completed']))
  expect(JSON.stringify(rows)).not.toMatch(/ana@example|loja\.da\.ana/)
  const admin = backend.as('carla', 'admin').admin
  const { items } = await admin.audit.list({ types: ['connection.completed'] })
  expect(items).toMatchObject([
    {
      type: 'connection.completed',
      userId: 'ana@example.com',
      actor: { kind: 'user', userId: 'ana@example.com' },
      data: { isFirstConnection: true, username: 'loja.da.ana' },
    },
  ])
})

test('admins filter the log by person, account, type and time, page by page', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  const account = await backend.accountOf('ana')
  const start = backend.clock.now()
  backend.clock.advance(60_000)
  await backend.as('bruno').instagram.connect.start({})
  const { audit } = backend.as('carla', 'admin').admin
  const typesOf = async (input: Parameters<typeof audit.list>[0]) =>
    (await audit.list(input)).items.map(({ type }) => type)

  expect(await typesOf({ userId: 'bruno' })).toEqual(['connection.started'])
  expect(await typesOf({ since: new Date(start.getTime() + 1) })).toEqual(['connection.started'])
  expect(await typesOf({ accountId: account.id })).toEqual(expect.arrayContaining(['connection.completed']))
  expect(await typesOf({ userId: 'nobody' })).toEqual([])
  const seen: number[] = []
  let cursor: string | undefined
  do {
    const page = await audit.list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) })
    seen.push(...page.items.map(({ sequence }) => sequence))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual(seen.toSorted((a, b) => b - a))
  expect(seen.at(-1)).toBe(1)
  expect(new Set(seen).size).toBe(seen.length)
  await expect(backend.as('ana').admin.audit.list({})).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } })
})

test('the export is a CSV that runs nothing in a spreadsheet', async () => {
  const backend = await startBackend({ dashboard: quiet })
  await backend.as('=cmd|calc').instagram.connect.start({ placement: '=1+1' })
  const { fileName, content, rows } = await backend.as('carla', 'admin').admin.audit.export({})

  expect(fileName).toBe('instagram-audit-2026-11-16.csv')
  expect(rows).toBe(1)
  expect(content.startsWith('\uFEFFsequence,at,type,user_id')).toBe(true)
  expect(content).toContain(",'=cmd|calc,")
  expect(content).not.toMatch(/(^|,)=/m)
})

test('the end of the log goes into the program log every hour', async () => {
  const backend = await withEvents()
  backend.dashboard.start()
  // With what else was logged, should it not come; a minute later it is tried again.
  await expect
    .poll(() => backend.logLines, { interval: 20, timeout: 90_000 })
    .toContainEqual(expect.stringContaining('"event":"audit.anchor"'))
}, 120_000)

test('every type of event is known to the filter once', () => {
  expect(new Set(eventTypes).size).toBe(eventTypes.length)
})
