import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, people, personalData } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { createInstagramDashboard, generateEncryptionKey } from '../src/index.ts'
import { readEverything, tamper, testEngine } from '../../db/test/fresh-database.ts'
import { connectSqlite } from '../../db/test/connect-sqlite.ts'
import { runOnServer } from '../../db/test/postgres-server.ts'
import { startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const dayMs = 86_400_000
const person = 'canary-person-7f3a'
const words = 'canary-words-9b2c about my account'

/** A person with an account, a question, notices and rewards; Bruno beside them. */
async function withPeople(dashboard: object = {}) {
  const backend = await startBackend({
    connected: { [person]: 'loja.da.ana', bruno: 'criador.leo' },
    dashboard: { ...quiet, ...dashboard },
  })
  const account = await backend.accountOf(person)
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
  const { me, options, account, issuedTokens } = await withPeople()
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
  for (const secret of [...issuedTokens(), options.instagramTokenEncryptionKey]) {
    expect(text).not.toContain(secret)
  }
  expect(text).not.toMatch(/gAAAA|"sealed|Hash"|"mac"|"key":"[\w-]{43}=|lease/)
  expect(text).not.toContain('criador.leo')
})

test('every table says how it holds on to people', () => {
  const kinds = Object.values(personalData.holdings)
  expect(kinds.filter((how) => !/^(by |as codes|as ids|not at all)/.test(how))).toEqual([])
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

test('what an admin put to rest is never old: it waits for whoever ends that', async () => {
  const { as, account, clock, dashboard, me } = await withPeople({ disconnectedRetentionDays: 30 })
  const { admin } = as('carla', 'admin')
  await admin.accounts.deactivate({ accountIds: [account.id] })
  clock.advance(400 * dayMs)
  expect(await dashboard.dropOldData()).toMatchObject({ accounts: 0 })
  expect(
    (await me.metrics.list({ accountId: account.id, startDate: '2026-11-01', endDate: '2026-11-15' })).items,
  ).toHaveLength(15)

  // Its owner ends the connection: from then on it is theirs, and grows old.
  await me.connect.disconnect({ accountId: account.id })
  clock.advance(29 * dayMs)
  expect(await dashboard.dropOldData()).toMatchObject({ accounts: 0 })
  clock.advance(2 * dayMs)
  expect(await dashboard.dropOldData()).toMatchObject({ accounts: 1 })
})

test('the export holds nothing that the log and the ledger of credits know their rows by', async () => {
  const { me, options, issuedTokens } = await withPeople()
  await me.support.create({ message: 'another', includeContext: true })
  const db = await openDatabase(options.databaseUrl ?? '')
  const { person: row, pages } = await personalData.readHoldings(db, person)
  const events = await allOf(pages.events())
  const runs = await allOf(pages.syncRuns())
  const achievements = await allOf(pages.achievements())
  await db.close()
  const text = JSON.stringify((await me.privacy.export()).data)

  const references = [
    row?.ref,
    ...events.flatMap(({ requestId, mac, data }) => [requestId, mac, data['runId'], data['achievementId']]),
    ...runs.map(({ id }) => id),
    ...achievements.map(({ id }) => id),
    ...issuedTokens(),
  ].filter((one) => typeof one === 'string')
  expect(references.length).toBeGreaterThan(20)
  expect(references.filter((one) => text.includes(one))).toEqual([])
  expect(text).not.toMatch(/"(sequence|eventSequence|personRef|actorRef|ledgerAccount|transactionId|dedupeKey)"/)
})

test('the keys of people lie nowhere in clear, and those that an older version left so are sealed at the next start', async () => {
  const backend = await withPeople()
  const { dashboard, options } = backend
  const db = await openDatabase(options.databaseUrl ?? '')
  const keysOf = async () =>
    (await Promise.all([person, 'bruno'].map((id) => people.findByUser(db, id)))).map((row) => row?.key)
  expect(await keysOf()).toEqual([expect.stringMatching(/^v1\./), expect.stringMatching(/^v1\./)])

  const clear = generateEncryptionKey()
  await tamper(String(options.databaseUrl), `UPDATE people SET key = '${clear}' WHERE user_id = 'bruno'`)
  expect((await found(backend, [clear])).length).toBeGreaterThan(0)
  await db.close()
  await dashboard.close()
  const again = await createInstagramDashboard(options)
  try {
    backend.clock.advance(1_000)
    expect(await found({ ...backend, dashboard: again }, [clear])).toEqual([])
    await again.caller({ userId: 'bruno' }).instagram.connect.start({ placement: 'sealed-with-the-same-key' })
    const { items } = await again.caller({ userId: 'carla', role: 'admin' }).admin.audit.list({ userId: 'bruno' })
    expect(items[0]?.data).toMatchObject({ placement: 'sealed-with-the-same-key' })
  } finally {
    await again.close()
  }
})

test('the code of an erased account says nothing to whoever knows its id', async () => {
  const backend = await withPeople()
  const { me, account, options, dashboard, folder } = backend
  await me.connect.disconnect({ eraseData: true })
  const list = testEngine === 'sqlite' ? readFileSync(`${databaseFile({ folder })}.erasures`, 'utf8') : ''
  const tags = async () => (await readTable(String(options.databaseUrl), 'erasures')).map(({ tag }) => String(tag))
  expect(list + (await tags()).join()).not.toContain(account.id)
  expect(await tags()).toEqual([expect.stringMatching(/^account:[\w-]{43}$/)])

  // As an older version wrote them.
  await tamper(String(options.databaseUrl), `UPDATE erasures SET tag = 'account:${account.id}'`)
  await dashboard.close()
  await (await createInstagramDashboard(options)).close()
  expect(await tags()).toEqual([expect.stringMatching(/^account:[\w-]{43}$/)])
})

async function readTable(url: string, table: string): Promise<Record<string, unknown>[]> {
  if (!url.startsWith('file:')) return runOnServer(url, `SELECT * FROM ${table}`)
  using connection = connectSqlite(url.slice('file:'.length))
  return connection.raw.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
}

if (testEngine === 'sqlite') {
  const refusal = "CREATE TRIGGER refused BEFORE DELETE ON accounts BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"

  test.each(erasures)(
    'an erasure of %s that failed is not carried out later, when nobody asks for it',
    async (_what, erase) => {
      const { me, dashboard, options } = await withPeople()
      await tamper(String(options.databaseUrl), refusal)
      await expect(erase(me)).rejects.toThrow()
      await tamper(String(options.databaseUrl), 'DROP TRIGGER refused')
      await dashboard.close()
      for (let start = 0; start < 2; start += 1) {
        const again = await createInstagramDashboard(options)
        expect(await again.caller({ userId: person }).instagram.connect.status()).toMatchObject({ connected: true })
        await again.close()
      }
    },
  )

  test('a program that ends between the plan of an erasure and its commit has erased nothing, and does not later', async () => {
    const backend = await withPeople()
    const { me, dashboard, options } = backend
    const list = `${databaseFile(backend)}.erasures`
    await me.privacy.erase()
    await dashboard.close()
    const [plan = ''] = readFileSync(list, 'utf8').split('\n')
    expect(plan).toContain('"state":"planned"')
    await createAndConnect(backend)
    // Another erasure that was planned and of which nothing more is known.
    writeFileSync(list, `${plan.replace(/"at":"[^"]+"/, '"at":"2026-11-17T00:00:00.000Z"')}\n`, { flag: 'a' })

    const again = await createInstagramDashboard(options)
    expect(await again.caller({ userId: person }).instagram.connect.status()).toMatchObject({ connected: true })
    await again.close()
    expect(readFileSync(list, 'utf8')).toContain('"state":"withdrawn"')
  })

  test('of an erasure whose end the list never heard of the database says that it was done: a backup is erased again', async () => {
    const backend = await withPeople()
    const { me, dashboard, folder, options } = backend
    const [file, copy] = [databaseFile(backend), join(folder, 'yesterday.db')]
    const list = `${file}.erasures`
    await dashboard.backup(copy)
    await me.privacy.erase()
    await dashboard.close()
    const withoutEnd = readFileSync(list, 'utf8')
      .split('\n')
      .filter((line) => !line.includes('"done"'))
    writeFileSync(list, withoutEnd.join('\n'))
    await (await createInstagramDashboard(options)).close()
    expect(readFileSync(list, 'utf8')).toContain('"state":"done"')

    copyFileSync(copy, file)
    for (const beside of ['-wal', '-shm']) rmSync(file + beside, { force: true })
    const restored = await createInstagramDashboard(options)
    expect(await restored.caller({ userId: person }).instagram.connect.status()).toMatchObject({ connected: false })
    await restored.close()
  })

  test('whoever came back and was erased again is erased again from a backup of in between', async () => {
    const backend = await withPeople()
    const { dashboard, clock, folder, options } = backend
    const [file, copy] = [databaseFile(backend), join(folder, 'between.db')]
    await backend.me.privacy.erase()
    clock.advance(60_000)
    await backend.connect(person, 'loja.da.ana')
    await backend.settled(person)
    await dashboard.backup(copy)
    clock.advance(60_000)
    await backend.me.privacy.erase()
    await dashboard.close()

    copyFileSync(copy, file)
    for (const beside of ['-wal', '-shm']) rmSync(file + beside, { force: true })
    const restored = await createInstagramDashboard(options)
    expect(await restored.caller({ userId: person }).instagram.connect.status()).toMatchObject({ connected: false })
    await restored.close()
  })
}

/** A new program on the same database, and the person connected in it. */
async function createAndConnect({ options, sandbox, clock }: Backend): Promise<void> {
  clock.advance(60_000)
  const dashboard = await createInstagramDashboard(options)
  const { connect } = dashboard.caller({ userId: person }).instagram
  const { state } = await connect.start({})
  const code = sandbox.control.approve('loja.da.ana', { state, redirectUri: options.instagramRedirectUri })
  await connect.complete({ state, code })
  await dashboard.close()
}

if (testEngine === 'postgres')
  test('PostgreSQL keeps the bytes of what was erased until its tables are written anew, and not one in them then', async () => {
    const backend = await withPeople()
    const { me, account, options } = backend
    const url = String(options.databaseUrl)
    const needles = [person, words, 'canary-subject-41d8', 'loja.da.ana', account.instagramUserId]
    await runOnServer(url, 'ANALYZE')
    await me.privacy.erase()
    await runOnServer(url, 'CHECKPOINT')
    const held = await heldInFiles(url, needles)
    expect(held.length).toBeGreaterThan(0)

    const db = await openDatabase(url)
    const { tables, refused } = await db.eraseTraces()
    await db.close()
    expect(tables).toEqual(expect.arrayContaining(['accounts', 'people', 'support_tickets', 'oauth_states']))
    expect(refused).toEqual([])
    expect(await heldInFiles(url, needles)).toEqual([])
  })

/** Which of the texts stand in a file of this database: tables, their indexes and long values, and the catalogues. */
async function heldInFiles(url: string, texts: readonly string[]): Promise<string[]> {
  const [row] = await runOnServer(
    url,
    "SELECT current_setting('data_directory') || '/base/' || oid AS folder FROM pg_database WHERE datname = current_database()",
  )
  const folder = String(row?.['folder'])
  const relations = await runOnServer(
    url,
    'SELECT pg_relation_filenode(oid)::text AS file, oid::regclass::text AS name FROM pg_class WHERE relfilenode > 0',
  )
  const nameOf = new Map(relations.map(({ file, name }) => [String(file), String(name)]))
  return readdirSync(folder).flatMap((name) => {
    // Files of the server's own come and go.
    const bytes = existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : Buffer.alloc(0)
    return texts.filter((text) => bytes.includes(text)).map((text) => `${nameOf.get(name) ?? name}: ${text}`)
  })
}

async function allOf<Row>(pages: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const page of pages) rows.push(...page)
  return rows
}
