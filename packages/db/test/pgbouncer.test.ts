import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { accounts, publish, openDatabase, openFaultOf, type PublishedChange, type Database } from '../src/index.ts'
import { open } from '../src/statements/index.ts'
import { onDatabase, runOnServer } from './postgres-server.ts'
import { account } from './rows.ts'
import { findPgBouncer, startPgBouncer } from './start-pgbouncer.ts'
import { findPostgres, startPostgres, type PostgresServer } from './start-postgres.ts'

const pgBouncer = findPgBouncer()
let server: PostgresServer
beforeAll(() => {
  const programs = findPostgres()
  if (!programs) throw new Error('This file runs only where the programs are')
  server = startPostgres(programs)
})
afterAll(() => server.stop())

async function behind(mode: 'session' | 'transaction', database: string): Promise<string> {
  await runOnServer(onDatabase(server.url, 'postgres'), `CREATE DATABASE ${database}`)
  const { urlOf, stop } = await startPgBouncer(String(pgBouncer), server, mode)
  onTestFinished(stop)
  return urlOf(database)
}

async function openUntilEnd(url: string): Promise<Database> {
  const db = await openDatabase(url)
  onTestFinished(() => db.close())
  return db
}

async function limitsOf(db: Database): Promise<unknown[]> {
  const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']
  const [row] = await open(db)
    .db.select(Object.fromEntries(names.map((name) => [name, sql<string>`current_setting(${name})`])))
    .from(sql`(values (1)) as one(row)`)
  return names.map((name) => row?.[name])
}

describe.skipIf(!pgBouncer)('behind PgBouncer', () => {
  test('with session pooling all limits hold, transactions are whole, and what is announced is heard', async () => {
    const url = await behind('session', 'sessions')
    const db = await openUntilEnd(url)
    expect(await limitsOf(db)).toEqual(['1min', '15s', '1min'])
    expect(await limitsOf(await openUntilEnd(`${url}&statement_timeout=5000`))).toEqual(['5s', '15s', '1min'])

    await db.transaction((tx) => accounts.insert(tx, account('ana')))
    expect(await accounts.findById(db, 'ana')).toBeDefined()

    const heard: PublishedChange[] = []
    await db.subscribe({ hear: (change) => void heard.push(change), missed: () => undefined })
    await publish(await openUntilEnd(url), { topic: 'sign_out', id: 'ana' })
    await expect.poll(() => heard).toEqual([{ topic: 'sign_out', id: 'ana' }])
  })

  test('with transaction pooling it refuses to start, and says what to set', async () => {
    const url = await behind('transaction', 'transactions')
    const refusal: unknown = await openDatabase(url).catch((error: unknown) => error)
    expect(refusal).toMatchObject({
      name: 'DatabaseOpenError',
      message: expect.stringContaining('set it to session pooling (pool_mode=session)'),
    })
    // So the doctor names it.
    expect(openFaultOf(refusal)).toBe('transaction_pooling')
    // Nothing was changed there.
    expect(await runOnServer(onDatabase(server.url, 'transactions'), "SELECT to_regclass('accounts') AS name")).toEqual(
      [{ name: null }],
    )
  })
})

test('a URL with a Unix socket and a user reaches the server', async () => {
  const db = await openUntilEnd(`postgres://test@/postgres?host=${server.folder}`)
  await db.ping()
})
