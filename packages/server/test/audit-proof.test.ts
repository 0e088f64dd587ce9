import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { events, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { connectSqlite } from '../../db/test/connect-sqlite.ts'
import { runCommandLine } from '../src/cli/run-command-line.ts'
import { macOf } from '../src/events/chain.ts'
import { keysFrom } from '../src/events/installation-keys.ts'
import { createInstagramDashboard, generateEncryptionKey, type DashboardOptions } from '../src/index.ts'
import { createVault, Secret } from '../src/vault/index.ts'
import { makeClock, startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
/** The commands that look at the log go by the true time. */
const today = new Date()
const fileOf = ({ folder }: Pick<Backend, 'folder'>) => join(folder, 'test.db')

/** A log with every kind of value: with and without an account, names, facts that are lists, and network and request. */
async function withLog(): Promise<Backend> {
  return startBackend({
    clock: makeClock(today),
    connected: { ana: 'loja.da.ana' },
    before: deactivate,
    dashboard: quiet,
  })
}

async function deactivate(backend: Backend): Promise<void> {
  await backend.as('ana').instagram.connect.start({ placement: 'header' })
  await backend.as('carla', 'admin').admin.accounts.deactivate({ accountIds: [(await backend.accountOf('ana')).id] })
}

/** Somebody with the file in hand, no key, and no respect for triggers. */
function rewrite({ folder }: Pick<Backend, 'folder'>, ...statements: [string, ...unknown[]][]): void {
  using connection = connectSqlite(fileOf({ folder }))
  connection.raw.pragma('foreign_keys = OFF')
  for (const name of ['events_no_update', 'events_no_delete', 'events_no_replace']) {
    connection.raw.exec(`DROP TRIGGER IF EXISTS ${name}`)
  }
  for (const [statement, ...values] of statements) connection.raw.prepare(statement).run(...values)
}

async function run(argv: string[], { options }: { options: DashboardOptions }) {
  let out = ''
  const write = (text: string) => void (out += `${text}\n`)
  const environment = {
    INSTAGRAM_APP_ID: options.instagramAppId,
    INSTAGRAM_APP_SECRET: options.instagramAppSecret,
    INSTAGRAM_REDIRECT_URI: options.instagramRedirectUri,
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: options.instagramTokenEncryptionKey,
    DATABASE_URL: options.databaseUrl,
  }
  const place = {
    environment,
    write,
    writeError: write,
    writeProgress: () => undefined,
    untilStopped: async () => undefined,
  }
  return { code: await runCommandLine(argv, place), out }
}

interface Edit {
  column: string
  value: unknown
}

const alternatives = (before: unknown): unknown[] => {
  if (before === null) return ['x', '']
  if (typeof before === 'number') return [before + 1, before - 1, before + 0.5, -before, 'x']
  const text = String(before)
  return ['', `${text} `, `${text}x`, text.slice(0, -1), text.toUpperCase(), Buffer.from(text), 0, null].filter(
    (value) => value !== before,
  )
}

/** The same facts in other signs, which read the same or nearly so. */
function otherSigns(before: unknown): unknown[] {
  const facts = JSON.parse(String(before)) as Record<string, unknown>
  return [
    JSON.stringify(Object.entries(facts)),
    JSON.stringify(facts, null, 1),
    `{"x":1,${String(before).slice(1)}`.replace(',}', '}'),
    '[]',
    '{}',
    'null',
    '{',
  ].filter((text) => text !== before)
}

test('an edit of any column of any event and of the installation is found, without the key that made them', async () => {
  const backend = await withLog()
  const { dashboard } = backend
  const { anchor } = await dashboard.verifyAudit()
  const missed: string[] = []
  let edits = 0
  async function expectFound(table: string, key: string, row: Record<string, unknown>, { column, value }: Edit) {
    using connection = connectSqlite(fileOf(backend))
    const put = (next: unknown, known: unknown) =>
      connection.raw.prepare(`UPDATE ${table} SET "${column}" = ? WHERE ${key} IS ?`).run(next, known).changes
    try {
      if (put(value, row[key]) === 0) return
    } catch {
      // The schema itself refuses it.
      return
    }
    edits += 1
    const what = `${table}.${column} ${String(row[column])} → ${String(value)}`
    const [alone, withAnchor] = [await dashboard.verifyAudit(), await dashboard.verifyAudit({ expected: anchor })]
    if (alone.isIntact || alone.fault === null || withAnchor.isIntact) missed.push(what)
    put(row[column], column === key ? value : row[key])
  }
  rewrite(backend)
  using reader = connectSqlite(fileOf(backend))
  for (const [table, key] of [
    ['events', 'sequence'],
    ['installation', 'id'],
  ] as const) {
    const rows = reader.raw.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
    for (const row of rows) {
      for (const [column, before] of Object.entries(row)) {
        const values = column === 'data' ? [...otherSigns(before), null] : alternatives(before)
        for (const value of values) await expectFound(table, key, row, { column, value })
      }
    }
    expect(await dashboard.verifyAudit({ expected: anchor })).toMatchObject({ result: 'intact' })
  }

  expect(missed).toEqual([])
  expect(edits).toBeGreaterThan(300)
})

test('nobody says by a column that events can not be checked', async () => {
  const backend = await withLog()
  const { anchor, events: count } = await backend.dashboard.verifyAudit()
  rewrite(
    backend,
    [`UPDATE events SET data = '{"textVariant":null,"placement":"x"}', actor_kind = 'admin' WHERE sequence = 2`],
    ['UPDATE installation SET verifiable_from = last_sequence + 1'],
  )

  for (const argv of [[], [anchor]]) {
    const { code, out } = await run(['audit', 'verify', ...argv], backend)
    expect([code, out]).toEqual([1, expect.stringContaining('Event 2 is not as it was written')])
  }
  expect(await backend.as('carla', 'admin').admin.audit.verify()).toMatchObject({
    result: 'fault',
    isIntact: false,
    fault: { sequence: 2, kind: 'changed' },
    checkedFrom: 1,
    checkedTo: 1,
  })
  for (const from of [0, -1, 2, count, count + 1]) {
    rewrite(backend, ['UPDATE installation SET verifiable_from = ?', from])
    expect((await backend.dashboard.verifyAudit()).fault).toEqual({ sequence: 2, kind: 'changed' })
  }
})

const lastRight = 4
test.each<[string, [string, ...unknown[]][]]>([
  [
    'cut off, with the end that is stored',
    [
      [`DELETE FROM events WHERE sequence > ${lastRight}`],
      [
        `UPDATE installation SET last_sequence = ${lastRight}, last_mac = (SELECT mac FROM events WHERE sequence = ${lastRight})`,
      ],
    ],
  ],
  [
    'emptied, as if it had just begun',
    [['DELETE FROM events'], ["UPDATE installation SET last_sequence = 0, last_mac = '', verifiable_from = 1"]],
  ],
  [
    'given an event before its first',
    [
      ['UPDATE events SET sequence = 0 WHERE sequence = 1'],
      [
        'INSERT INTO events SELECT 1, type, person_ref, account_id, actor_kind, actor_ref, request_id, ip_network, data, sealed_personal, created_at, mac FROM events WHERE sequence = 0',
      ],
    ],
  ],
])('a log that was %s is found, and goes on being found when the program goes on', async (_how, statements) => {
  const backend = await withLog()
  const { anchor } = await backend.dashboard.verifyAudit()
  await backend.dashboard.close()
  rewrite(backend, ...statements)

  const again = await createInstagramDashboard(backend.options)
  try {
    expect(await again.verifyAudit()).toMatchObject({ result: 'fault', isIntact: false })
    for (let count = 0; count < 12; count += 1) await again.caller({ userId: 'ana' }).instagram.connect.start({})
    expect(await again.verifyAudit()).toMatchObject({ result: 'fault', isIntact: false })
    expect(await again.verifyAudit({ expected: anchor })).toMatchObject({ result: 'fault', isIntact: false })
  } finally {
    await again.close()
  }
})

test('an older state of the whole database is found by an anchor that was kept elsewhere, also once it has grown', async () => {
  const backend = await withLog()
  const copy = join(backend.folder, 'older.db')
  await backend.dashboard.backup(copy)
  await backend.as('ana').instagram.connect.start({})
  const { anchor } = await backend.dashboard.verifyAudit()
  await backend.dashboard.close()
  for (const beside of ['-wal', '-shm']) rmSync(fileOf(backend) + beside, { force: true })
  copyFileSync(copy, fileOf(backend))

  const again = await createInstagramDashboard(backend.options)
  try {
    expect(await again.verifyAudit()).toMatchObject({ result: 'intact' })
    expect(await again.verifyAudit({ expected: anchor })).toMatchObject({ fault: { kind: 'missing' } })
    await again.caller({ userId: 'ana' }).instagram.connect.start({ placement: 'another' })
    expect(await again.verifyAudit({ expected: anchor })).toMatchObject({ fault: { kind: 'changed' } })
  } finally {
    await again.close()
  }
})

test('without the row of the installation nothing is begun anew: the program refuses to start', async () => {
  const backend = await withLog()
  await backend.dashboard.close()
  for (const statement of ['UPDATE installation SET id = 2', 'DELETE FROM installation']) {
    rewrite(backend, [statement])
    await expect(createInstagramDashboard(backend.options)).rejects.toThrow('restore a backup')
    expect(await run(['audit', 'verify'], backend)).toMatchObject({ code: 1 })
  }
})

test('the row of another installation under the same keys is not taken for this one', async () => {
  const backend = await withLog()
  const other = await startBackend({
    dashboard: { ...quiet, instagramTokenEncryptionKey: backend.options.instagramTokenEncryptionKey },
  })
  await other.as('bruno').instagram.connect.start({})
  await Promise.all([backend.dashboard.close(), other.dashboard.close()])
  using theirs = connectSqlite(fileOf(other))
  const { sealed_secret: secret } = theirs.raw.prepare('SELECT * FROM installation').get() as Record<string, unknown>
  rewrite(backend, ['UPDATE installation SET sealed_secret = ?', secret])

  expect(await run(['audit', 'verify'], backend)).toMatchObject({
    code: 1,
    out: expect.stringContaining('Event 1 is not as it was written'),
  })
})

test('a text that is no anchor is refused, and not taken for one that holds', async () => {
  const { dashboard } = await withLog()
  for (const expected of ['', 'nonsense', '0:x', '007:', `0:${'a'.repeat(43)}`]) {
    await expect(dashboard.verifyAudit({ expected })).rejects.toMatchObject({ code: 'VALIDATION' })
  }
  expect(await dashboard.verifyAudit({ expected: '0:' })).toMatchObject({ result: 'intact' })
})

test('events of which the secret was lost are only counted: that is no proof, and the answer says how far it reached', async () => {
  const backend = await withLog()
  const before = await backend.dashboard.verifyAudit()
  await backend.dashboard.close()
  const options = { ...backend.options, instagramTokenEncryptionKey: generateEncryptionKey() }
  const refusal = await createInstagramDashboard(options).catch((error: unknown) => String(error))
  const keyId = /[0-9a-f]{8}/.exec(String(refusal).split('id ')[1] ?? '')?.[0] ?? ''
  expect(await run(['keys', 'declare-lost', keyId, '--yes'], { options })).toMatchObject({ code: 0 })

  const { code, out } = await run(['audit', 'verify'], { options })
  expect(code).toBe(1)
  expect(out).toContain(`Events before ${before.events + 1} could only be counted: their key was lost.`)
  const report = JSON.parse((await run(['audit', 'verify', '--json'], { options })).out) as Record<string, unknown>
  expect(report).toMatchObject({
    result: 'counted_only',
    isIntact: false,
    fault: null,
    checkedFrom: before.events + 1,
    checkedTo: report['events'],
    verifiableFrom: before.events + 1,
  })
  // Neither an anchor of events that were only counted, nor one beyond them, makes it more.
  for (const anchor of [before.anchor, String(report['anchor'])]) {
    expect((await run(['audit', 'verify', anchor], { options })).code).toBe(1)
  }
  rewrite(backend, [`UPDATE events SET data = '{"x":1}' WHERE sequence = ?`, before.events + 1])
  expect((await run(['audit', 'verify'], { options })).out).toContain('Event 1 is not as it was written.')
})

test('whoever exchanges the references of two people does not exchange what they did', async () => {
  const backend = await startBackend({ dashboard: quiet })
  await backend.as('ana').instagram.connect.start({})
  await backend.as('bruno').instagram.connect.start({})
  rewrite(
    backend,
    ["UPDATE people SET user_id = 'nobody' WHERE user_id = 'ana'"],
    ["UPDATE people SET user_id = 'ana' WHERE user_id = 'bruno'"],
    ["UPDATE people SET user_id = 'bruno' WHERE user_id = 'nobody'"],
  )
  const { items } = await backend.as('carla', 'admin').admin.audit.list({ types: ['connection.started'] })
  expect(items.map(({ userId }) => userId)).toEqual([null, null])
})

test('a log that an older version began, without a code of its end, is intact, goes on, and can be cut no more from there', async () => {
  const backend = await withLog()
  const { clock, options } = backend
  await backend.dashboard.close()
  const vault = createVault({ keys: Secret.of(options.instagramTokenEncryptionKey), now: clock.now })
  const secret = Secret.of('a secret as older versions made it')
  const { chain } = keysFrom(secret)
  const context = { purpose: 'installation_secret', owner: 'installation', subject: '1' } as const
  const db = await openDatabase(options.databaseUrl ?? '')
  const rows = await events.listAfter(db, { after: 0, limit: 100 })
  await db.close()
  let mac = ''
  const codes = rows.map((row) => [row.sequence, (mac = macOf(chain, mac, row))] as const)
  rewrite(
    backend,
    ...codes.map(([sequence, code]): [string, ...unknown[]] => [
      'UPDATE events SET mac = ? WHERE sequence = ?',
      code,
      sequence,
    ]),
    ['UPDATE installation SET sealed_secret = ?, last_mac = ?', vault.seal(context, secret), mac],
  )

  const again = await createInstagramDashboard(options)
  try {
    expect(await again.verifyAudit()).toMatchObject({ result: 'intact', events: rows.length })
    for (let count = 0; count < 3; count += 1) await again.caller({ userId: 'ana' }).instagram.connect.start({})
    expect(await again.verifyAudit()).toMatchObject({ result: 'intact', events: rows.length + 3 })
    const last = rows.length + 2
    rewrite(
      backend,
      ['DELETE FROM events WHERE sequence > ?', last],
      ['UPDATE installation SET last_sequence = ?, last_mac = (SELECT mac FROM events WHERE sequence = ?)', last, last],
    )
    expect(await again.verifyAudit()).toMatchObject({ result: 'fault' })
  } finally {
    await again.close()
  }
})
