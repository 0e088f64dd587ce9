import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connectSqlite } from '../../db/test/connect-sqlite.ts'
import { freePort } from '../../../test/free-port.ts'
import { generateEncryptionKey } from '../src/index.ts'
import { serveProcess } from './serve-process.ts'

const program = join(import.meta.dirname, '..', 'dist', 'standalone.js')

function makePlace() {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const environment = {
    INSTAGRAM_APP_ID: '1',
    INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
    INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey(),
    // Nobody: nothing here asks Instagram.
    INSTAGRAM_GRAPH_BASE_URL: 'http://127.0.0.1:9',
    AUTH_JWT_SECRET: generateEncryptionKey(),
    DATABASE_URL: `file:${join(folder, 'app.db')}`,
    SYNC_CRON: 'off',
    TOKEN_REFRESH_CRON: 'off',
  }
  return { folder, file: join(folder, 'app.db'), environment }
}

const serve = (environment: Record<string, string>, { cwd = tmpdir(), options = ['--migrate'] } = {}) =>
  start(['serve', ...options], environment, cwd)

function start(words: string[], environment: Record<string, string> = {}, cwd = tmpdir()) {
  const child = spawn(process.execPath, [program, ...words], {
    cwd,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, exit: once(child, 'close').then(([code]) => code as number | null), output: () => output }
}

test('bad configuration: every fault at once, no value, exit code 2', async () => {
  const { output, exit } = start(['serve'], {
    INSTAGRAM_APP_SECRET: 'canary-value',
    INSTAGRAM_REDIRECT_URI: 'http://canary.example/',
    PORT: 'canary',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: 'canary-key',
  })

  expect(await exit).toBe(2)
  for (const variable of [
    'INSTAGRAM_APP_ID',
    'INSTAGRAM_REDIRECT_URI',
    'INSTAGRAM_TOKEN_ENCRYPTION_KEY',
    'PORT',
    'AUTH_JWT_SECRET',
  ])
    expect(output()).toContain(variable)
  expect(output()).not.toContain('canary')
})

test('commands that need no settings end well, and an unknown one does not', async () => {
  const ended = async (words: string[]) => {
    const { exit, output } = start(words)
    return { code: await exit, output: output().trim() }
  }
  expect(await ended(['--help'])).toMatchObject({ code: 0, output: expect.stringContaining('keys generate') })
  expect(await ended(['--version'])).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
  expect(await ended(['keys', 'generate'])).toMatchObject({ code: 0, output: expect.stringMatching(/^[\w-]{43}=$/) })
  expect(await ended(['dance'])).toMatchObject({ code: 2, output: expect.stringContaining('Unknown command') })
})

test('where somebody else listens, no database is opened', async () => {
  const { file, environment } = makePlace()
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const { exit, output } = serve({ ...environment, PORT: String(port) })
  expect([await exit, output()]).toEqual([1, expect.stringContaining(`Port ${port} is in use`)])
  expect(existsSync(file)).toBe(false)
})

test('the first start makes the tables; after that only --migrate changes them', async () => {
  const { file, environment } = makePlace()
  const first = serve({ ...environment, PORT: '0' }, { options: [] })
  await expect.poll(first.output).toContain('ready\n')
  first.child.kill('SIGTERM')
  expect(await first.exit).toBe(0)

  using database = connectSqlite(file)
  database.raw.exec('DELETE FROM schema_migrations WHERE number = (SELECT max(number) FROM schema_migrations)')
  const second = serve({ ...environment, PORT: '0' }, { options: [] })
  expect([await second.exit, second.output()]).toEqual([1, expect.stringContaining('is older than this version')])
})

test('while the database is opened the process is alive and not ready, and may be told to end', async () => {
  const { file, environment } = makePlace()
  using holder = connectSqlite(file)
  holder.raw.exec('PRAGMA journal_mode = WAL; BEGIN IMMEDIATE')
  const port = await freePort()
  const statusOf = (path: string) =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => status,
      () => null,
    )
  const first = serve({ ...environment, PORT: String(port) })
  await expect.poll(() => statusOf('/healthz')).toBe(200)
  const refused = await fetch(`http://127.0.0.1:${port}/readyz`)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
  first.child.kill('SIGTERM')
  expect(await first.exit).toBe(143)

  const second = serve({ ...environment, PORT: String(port) })
  await expect.poll(() => statusOf('/readyz')).toBe(503)
  holder.raw.exec('ROLLBACK')
  await expect.poll(() => statusOf('/readyz')).toBe(200)
  // A terminal and npm both pass Ctrl-C on: that is one wish.
  second.child.kill('SIGINT')
  second.child.kill('SIGINT')
  expect(await second.exit).toBe(0)
})

test('an IPv6 address is listened on, with settings from .env', async () => {
  const { folder, environment } = makePlace()
  writeFileSync(join(folder, '.env'), 'HOST=[::1]\nPORT=0\n')
  const { child, exit, output } = serve(environment, { cwd: folder })
  await expect.poll(output).toMatch(/ready\n/)
  const [, url = ''] = /listens on (http:\/\/\[::1\]:\d+)/.exec(output()) ?? []
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await exit).toBe(0)
})

test('a server starts with a secret that stands in a file', async () => {
  const { folder, environment } = makePlace()
  const { INSTAGRAM_APP_SECRET: text, ...rest } = environment
  writeFileSync(join(folder, 'app-secret'), `${text}\n`)
  const { url, child, exit } = await serveProcess([], {
    ...rest,
    INSTAGRAM_APP_SECRET_FILE: join(folder, 'app-secret'),
  })
  expect((await fetch(`${url}/readyz`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await exit).toBe(0)
})
