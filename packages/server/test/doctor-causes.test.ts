import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { connectSqlite } from '../../db/test/connect-sqlite.ts'
import { runOnServer } from '../../db/test/postgres-server.ts'
import { findPostgres, startPostgres } from '../../db/test/start-postgres.ts'
import { freePort } from '../../../test/free-port.ts'
import { runCommandLine } from '../src/cli/run-command-line.ts'
import type { DoctorCheck } from '../src/doctor/contract.ts'
import { startSandbox } from '../src/sandbox/index.ts'
import { sandboxEnvironment } from './sandbox-environment.ts'

const run = promisify(execFile)
const cli = fileURLToPath(new URL('../dist/standalone.js', import.meta.url))

/** Everything right but the database. */
async function settings(DATABASE_URL: string): Promise<Record<string, string>> {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  return {
    ...sandboxEnvironment(sandbox),
    DATABASE_URL,
  }
}

async function examine(environment: Record<string, string>): Promise<{ code: number; checks: DoctorCheck[] }> {
  let out = ''
  const code = await runCommandLine(['doctor', '--json'], {
    environment,
    write: (text) => (out += text),
    writeError: (text) => (out += text),
    writeProgress: () => undefined,
    untilStopped: async () => undefined,
  })
  return { code, checks: (JSON.parse(out) as { checks: DoctorCheck[] }).checks }
}

const folderOfTest = () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function expectCause(DATABASE_URL: string, message: RegExp, next: RegExp): Promise<void> {
  const environment = await settings(DATABASE_URL)
  for (const LANG of ['C', 'pt_BR']) {
    const { code, checks } = await examine({ ...environment, LANG })
    const database = checks.find(({ id }) => id === 'database')
    expect([code, database?.status]).toEqual([1, 'fail'])
    if (LANG === 'C')
      expect(database).toMatchObject({ message: expect.stringMatching(message), next: expect.stringMatching(next) })
    // The rest is looked at all the same.
    expect(checks.find(({ id }) => id === 'app')).toMatchObject({ status: 'ok' })
    expect(checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['login', 'callbacks', 'origins', 'graph_version']),
    )
  }
}

test('a port that nobody listens at', async () => {
  await expectCause(`postgres://app@127.0.0.1:${await freePort()}/app`, /does not take connections/, /host and port/)
})

test('a host without an address', async () => {
  await expectCause('postgres://app@nowhere.invalid/app', /has no address/, /DNS/)
})

test('a file that is no database', async () => {
  const file = join(folderOfTest(), 'notes.db')
  writeFileSync(file, 'Not a database, but long enough to look like one to whoever only counts its bytes.'.repeat(20))
  await expectCause(`file:${file}`, /not a SQLite database/, /backup/)
})

test('a place that is a folder', async () => {
  await expectCause(`file:${folderOfTest()}`, /may not read and write/, /folder/)
})

test('a schema of a newer version', async () => {
  const url = `file:${join(folderOfTest(), 'newer.db')}`
  const db = await openDatabase(url)
  await db.close()
  {
    using connection = connectSqlite(url.slice('file:'.length))
    connection.raw.exec(
      "INSERT INTO schema_migrations (number, name, hash, applied_at) VALUES (900, '0900_later', 'x', '2030-01-01T00:00:00Z')",
    )
  }
  await expectCause(url, /newer than this version/, /nstall/)
})

const programs = findPostgres()

test.skipIf(programs === undefined)(
  'a server that knows neither the database, the password nor room for one more',
  async () => {
    const port = await freePort()
    const server = startPostgres(programs ?? '', ['listen_addresses=127.0.0.1', `port=${port}`, 'max_connections=8'])
    onTestFinished(server.stop)
    await runOnServer(server.url.replace('localhost/', `localhost:${port}/`), "CREATE ROLE app LOGIN PASSWORD 'right'")
    await expectCause(`postgres://app@127.0.0.1:${port}/nowhere`, /has no database of the name/, /createdb/)

    const rules = join(server.folder, 'data', 'pg_hba.conf')
    writeFileSync(rules, 'local all all trust\nhost all app 127.0.0.1/32 scram-sha-256\n')
    chmodSync(rules, 0o644)
    const admin = server.url.replace('localhost/', `localhost:${port}/`)
    await runOnServer(admin, 'SELECT pg_reload_conf()')
    await expectCause(`postgres://app:wrong@127.0.0.1:${port}/postgres`, /user or the password/, /encoded/)
    await expectCause(`postgres://test@127.0.0.1:${port}/postgres`, /pg_hba\.conf/, /sslmode/)
    await expectCause(
      `postgres://app:right@127.0.0.1:${port}/postgres?sslmode=require`,
      /encrypted connection/,
      /sslmode/,
    )

    await runOnServer(admin, 'GRANT ALL ON DATABASE postgres TO app', 'GRANT CREATE ON SCHEMA public TO app')
    await runOnServer(admin, 'ALTER ROLE app CONNECTION LIMIT 0')
    await expectCause(`postgres://app:right@127.0.0.1:${port}/postgres`, /no connection left/, /DATABASE_POOL_MAX/)
  },
)

test('one fault of two origins is told once', async () => {
  const { code, checks } = await examine({ ...(await settings('file:x')), ALLOWED_ORIGINS: 'one, two' })
  expect([code, checks.length]).toEqual([2, 1])
})

test('who reads only the first line ends it quietly', async () => {
  const file = join(folderOfTest(), 'app.db')
  const environment = { PATH: process.env['PATH'] ?? '', ...(await settings(`file:${file}`)) }
  for (const words of ['doctor', '--help']) {
    // The reader is gone before the first line comes.
    const script = `set -o pipefail; { sleep 0.05; '${process.execPath}' '${cli}' ${words}; echo "code $?" >&2; } 2>&1 >&3 | cat; exit 0`
    // This process goes on: the sandbox that the doctor asks is in it.
    const { stdout } = await run('bash', ['--norc', '-c', `exec 3> >(true); ${script}`], { env: environment })
    expect(stdout).toBe('code 0\n')
  }
})
