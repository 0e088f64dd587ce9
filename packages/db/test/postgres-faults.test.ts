import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../../test/free-port.ts'
import { accounts, isUniqueViolation, openDatabase, people, type Database } from '../src/index.ts'
import { open } from '../src/statements/index.ts'
import { onDatabase, runOnServer } from './postgres-server.ts'
import { account, many } from './rows.ts'
import { findPostgres, startPostgres, type PostgresServer } from './start-postgres.ts'
import { nextMessage, startProcess } from './start-process.ts'

let server: PostgresServer
let port: number
beforeAll(async () => {
  const programs = findPostgres()
  if (!programs) throw new Error('This file runs only where the programs are')
  port = await freePort()
  // What was committed must be there after a crash.
  const settings = ['listen_addresses=127.0.0.1', 'synchronous_commit=on', 'deadlock_timeout=50ms']
  server = startPostgres(programs, [`port=${port}`, ...settings])
  secure(server)
})
afterAll(() => server.stop())

/** A certificate for `localhost` that signs itself, and from now on no connection over the network without TLS. */
function secure({ folder, restart }: PostgresServer): void {
  const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')]
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  const names = ['-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', [...words, ...names, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
  const { uid, gid } = statSync(folder)
  for (const path of [key, certificate]) {
    chownSync(path, uid, gid)
    chmodSync(path, 0o600)
  }
  const data = join(folder, 'data')
  execFileSync('sh', [
    '-c',
    `printf "ssl = on\\nssl_key_file = '${key}'\\nssl_cert_file = '${certificate}'\\n" >> "${data}/postgresql.auto.conf"
     printf 'local all all trust\\nhostssl all all 127.0.0.1/32 trust\\n' > "${data}/pg_hba.conf"`,
  ])
  restart()
}

const urlOf = (name: string) => onDatabase(server.url.replace('localhost/', `localhost:${port}/`), name)

async function create(name: string): Promise<string> {
  await runOnServer(urlOf('postgres'), `CREATE DATABASE ${name}`)
  return urlOf(name)
}

async function using<Result>(url: string, work: (db: Database) => Promise<Result>): Promise<Result> {
  const db = await openDatabase(url)
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

describe('sslmode', () => {
  const over = (host: string, parameters: string) => `postgres://test@${host}:${port}/postgres${parameters}`
  const certificate = () => encodeURIComponent(join(server.folder, 'server.crt'))

  test.each<[string, () => string]>([
    ['require', () => over('127.0.0.1', '?sslmode=require')],
    ['prefer', () => over('127.0.0.1', '?sslmode=prefer')],
    ['verify-ca', () => over('127.0.0.1', `?sslmode=verify-ca&sslrootcert=${certificate()}`)],
    ['verify-full', () => over('localhost', `?sslmode=verify-full&sslrootcert=${certificate()}`)],
  ])('%s connects, encrypted', async (_mode, url) => {
    const own = new URL(url())
    await using(own.href, async (db) => {
      await db.ping()
      const [row] = await runOnServer(
        urlOf('postgres'),
        "SELECT count(*) AS count FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE ssl AND application_name = 'instagram-dashboard'",
      )
      expect(Number(row?.['count'])).toBeGreaterThan(0)
    })
  })

  test.each<[string, () => string, RegExp]>([
    ['disable, where the server wants TLS', () => over('127.0.0.1', '?sslmode=disable'), /no encryption/],
    ['nothing said, where the server wants TLS', () => over('127.0.0.1', ''), /no encryption/],
    [
      'verify-full without the certificate that is trusted',
      () => over('localhost', '?sslmode=verify-full'),
      /self-signed certificate/,
    ],
    [
      'verify-full under another name',
      () => over('127.0.0.1', `?sslmode=verify-full&sslrootcert=${certificate()}`),
      /does not match certificate/,
    ],
    ['a word that does not exist', () => over('localhost', '?sslmode=yes'), /there are disable, prefer/],
    ['a file that is not there', () => over('localhost', '?sslmode=verify-full&sslrootcert=/none.crt'), /ENOENT/],
  ])('%s is refused', async (_what, url, reason) => {
    await expect(openDatabase(url())).rejects.toThrow(reason)
  })

  test('a URL that can not be read is refused without its password', async () => {
    const failure: unknown = await openDatabase('postgres://user:pass#@word@host/db:x').catch((error: unknown) => error)
    expect(String(failure)).toContain('encode special signs')
    expect(String(failure)).not.toContain('word')
  })
})

test('each connection has the time limits and the name that the manual names, and the URL may set others', async () => {
  const url = await create('limits')
  const settings = async (db: Database) => {
    await db.ping()
    const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'application_name']
    const [row] = await open(db)
      .db.select(Object.fromEntries(names.map((name) => [name, sql<string>`current_setting(${name})`])))
      .from(sql`(values (1)) as one(row)`)
    return names.map((name) => row?.[name])
  }
  expect(await using(url, settings)).toEqual(['1min', '15s', '1min', 'instagram-dashboard'])
  expect(await using(`${url}&statement_timeout=5000&application_name=worker`, settings)).toEqual([
    '5s',
    '15s',
    '1min',
    'worker',
  ])
})

test('two processes that start at once on an empty database migrate it once', async () => {
  const folder = join(import.meta.dirname, '../migrations/postgres')
  const migrationFiles = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const url = await create('empty')
  const children = many(2, (index) => startProcess('claim-states.ts', [url, `process-${index}`, '0']))
  await Promise.all(children.map(nextMessage))
  const opened = children.map(nextMessage)
  for (const child of children) child.send('open')
  const applied = (await Promise.all(opened)).map((message) => (message['applied'] as string[]).length)
  expect(applied.toSorted((a, b) => a - b)).toEqual([0, migrationFiles.length])
})

describe('a connection that is lost', () => {
  const sendEverybodyAway =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'instagram-dashboard'"

  test('in the middle of a transaction fails that one alone, and nothing of it is left', async () => {
    await using(await create('lost'), async (db) => {
      const work = db.transaction(async (tx) => {
        await accounts.insert(tx, account('ana'))
        await runOnServer(urlOf('postgres'), sendEverybodyAway)
        await accounts.insert(tx, account('bia'))
      })
      await expect(work).rejects.toThrow()
      expect(await accounts.findById(db, 'ana')).toBeUndefined()
    })
  })

  test('is replaced: after more losses than the pool has places, work goes on', async () => {
    const db = await openDatabase(await create('losses'), { poolMax: 2 })
    for (let loss = 0; loss < 4; loss += 1) {
      await Promise.allSettled(
        many(2, () =>
          db.transaction(async (tx) => {
            await accounts.findById(tx, 'ana')
            await runOnServer(urlOf('postgres'), sendEverybodyAway)
            await accounts.findById(tx, 'ana')
          }),
        ),
      )
    }
    await db.transaction((tx) => accounts.insert(tx, account('ana')))
    expect(await accounts.findById(db, 'ana')).toBeDefined()
    await db.close()
  })

  test('with its server comes back with it', async () => {
    await using(await create('restarted'), async (db) => {
      await accounts.insert(db, account('ana'))
      server.crash()
      await expect(db.ping()).rejects.toThrow()
      await expect(accounts.findById(db, 'ana')).rejects.toThrow()
      server.start()
      await db.ping()
      expect(await accounts.findById(db, 'ana')).toBeDefined()
    })
  })
})

test('a server that only reads is not ready', async () => {
  const url = await create('standby')
  await using(url, async (db) => {
    await runOnServer(urlOf('postgres'), 'ALTER DATABASE standby SET default_transaction_read_only = on')
    const later = await openDatabase(url).catch((error: unknown) => error)
    expect(String(later)).toContain('read-only')
    await db.ping()
  })
})

test('two transactions that wait for each other both end, one of them after it ran again', async () => {
  await using(await create('deadlock'), async (db) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id, { followersCount: 0 }))
    let runs = 0
    let holding = 0
    const bothHold = Promise.withResolvers<void>()
    const add = async (ids: readonly string[]) =>
      db.transaction(async (tx) => {
        runs += 1
        const [first = '', second = ''] = ids
        await accounts.updateAndEndLease(tx, first, { followersCount: runs })
        holding += 1
        if (holding === 2) bothHold.resolve()
        await bothHold.promise
        await accounts.updateAndEndLease(tx, second, { followersCount: runs })
      })
    await Promise.all([add(['ana', 'bia']), add(['bia', 'ana'])])
    expect(runs).toBe(3)
  })
})

test('a transaction that passes over a failed statement is not taken for a whole one', async () => {
  await using(await create('swallowed'), async (db) => {
    await accounts.insert(db, account('ana'))
    const work = db.transaction(async (tx) => {
      await accounts.insert(tx, account('bia'))
      const failure: unknown = await accounts.insert(tx, account('ana')).catch((error: unknown) => error)
      expect(isUniqueViolation(failure)).toBe(true)
    })
    await expect(work).rejects.toThrow('a statement in it had failed')
    expect(await accounts.findById(db, 'bia')).toBeUndefined()
  })
})

test('whoever took a person’s turn is alone with them until the end', async () => {
  await using(await create('turns'), async (db) => {
    await accounts.insert(db, account('ana', { followersCount: 0 }))
    await Promise.all(
      many(8, () =>
        db.transaction(async (tx) => {
          await people.takeTurn(tx, 'user-ana')
          const row = await accounts.findById(tx, 'ana')
          await accounts.updateAndEndLease(tx, 'ana', { followersCount: (row?.followersCount ?? 0) + 1 })
        }),
      ),
    )
    expect(await accounts.findById(db, 'ana')).toMatchObject({ followersCount: 8 })
  })
})
