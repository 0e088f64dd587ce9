import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { accounts, dailyMetrics, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { freshDatabase, testEngine } from '../../db/test/fresh-database.ts'
import { onDatabase, runOnServer } from '../../db/test/postgres-server.ts'
import { runCommandLine } from '../src/cli/run-command-line.ts'
import type { ImportReport } from '../src/imports/import-report.ts'
import { createVault } from '../src/vault/index.ts'
import { startBackend } from './start-backend.ts'

const fixture = join(import.meta.dirname, '../../../fixtures/django/django.db')
const table = (model: string) => `"SocialMediaIntegration_${model}"`

/** A copy of the fixture that was changed. */
function makeSource(folder: string, ...statements: string[]): string {
  const file = join(folder, `${randomUUID()}.db`)
  copyFileSync(fixture, file)
  const source = new DatabaseSync(file)
  for (const statement of statements) source.exec(statement)
  source.close()
  return file
}

/** As fixtures/django/make.py has it: bytes 0 to 31. */
const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString('base64url') + '='
const always = { first: '0000-01-01', last: '9999-12-31' }

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'import-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function startHere() {
  const folder = makeFolder()
  const databaseUrl = await freshDatabase(folder)
  const environment = {
    LANG: 'en',
    DATABASE_URL: databaseUrl,
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: key,
    INSTAGRAM_APP_ID: '1',
    INSTAGRAM_APP_SECRET: 'a secret of the tests that is long enough',
    INSTAGRAM_REDIRECT_URI: 'http://localhost:3999/return',
  }
  async function run(...words: string[]) {
    const lines = { out: [] as string[], error: [] as string[] }
    const code = await runCommandLine(['import-django', ...words], {
      environment,
      write: (text) => void lines.out.push(text),
      writeError: (text) => void lines.error.push(text),
      writeProgress: () => undefined,
      untilStopped: () => Promise.resolve(),
    })
    return { code, out: lines.out.join('\n'), error: lines.error.join('\n') }
  }
  const importIt = async (...words: string[]) => {
    const { code, out } = await run('--from', fixture, '--json', ...words)
    return { code, report: JSON.parse(out) as ImportReport }
  }
  const look = async <Result>(read: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<Result>) => {
    const db = await openDatabase(databaseUrl)
    try {
      return await read(db)
    } finally {
      await db.close()
    }
  }
  return { folder, environment, databaseUrl, run, importIt, look }
}

test('accounts, days and notifications are taken over once, and what is wrong is told', async () => {
  const { importIt, look } = await startHere()
  const before = readFileSync(fixture)
  const dry = await importIt('--dry-run')
  expect(await look((db) => accounts.findByAnyId(db, '1', '17841400000000001'))).toBeUndefined()
  const first = await importIt()
  const expected = {
    accounts: { found: 4, imported: 3, known: 0, withoutToken: 2, skipped: { faulty: 1 } },
    days: { found: 115, imported: 112, known: 0 },
    notifications: { found: 4, imported: 3, known: 0, leftOut: 1 },
    attempts: { found: 3, byStep: { started: 1, completed: 1, failed: 1 } },
    faults: { count: 5 },
  }
  for (const { code, report } of [dry, first]) expect([code, report]).toMatchObject([1, expected])
  expect(first.report.faults.first.map(({ problem }) => problem).toSorted()).toEqual([
    'no_account',
    'no_day',
    'no_instagram_id',
    'no_number',
    'unknown_kind',
  ])

  const { account, token, days } = await look(async (db) => {
    const found = await accounts.findByAnyId(db, '1', '17841400000000001')
    if (!found) throw new Error('The account was not taken over')
    return {
      account: found,
      token: await accounts.readSealedToken(db, found.id),
      days: await dailyMetrics.listDays(db, found.id, always),
    }
  })
  expect(account).toMatchObject({ status: 'active', username: 'loja.antiga', followersCount: 900 })
  const vault = createVault({ keys: [key], now: () => new Date() })
  const context = { purpose: 'long_token', owner: account.id, subject: '17841400000000001' } as const
  expect(vault.open(context, token ?? '').use((text) => text)).toBe('IGAA-fixture-ana')
  expect(days).toHaveLength(112)
  expect(days[1]).toMatchObject({
    day: '2025-01-02',
    views: 101,
    reach: 51,
    totalInteractions: 6,
    profileViews: 1,
    likes: null,
    isFinal: false,
    importedAt: expect.any(Date),
    missing: { likes: 'not_read' },
  })
  expect(await look((db) => accounts.findByAnyId(db, '2', '17841400000000002'))).toMatchObject({
    status: 'reconnect_required',
  })

  const again = await importIt()
  expect(again.report).toMatchObject({
    accounts: { imported: 0, known: 3 },
    days: { imported: 0, known: 112 },
    notifications: { imported: 0, known: 3 },
  })
  expect(readFileSync(fixture).equals(before)).toBe(true)
})

test('other names are told by a mapping, and all of its faults together', async () => {
  const { folder, run } = await startHere()
  const other = join(folder, 'other.db')
  copyFileSync(fixture, other)
  const source = new DatabaseSync(other)
  source.exec('ALTER TABLE "SocialMediaIntegration_instagramaccount" RENAME TO "Perfis"')
  source.exec('ALTER TABLE "Perfis" RENAME COLUMN "access_token" TO "segredo ""a"""')
  source.close()
  const file = join(folder, 'mapping.json')
  const withMapping = async (mapping: unknown) => {
    writeFileSync(file, JSON.stringify(mapping))
    return run('--from', other, '--mapping', file, '--json')
  }
  expect((await run('--from', other)).error).toContain('SocialMediaIntegration_instagramaccount')
  const wrong = await withMapping({
    tables: { accounts: 'perfis', metrics: 'nowhere' },
    columns: { accounts: { token: 'nothing' } },
    users: { table: 'auth_user', key: 'id', value: 'email' },
  })
  expect(wrong.code).toBe(2)
  for (const part of ['nowhere', 'nothing', 'email']) expect(wrong.out).toContain(part)
  expect((await withMapping({ tabels: {}, columns: { accounts: { userId: 7 } } })).code).toBe(2)

  const { out } = await withMapping({
    tables: { accounts: 'Perfis' },
    columns: { accounts: { token: 'segredo "a"' } },
    users: { table: 'auth_user', key: 'id', value: 'username' },
    notificationKinds: { something_else: null },
  })
  expect(JSON.parse(out)).toMatchObject({ accounts: { imported: 3, withoutToken: 2 }, faults: { count: 4 } })
})

test('what can not be read is told with exit code 2', async () => {
  const { folder, environment, run } = await startHere()
  writeFileSync(join(folder, 'text.db'), 'this is no database at all, and long enough to be looked at')
  expect(await run('--from', join(folder, 'nowhere.db'))).toMatchObject({ code: 2 })
  expect(await run('--from', join(folder, 'text.db'))).toMatchObject({ code: 2 })
  expect(await run()).toMatchObject({ code: 2 })

  expect(await run('--from', folder)).toMatchObject({ code: 2, error: expect.stringContaining('no folder') })
  environment.LANG = 'pt_BR.UTF-8'
  expect(await run('--from', 'postgres://reader:a-password@[::')).toMatchObject({
    code: 2,
    error: expect.stringMatching(/^(?!.*a-password).*não uma pasta/s),
  })
  environment.LANG = 'en'
  // A file that is whole where it begins, and nothing behind that.
  const cut = join(folder, 'cut.db')
  writeFileSync(cut, readFileSync(fixture).subarray(0, 8_192))
  expect(await run('--from', cut)).toMatchObject({ code: 2, error: expect.stringContaining('no folder') })
})

test('ids in columns of numbers come over to the last digit', async () => {
  const { folder, run, look } = await startHere()
  const accountsTable = table('instagramaccount')
  const file = makeSource(
    folder,
    `CREATE TABLE numbers AS SELECT id, CAST(instagram_user_id AS integer) AS instagram_user_id, username, access_token,
       CAST(user_id + 9007199254740992 AS integer) AS user_id FROM ${accountsTable} WHERE id < 4`,
    `DROP TABLE ${accountsTable}`,
    `ALTER TABLE numbers RENAME TO ${accountsTable}`,
  )
  expect(JSON.parse((await run('--from', file, '--json')).out)).toMatchObject({ accounts: { imported: 3 } })
  expect(await look((db) => accounts.findByAnyId(db, '9007199254740993', '17841400000000001'))).toBeDefined()
})

test('an erased account is not brought back, nor one that another user has, whichever of its ids the source kept', async () => {
  const backend = await startBackend({
    connected: { ana: 'loja.da.ana', bruno: 'criador.leo' },
    dashboard: { syncCron: 'off' },
  })
  const db = await openDatabase(String(backend.options.databaseUrl))
  const idsOf = async (person: string) => {
    const row = await accounts.findById(db, (await backend.accountOf(person)).id)
    return [String(row?.instagramUserId), String(row?.appScopedId)]
  }
  const [anas, brunos] = [await idsOf('ana'), await idsOf('bruno')]
  expect(new Set([...anas, ...brunos]).size).toBe(4)
  await backend.as('ana').instagram.connect.disconnect({ eraseData: true })
  const rows = [
    ...anas.map((id) => ['ana', id]),
    ...brunos.map((id) => ['caio', id]),
    // Of what another user erased nothing is known of this one.
    ['caio', anas[0]],
  ]
  const from = makeSource(
    makeFolder(),
    `DELETE FROM ${table('instagramaccount')}`,
    ...rows.map(
      ([user, id], index) =>
        `INSERT INTO ${table('instagramaccount')} VALUES (${index + 1}, '${id}', 'x', 1, '', NULL, '${user}')`,
    ),
  )
  const request = { from, mapping: {}, isDryRun: false }
  const expected = { imported: 1, known: 0, skipped: { erased_here: 2, linked_elsewhere: 2, faulty: 0 } }
  expect((await backend.dashboard.importDjango({ ...request, isDryRun: true })).accounts).toMatchObject(expected)
  expect((await backend.dashboard.importDjango(request)).accounts).toMatchObject(expected)
  expect(await accounts.findByAnyId(db, 'ana', String(anas[0]))).toBeUndefined()
  expect((await backend.as('ana').instagram.connect.status()).connected).toBe(false)
  await db.close()
})

test('the first sync settles the id of an account that was known by the other one, and Instagram’s numbers win', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: { syncCron: 'off' } })
  const url = String(backend.options.databaseUrl)
  const { id, instagramUserId } = await backend.accountOf('ana')
  await backend.dashboard.close()
  const db = await openDatabase(url)
  const account = await accounts.findById(db, id)
  const appScopedId = String(account?.appScopedId)
  const vault = createVault({ keys: backend.options.instagramTokenEncryptionKey.split(','), now: backend.clock.now })
  const contextOf = (subject: string) => ({ purpose: 'long_token', owner: id, subject }) as const
  const token = vault.open(contextOf(instagramUserId), String(await accounts.readSealedToken(db, id)))
  await accounts.settleIdentity(db, id, {
    instagramUserId: appScopedId,
    sealedToken: vault.seal(contextOf(appScopedId), token),
  })
  const [row] = (await dailyMetrics.listDays(db, id, always)).filter(({ day }) => day === '2026-11-14')
  if (!row) throw new Error('There is no such day')
  await dailyMetrics.saveDays(db, [
    {
      ...row,
      reach: 7,
      profileViews: 9,
      isFinal: false,
      missing: { reach: 'not_read', profile_views: 'not_read' },
      importedAt: backend.clock.now(),
    },
  ])
  await db.close()

  const later = await startBackend({
    folder: backend.folder,
    clock: backend.clock,
    dashboard: { ...backend.options, writeLog: () => undefined },
  })
  const range = { startDate: '2026-11-14', endDate: '2026-11-14' }
  expect((await later.as('ana').instagram.metrics.list(range)).items).toMatchObject([
    { reach: 7, isFinal: false, imported: expect.arrayContaining(['reach', 'profileViews', 'engagementRate']) },
  ])
  backend.clock.advance(24 * 3_600_000)
  await later.as('ana').instagram.sync.run({})
  expect((await later.accountOf('ana')).instagramUserId).toBe(instagramUserId)
  const looked = await openDatabase(url)
  const [after] = (await dailyMetrics.listDays(looked, id, always)).filter(({ day }) => day === '2026-11-14')
  await looked.close()
  expect(after).toMatchObject({ importedAt: null })
  expect(after?.reach).toBeGreaterThan(1_000)
})

if (testEngine === 'postgres')
  test('a source on PostgreSQL says the same', async () => {
    const { databaseUrl, run } = await startHere()
    const name = `django_${randomUUID().replaceAll('-', '')}`
    await runOnServer(databaseUrl, `CREATE DATABASE ${name}`)
    onTestFinished(async () => void (await runOnServer(databaseUrl, `DROP DATABASE ${name} WITH (FORCE)`)))
    const source = onDatabase(databaseUrl, name)
    const lite = new DatabaseSync(fixture, { readOnly: true })
    const tables = lite.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all()
    const literal = (value: unknown) => (value === null ? 'NULL' : `'${String(value).replaceAll("'", "''")}'`)
    for (const { name: table, sql } of tables) {
      const isTyped = String(sql)
        .replaceAll(/\bdatetime\b/g, 'timestamptz')
        .replaceAll(/"date" date/g, '"date" text')
      const rows = lite.prepare(`SELECT * FROM "${String(table)}"`).all()
      const values = rows.map((row) => `(${Object.values(row).map(literal).join(', ')})`).join(', ')
      await runOnServer(source, isTyped, `INSERT INTO "${String(table)}" VALUES ${values}`)
    }
    lite.close()
    const { code, out } = await run('--from', source, '--json')
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      {
        accounts: { imported: 3, withoutToken: 2 },
        days: { imported: 112 },
        notifications: { imported: 3 },
        faults: { count: 5 },
      },
    ])
    expect(JSON.parse((await run('--from', source, '--json')).out)).toMatchObject({ days: { imported: 0, known: 112 } })
  })
