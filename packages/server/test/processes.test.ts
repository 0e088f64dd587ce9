import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SignJWT } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { freshDatabase, testEngine } from '../../db/test/fresh-database.ts'
import { generateEncryptionKey } from '../src/index.ts'
import { startSandbox } from '../src/sandbox/index.ts'
import { sandboxEnvironment } from './sandbox-environment.ts'

const cli = fileURLToPath(new URL('../dist/standalone.js', import.meta.url))
const jwtSecret = 'a secret of the tests that is long enough'
const redirectUri = 'http://localhost:3999/return'
const base = '/api/v1/social/instagram'

interface Running {
  child: ChildProcess
  url: string
  output(): string
  exit: Promise<number | null>
}

function run(
  words: string[],
  environment: Record<string, string>,
): { child: ChildProcess; output(): string; exit: Promise<number | null> } {
  const child = spawn(process.execPath, [cli, ...words], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exit = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, output: () => output, exit }
}

async function serve(environment: Record<string, string>): Promise<Running> {
  const running = run(['serve', '--migrate'], environment)
  const url = await new Promise<string>((resolve, reject) => {
    running.child.stdout?.on('data', () => {
      const match = /listens on (http:\S+)\nready/.exec(running.output())
      if (match?.[1] !== undefined) resolve(match[1])
    })
    void running.exit.then((code) => reject(new Error(`exited with ${code}: ${running.output()}`)))
  })
  return { ...running, url }
}

async function startWorld() {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-'))
  const sandbox = await startSandbox({ now: () => new Date() })
  onTestFinished(async () => {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const environment = {
    ...sandboxEnvironment(sandbox, { redirectUri }),
    DATABASE_URL: await freshDatabase(folder),
    AUTH_JWT_SECRET: jwtSecret,
    PORT: '0',
  }
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('ana')
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(jwtSecret))
  const call = async (url: string, path: string, body?: object) => {
    const response = await fetch(`${url}${base}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    })
    return { status: response.status, body: await response.json() }
  }
  return { sandbox, environment, call }
}

test('kill -9 between the short token and the saved account: the flow is finished after the restart', async () => {
  const { sandbox, environment, call } = await startWorld()
  const first = await serve(environment)
  const start = await call(first.url, '/connect/')
  const code = sandbox.control.approve('loja.da.ana', { state: start.body.state, redirectUri })
  sandbox.control.fault({ match: { path: /^\/access_token/ }, kind: 'hang', times: Infinity })
  const lost = call(first.url, '/callback/', { code, state: start.body.state }).catch(() => null)
  await expect.poll(() => sandbox.control.requests.some(({ path }) => path.startsWith('/access_token'))).toBe(true)
  first.child.kill('SIGKILL')
  await lost
  sandbox.control.clearFaults()

  const second = await serve(environment)
  const again = await call(second.url, '/callback/', { code, state: start.body.state })
  expect(again).toMatchObject({ status: 200, body: { success: true, account: { username: 'loja.da.ana' } } })
  expect(
    sandbox.control.requests.filter(({ path, method }) => method === 'POST' && path.endsWith('/oauth/access_token')),
  ).toHaveLength(1)
})

test('SIGTERM ends the server in order; a wrong key after that refuses to serve and changes nothing', async () => {
  const { sandbox, environment, call } = await startWorld()
  const first = await serve(environment)
  const start = await call(first.url, '/connect/')
  const code = sandbox.control.approve('loja.da.ana', { state: start.body.state, redirectUri })
  await call(first.url, '/callback/', { code, state: start.body.state })
  first.child.kill('SIGTERM')
  expect(await first.exit).toBe(0)

  const wrong = run(['serve'], { ...environment, INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey() })
  expect(await wrong.exit).toBe(2)
  expect(wrong.output()).toContain('INSTAGRAM_TOKEN_ENCRYPTION_KEY')
  const right = await serve(environment)
  expect((await call(right.url, '/status/')).body).toMatchObject({ connected: true, account: { status: 'active' } })
})

test('two servers on one database: one exchange, one account, one first sync', async () => {
  const { sandbox, environment, call } = await startWorld()
  const [one, two] = await Promise.all([serve(environment), serve(environment)])
  const start = await call(one.url, '/connect/')
  const code = sandbox.control.approve('loja.da.ana', { state: start.body.state, redirectUri })
  const body = { code, state: start.body.state }
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => call((index % 2 ? one : two).url, '/callback/', body)),
  )

  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(new Set(answers.map((answer) => answer.body.account.id)).size).toBe(1)
  expect(
    sandbox.control.requests.filter(({ path, method }) => method === 'POST' && path.endsWith('/oauth/access_token')),
  ).toHaveLength(1)
})

test('commands about the database say what they do and end well', async () => {
  const { environment } = await startWorld()
  const ended = async (words: string[]) => {
    // A database of a test has the newest schema: of SQLite another file beside it has none.
    const { exit, output } = run(words, { DATABASE_URL: environment.DATABASE_URL.replace(/test\.db$/, 'blank.db') })
    return { code: await exit, output: output().trim() }
  }

  const isFresh = testEngine === 'sqlite'
  expect(await ended(['erase-traces'])).toMatchObject({
    code: isFresh ? 1 : 0,
    output: expect.stringContaining(isFresh ? 'no tables yet: run instagram-dashboard migrate' : ''),
  })
  expect(await ended(['migrate', '--dry-run', '--json'])).toMatchObject({
    code: 0,
    output: expect.stringContaining(isFresh ? '"missing":["0000' : '"missing":[]'),
  })
  expect(await ended(['migrate', '--json'])).toMatchObject({
    code: 0,
    // A fresh database of PostgreSQL is a copy of one that has the schema.
    output: expect.stringContaining(isFresh ? '"applied":["0000' : '"applied":[]'),
  })
  expect(await ended(['migrate'])).toMatchObject({ code: 0, output: expect.stringContaining('Up to date') })
})
