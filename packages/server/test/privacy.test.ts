import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, personalData } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { createInstagramDashboard } from '../src/index.ts'
import { readEverything, testEngine } from '../../db/test/fresh-database.ts'
import { startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const dayMs = 86_400_000
const person = 'canary-person-7f3a'
const words = 'canary-words-9b2c about my account'

/** A person with an account, a question, notices and rewards; Bruno beside them. */
async function withPeople(dashboard: object = {}) {
  const backend = await startBackend({ dashboard: { ...quiet, ...dashboard } })
  const { account } = await backend.connect(person, 'loja.da.ana')
  await backend.settled(person)
  await backend.connect('bruno', 'criador.leo')
  await backend.settled('bruno')
  const me = backend.as(person).instagram
  await me.support.create({ subject: 'canary-subject-41d8', message: words })
  await me.connect.start({ placement: 'canary-placement-5a1e', returnTo: '/canary-return-77c2' })
  return { ...backend, account, me }
}

const databaseFile = ({ folder }: Pick<Backend, 'folder'>) => join(folder, 'test.db')

/** Which of the texts stand anywhere in the database; on SQLite in its log, its index or a new backup, too. */
async function found(backend: Backend, texts: readonly string[]): Promise<string[]> {
  if (testEngine === 'postgres') {
    const tables = await readEverything(String(backend.options.databaseUrl))
    return tables.flatMap(({ table, text }) =>
      texts.filter((part) => text.includes(part)).map((part) => `${table}: ${part}`),
    )
  }
  const file = databaseFile(backend)
  const backup = join(backend.folder, `backup-${Math.floor(backend.clock.now().getTime())}.db`)
  await backend.dashboard.backup(backup)
  return [file, `${file}-wal`, `${file}-shm`, backup].flatMap((path) => {
    if (!existsSync(path)) return []
    const bytes = readFileSync(path)
    return texts.filter((text) => bytes.includes(text)).map((text) => `${path.slice(backend.folder.length)}: ${text}`)
  })
}

test('the export holds everything that is held on the person, and no secret', async () => {
  const { me, options, account, sandbox } = await withPeople()
  const { data, fileName } = await me.privacy.export()
  expect(fileName).toBe('instagram-data-2026-11-16.json')
  expect(data).toMatchObject({
    userId: person,
    accounts: [expect.objectContaining({ id: account.id, username: 'loja.da.ana' })],
    supportTickets: [expect.objectContaining({ message: words })],
    credits: [expect.objectContaining({ amount: 50 })],
    achievements: expect.arrayContaining([expect.objectContaining({ key: 'first_connection' })]),
    notifications: expect.arrayContaining([expect.objectContaining({ kind: 'first_connection' })]),
    events: expect.arrayContaining([
      expect.objectContaining({ type: 'connection.completed', personal: { username: 'loja.da.ana' } }),
      expect.objectContaining({ type: 'connection.started', personal: { placement: 'canary-placement-5a1e' } }),
    ]),
  })
  for (const kind of ['dailyMetrics', 'followerCounts', 'followerDays', 'media', 'syncRuns', 'connectionAttempts']) {
    expect((data[kind] as unknown[]).length).toBeGreaterThan(0)
  }
  const text = JSON.stringify(data)
  for (const secret of [...sandbox.control.issuedTokens, options.instagramTokenEncryptionKey]) {
    expect(text).not.toContain(secret)
  }
  expect(text).not.toMatch(/gAAAA|"sealed|Hash"|"mac"|"key":"[\w-]{43}=|lease/)
  expect(text).not.toContain('criador.leo')
})

test('every table says how it holds on to people', () => {
  const kinds = Object.values(personalData.holdings)
  expect(kinds.filter((how) => !/^(by |as codes|not at all)/.test(how))).toEqual([])
})

test('after an erasure no byte of the person is left, and everybody else is whole', async () => {
  const backend = await withPeople()
  const { me, account, as, sandbox } = backend
  const appScopedId = sandbox.people.find(({ username }) => username === 'loja.da.ana')?.appScopedId ?? ''
  const own = [person, words, 'canary-subject-41d8', 'canary-placement-5a1e', '/canary-return-77c2']
  const texts = [...own, 'loja.da.ana', 'Loja da Ana', account.instagramUserId, appScopedId]
  expect((await found(backend, texts)).length).toBeGreaterThan(texts.length)
  const bruno = await as('bruno').instagram.metrics.list({})
  backend.clock.advance(1_000)

  expect(await me.privacy.erase()).toEqual({ success: true, accounts: 1 })
  expect(await found(backend, texts)).toEqual([])
  expect(await me.connect.status()).toMatchObject({ connected: false, accounts: [] })
  expect((await me.privacy.export()).data).toMatchObject({ accounts: [], events: [], supportTickets: [] })
  expect(await as('bruno').instagram.metrics.list({})).toEqual(bruno)
  const { admin } = as('carla', 'admin')
  expect((await admin.audit.verify()).isIntact).toBe(true)
  const [erased] = (await admin.audit.list({ types: ['person.erased'] })).items
  expect(erased).toMatchObject({ userId: null, data: { accounts: 1, cause: 'person' } })
})

test('an erasure asks Instagram to take the token back', async () => {
  const { me, sandbox } = await withPeople()
  sandbox.control.clearRequests()
  await me.privacy.erase()
  expect(sandbox.control.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'DELETE /v27.0/me/permissions',
  ])
})

test('erasing one account leaves no byte of it, and leaves the person', async () => {
  const backend = await withPeople()
  const { me, account } = backend
  await me.connect.disconnect({ eraseData: true })
  expect(await found(backend, ['loja.da.ana', account.instagramUserId])).toEqual([])
  expect((await me.support.list({})).items).toMatchObject([{ message: words, context: null }])
})

test('the credits of a first connection are not given again after an erasure', async () => {
  const { me, connect, as, clock } = await withPeople()
  await me.privacy.erase()
  clock.advance(60_000)
  const again = await connect(person, 'loja.da.ana')
  expect(again.reward).toBeNull()
  expect(await me.credits.balance({})).toMatchObject({ balance: 0 })
  await me.connect.disconnect({})
  expect((await connect('somebody-else', 'loja.da.ana')).reward).toBeNull()
  expect((await as('carla', 'admin').admin.audit.verify()).isIntact).toBe(true)
})

const erasures: [string, (me: ReturnType<Backend['as']>['instagram']) => Promise<unknown>][] = [
  ['a person', (me) => me.privacy.erase()],
  ['an account', (me) => me.connect.disconnect({ eraseData: true })],
]

// A backup of PostgreSQL is made and restored by its own tools, so there is nothing of ours to try.
if (testEngine === 'sqlite')
  test.each(erasures)(
    'a restored backup that still has %s is erased again before the first answer',
    async (_what, erase) => {
      const backend = await withPeople()
      const { me, dashboard, folder, options } = backend
      const copy = join(folder, 'yesterday.db')
      await dashboard.backup(copy)
      await erase(me)
      await dashboard.close()

      const file = databaseFile(backend)
      copyFileSync(copy, file)
      for (const beside of ['-wal', '-shm']) rmSync(file + beside, { force: true })
      rmSync(copy)
      const restored = await createInstagramDashboard(options)
      try {
        const again = restored.caller({ userId: person }).instagram
        expect(await again.connect.status()).toMatchObject({ connected: false, accounts: [] })
        expect(readFileSync(file).includes('loja.da.ana')).toBe(false)
        expect(await restored.caller({ userId: 'bruno' }).instagram.connect.status()).toMatchObject({ connected: true })
        expect((await restored.verifyAudit()).isIntact).toBe(true)
        expect(readFileSync(`${file}.erasures`, 'utf8')).not.toContain(person)
      } finally {
        await restored.close()
      }
      // Who comes back after that is a new person, and stays one.
      const later = await createInstagramDashboard(options)
      expect(await later.caller({ userId: 'bruno' }).instagram.connect.status()).toMatchObject({ connected: true })
      await later.close()
    },
  )

test('traces of work are dropped in time, numbers stay, and old disconnected accounts go where that is wanted', async () => {
  const backend = await withPeople({ retentionDays: 30, disconnectedRetentionDays: 90 })
  const { me, as, clock, dashboard, options } = backend
  await as('bruno').instagram.connect.disconnect({})
  clock.advance(45 * dayMs)
  const counts = await dashboard.dropOldData()
  expect(counts).toMatchObject({ accounts: 0, connectionFlows: 3, syncRuns: 2 })
  expect(counts.notifications).toBeGreaterThan(0)
  expect((await me.metrics.list({ startDate: '2026-11-01', endDate: '2026-11-15' })).items).toHaveLength(15)
  // Still waiting for an answer.
  expect((await me.support.list({})).items).toHaveLength(1)

  clock.advance(60 * dayMs)
  expect(await dashboard.dropOldData()).toMatchObject({ accounts: 1 })
  const db = await openDatabase(options.databaseUrl ?? '')
  expect((await personalData.collect(db, 'bruno')).dailyMetrics).toEqual([])
  await db.close()
})
