import { randomUUID } from 'node:crypto'
import { expect, inject, onTestFinished, test } from 'vitest'
import { accounts, copyDatabase, installation, moveTables, openDatabase, publish } from '../src/index.ts'
import { onDatabase, runOnServer } from './postgres-server.ts'
import { account, at, event, tell } from './rows.ts'
import { makeSqlitePlace } from './sqlite-place.ts'

/** A database without a table. */
async function blankDatabase(): Promise<string> {
  const { url } = inject('postgres')
  const name = `schema_${randomUUID().replaceAll('-', '')}`
  await runOnServer(url, `CREATE DATABASE ${name}`)
  onTestFinished(() => void runOnServer(url, `DROP DATABASE ${name} WITH (FORCE)`))
  return onDatabase(url, name)
}

async function tablesIn(url: string): Promise<Record<string, number>> {
  const rows = await runOnServer(
    url,
    `SELECT nspname AS name, count(*)::int AS count FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE relkind IN ('r', 'p') AND nspname NOT IN ('pg_catalog', 'information_schema') GROUP BY nspname`,
  )
  return Object.fromEntries(rows.map(({ name, count }) => [String(name), Number(count)]))
}

async function opened(...given: Parameters<typeof openDatabase>) {
  const db = await openDatabase(...given)
  onTestFinished(() => db.close())
  return db
}

test('a host may have tables of our names, with other columns, and they stay as they are', async () => {
  const url = await blankDatabase()
  await runOnServer(
    url,
    'CREATE TABLE accounts (id int PRIMARY KEY, "userId" text)',
    'CREATE TABLE schema_migrations (version text PRIMARY KEY)',
    "INSERT INTO schema_migrations VALUES ('20260101')",
    'CREATE TABLE events (anything text)',
    'CREATE TABLE database_copy (finished_at timestamptz)',
    'INSERT INTO database_copy VALUES (NULL)',
  )
  const db = await opened(url)
  await accounts.insert(db, account('ana'))
  expect(db.tableSchema).toBe('instagram_dashboard')
  expect(await db.missingGuards()).toEqual([])
  expect(await runOnServer(url, 'SELECT * FROM public.accounts')).toEqual([])
  expect(await runOnServer(url, 'SELECT * FROM public.schema_migrations')).toEqual([{ version: '20260101' }])
  expect((await tablesIn(url))['public']).toBe(4)
})

test('no search path of a role, a database or an address leads elsewhere', async () => {
  const url = await blankDatabase()
  const name = new URL(url).pathname.slice(1)
  await runOnServer(url, 'CREATE SCHEMA theirs', `ALTER DATABASE ${name} SET search_path = theirs`)
  for (const address of [url, `${url}&options=${encodeURIComponent('-c search_path=theirs,public')}`]) {
    const db = await openDatabase(address)
    await db.close()
  }
  expect(Object.keys(await tablesIn(url))).toEqual(['instagram_dashboard'])
})

test("an address in the form of Prisma's is taken, and its schema is the host's own", async () => {
  const url = await blankDatabase()
  const db = await opened(`${url}&schema=public&connection_limit=5&pool_timeout=10&connect_timeout=5`)
  await db.ping()
  expect(Object.keys(await tablesIn(url))).toEqual(['instagram_dashboard'])
})

test('two installations in one database neither see nor hear each other', async () => {
  const url = await blankDatabase()
  const one = await opened(url)
  const other = await opened(url, { tableSchema: 'second' })
  await accounts.insert(one, account('ana'))
  expect(await accounts.findById(other, account('ana').id)).toBeUndefined()
  const heard: string[] = []
  await one.subscribe({ hear: ({ id }) => void heard.push(`one ${id}`), missed: () => undefined })
  await other.subscribe({ hear: ({ id }) => void heard.push(`other ${id}`), missed: () => undefined })
  await publish(one, { topic: 'sync_run', id: 'mine' })
  await publish(other, { topic: 'sync_run', id: 'theirs' })
  await expect.poll(() => heard.toSorted()).toEqual(['one mine', 'other theirs'])
  expect([one, other].map(({ queueAccess }) => queueAccess?.schema)).toEqual([
    'instagram_dashboard_queue',
    'second_queue',
  ])
})

test('a schema that was made for us needs no right to make one', async () => {
  const url = await blankDatabase()
  const name = new URL(url).pathname.slice(1)
  const role = `role_${randomUUID().replaceAll('-', '')}`
  await runOnServer(
    url,
    `CREATE ROLE ${role} LOGIN`,
    `REVOKE CREATE ON DATABASE ${name} FROM PUBLIC`,
    `CREATE SCHEMA kept AUTHORIZATION ${role}`,
  )
  const theirs = new URL(url)
  theirs.username = role
  await expect(openDatabase(theirs.href)).rejects.toThrow('permission denied')
  const db = await openDatabase(theirs.href, { tableSchema: 'kept' })
  await db.close()
  expect(Object.keys(await tablesIn(url))).toEqual(['kept'])
  await runOnServer(url, `DROP SCHEMA kept CASCADE`, `DROP ROLE ${role}`)
})

test('a schema `public` that is closed to us is not looked into', async () => {
  const url = await blankDatabase()
  const role = `role_${randomUUID().replaceAll('-', '')}`
  await runOnServer(
    url,
    `CREATE ROLE ${role} LOGIN`,
    `CREATE TABLE public.schema_migrations (number int, name text, hash text, applied_at timestamptz)`,
    `REVOKE ALL ON SCHEMA public FROM PUBLIC`,
    `CREATE SCHEMA instagram_dashboard AUTHORIZATION ${role}`,
  )
  const theirs = new URL(url)
  theirs.username = role
  const db = await openDatabase(theirs.href)
  expect(db.tableSchema).toBe('instagram_dashboard')
  await db.close()
  await runOnServer(url, `DROP SCHEMA instagram_dashboard CASCADE`, `DROP ROLE ${role}`)
})

/** As the first release left it. */
async function installInPublic(url: string) {
  const db = await openDatabase(url, { tableSchema: 'public' })
  await installation.create(db, { sealedSecret: 'sealed', now: at(0) })
  await db.transaction(async (tx) => {
    await accounts.insert(tx, account('ana'))
    await tell(tx, event('account.synced', { data: {} }))
  })
  return db
}

test('an installation of the first release stays where it is until it is told to move, and then is whole', async () => {
  const url = await blankDatabase()
  await runOnServer(url, 'CREATE TABLE guests (name text)')
  const first = await installInPublic(url)
  const found = await openDatabase(url)
  expect([found.tableSchema, found.queueAccess?.schema]).toEqual(['public', 'pgboss'])
  await found.close()
  await expect(moveTables(url)).rejects.toMatchObject({ reason: 'in_use' })
  await first.close()

  const before = await tablesIn(url)
  const { tables } = await moveTables(url)
  expect(before).toEqual({ public: tables.length + 1 })
  expect(await tablesIn(url)).toEqual({ instagram_dashboard: tables.length, public: 1 })
  const moved = await opened(url, { schema: 'check' })
  expect([moved.tableSchema, moved.migrations.applied]).toEqual(['instagram_dashboard', []])
  expect(await accounts.findById(moved, account('ana').id)).toMatchObject({ id: account('ana').id })
  expect(await moved.missingGuards()).toEqual([])
  await moved.transaction((tx) => tell(tx, event('account.synced', { data: {} })))
  const sequences = await runOnServer(url, 'SELECT sequence::int FROM instagram_dashboard.events ORDER BY 1')
  expect(sequences).toEqual([{ sequence: 1 }, { sequence: 2 }])
  await expect(runOnServer(url, 'DELETE FROM instagram_dashboard.events')).rejects.toThrow('append-only')
  const functions =
    "SELECT pronamespace::regnamespace::text AS place FROM pg_proc WHERE proname = 'events_refuse_change'"
  expect(await runOnServer(url, functions)).toEqual([{ place: 'instagram_dashboard' }])
})

test('nothing is moved where there is nothing, or onto another installation', async () => {
  const url = await blankDatabase()
  await expect(moveTables(url)).rejects.toMatchObject({ reason: 'nothing_to_move' })
  await (await openDatabase(url)).close()
  await (await installInPublic(url)).close()
  await expect(moveTables(url)).rejects.toMatchObject({ reason: 'target_has_one' })
  await moveTables(url, { to: 'kept' })
  expect(Object.keys(await tablesIn(url)).toSorted()).toEqual(['instagram_dashboard', 'kept'])
})

test('a SQLite installation is moved into the schema that is named, beside tables of the host', async () => {
  const source = makeSqlitePlace()
  const db = await source.open()
  await installation.create(db, { sealedSecret: 'sealed', now: at(0) })
  await accounts.insert(db, account('ana'))
  await db.close()
  const url = await blankDatabase()
  await runOnServer(url, 'CREATE TABLE accounts (id int)')
  await copyDatabase({ from: source.path, to: url, tableSchema: 'kept' })
  expect(await runOnServer(url, 'SELECT count(*)::int AS count FROM kept.accounts')).toEqual([{ count: 1 }])
  expect(await runOnServer(url, 'SELECT count(*)::int AS count FROM public.accounts')).toEqual([{ count: 0 }])
})
