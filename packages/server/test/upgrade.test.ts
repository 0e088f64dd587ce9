import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { request } from 'undici'
import { expect, inject, onTestFinished, test } from 'vitest'
import { connectSqlite } from '../../db/test/connect-sqlite.ts'
import { testEngine } from '../../db/test/fresh-database.ts'
import { onDatabase, runOnServer } from '../../db/test/postgres-server.ts'
import { generateEncryptionKey } from '../src/index.ts'
import { startSandbox, type Sandbox } from '../src/sandbox/index.ts'
import { unpackLastRelease } from './last-release.ts'
import { sandboxEnvironment } from './sandbox-environment.ts'

const program = join(import.meta.dirname, '..', 'dist', 'standalone.js')
const jwtSecret = generateEncryptionKey()
const redirectUri = 'http://localhost:3999/return'
const base = '/api/v1/social/instagram'
const people = ['loja.da.ana', 'criador.leo', 'cafe.pequeno']

interface Place {
  url: string
  /** What an administrator's console would do, past both versions. */
  change(statement: string): Promise<unknown>
}

/** A database without a table, of this test's own. */
async function blankDatabase(folder: string): Promise<Place> {
  if (testEngine === 'sqlite') {
    const path = join(folder, 'app.db')
    const change = async (statement: string) => {
      using connection = connectSqlite(path)
      connection.raw.exec(statement)
    }
    return { url: `file:${path}`, change }
  }
  const server = inject('postgres')
  const name = `upgrade_${randomUUID().replaceAll('-', '')}`
  await runOnServer(server.url, `CREATE DATABASE ${name}`)
  onTestFinished(() => void runOnServer(server.url, `DROP DATABASE ${name} WITH (FORCE)`))
  const url = onDatabase(server.url, name)
  return { url, change: (statement) => runOnServer(url, statement) }
}

interface Version {
  file: string
  environment: Record<string, string>
}

function start({ file, environment }: Version, words: string[]) {
  const child = spawn(process.execPath, [file, ...words], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  const exit = once(child, 'close').then(([code]) => ({ code: code as number | null, output }))
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, exit, output: () => output }
}

/** A running server that calls are sent to, and the calls that it has not answered yet. */
interface Serving {
  url: string
  isUp: boolean
  inHand: Set<{ isCut: boolean }>
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

async function serve(version: Version): Promise<Serving> {
  const { child, exit, output } = start(version, ['serve', '--json'])
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const ready = output().match(/^\{"url":"([^"]+)".*"ready":true\}$/m)
      if (ready?.[1] !== undefined) resolve(ready[1])
    })
    void exit.then(({ code }) => reject(new Error(`exited with ${code}: ${output()}`)))
  })
  const inHand: Serving['inHand'] = new Set()
  const serving: Serving = {
    url,
    isUp: true,
    inHand,
    async stop(signal) {
      serving.isUp = false
      if (signal === 'SIGKILL') for (const call of inHand) call.isCut = true
      child.kill(signal)
      return (await exit).code
    },
  }
  return serving
}

interface Answer {
  state?: string
  id?: string
  error?: { code: string }
}

/** People who look and sync one call after another, at the one server and the other in turns, until told to stop. */
function startLoad(sandbox: Sandbox, servers: { old: Serving; new: Serving }) {
  const failures: string[] = []
  const answered = { old: 0, new: 0 }
  const synced = new Map<string, string[]>()
  let isOver = false

  async function call(person: string, path: string, body?: object): Promise<Answer> {
    let wasCut = false
    for (let turn = answered.old + answered.new; ; turn += 1) {
      const which = turn % 2 === 0 && servers.old.isUp ? 'old' : 'new'
      const { url, inHand } = servers[which]
      const hold = { isCut: false }
      inHand.add(hold)
      try {
        const { statusCode, body: answer } = await request(`${url}${base}${path}`, {
          // A connection of its own, as a proxy opens one to another server when this one has gone.
          reset: true,
          headers: { authorization: `Bearer ${await tokenOf(person)}`, 'content-type': 'application/json' },
          ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
        })
        const read = (await answer.json()) as Answer
        answered[which] += 1
        // What was asked for before the cut is still being done.
        const isUnderWay = wasCut && read.error?.code === 'SYNC_IN_PROGRESS'
        if (statusCode !== 200 && !isUnderWay) failures.push(`${which} ${path} ${statusCode} ${read.error?.code}`)
        return read
      } catch (error) {
        // Nobody listens there any more: nothing was sent, and a proxy asks the next.
        const wasSent = (error as { code?: string }).code !== 'ECONNREFUSED'
        if (wasSent && !hold.isCut) failures.push(`${which} ${path} ${String(error)}`)
        // Whoever was cut off asks again.
        wasCut ||= wasSent
      } finally {
        inHand.delete(hold)
      }
    }
  }

  async function live(person: string) {
    const { state = '' } = await call(person, '/connect/')
    const code = sandbox.control.approve(person, { state, redirectUri })
    await call(person, '/callback/', { code, state })
    const ids: string[] = []
    synced.set(person, ids)
    while (!isOver) {
      await call(person, '/status/')
      await call(person, '/metrics/')
      const run = await call(person, '/sync/', {})
      if (run.id !== undefined) ids.push(run.id)
    }
  }
  const lives = people.map(live)
  return {
    failures,
    answered,
    synced,
    /** Resolves when each of these has answered so many more calls. */
    async more(count: number, which: ('old' | 'new')[]) {
      const wanted = which.map((name) => [name, answered[name] + count] as const)
      await expect
        .poll(() => wanted.every(([name, calls]) => answered[name] >= calls) || failures.length > 0, {
          timeout: 60_000,
        })
        .toBe(true)
      expect(failures).toEqual([])
    },
    async end() {
      isOver = true
      await Promise.all(lives)
    },
  }
}

const tokenOf = (person: string) =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(person)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(jwtSecret))

test('the last release serves beside this version on its schema, restarts on it, and refuses one that took away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-upgrade-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const sandbox = await startSandbox({ now: () => new Date() })
  onTestFinished(() => sandbox.close())
  const release = unpackLastRelease(folder)
  const { url, change } = await blankDatabase(folder)
  const environment = {
    ...sandboxEnvironment(sandbox, { redirectUri }),
    INSTAGRAM_CALLS_PER_HOUR: '100000',
    RATE_LIMIT_PER_MINUTE: '0',
    SYNC_COOLDOWN_MINUTES: '0',
    DATABASE_URL: url,
    AUTH_JWT_SECRET: jwtSecret,
    PORT: '0',
  }
  const [before, after] = [
    { file: release.program, environment },
    { file: program, environment },
  ]
  const newest = release.newestMigration(testEngine)

  // The old version is alone, and the new one migrates under it, with one migration more that nobody knows.
  expect(await start(before, ['migrate']).exit).toMatchObject({ code: 0 })
  const servers = { old: await serve(before), new: await serve(before) }
  const load = startLoad(sandbox, servers)
  await load.more(10, ['old', 'new'])
  expect(await start(after, ['migrate']).exit).toMatchObject({ code: 0 })
  await change('ALTER TABLE accounts ADD COLUMN added_by_an_upgrade TEXT')
  await change(applied(800, '0800_expand', newest))

  // One after another is replaced, as a deployment does it.
  const replaced = servers.new
  servers.new = await serve(after)
  expect(await replaced.stop('SIGTERM')).toBe(0)
  await load.more(10, ['old', 'new'])

  // The old one ends in order, is killed, and starts again each time: a deployment that stands still, or goes back.
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await servers.old.stop(signal)
    servers.old = await serve(before)
    await load.more(10, ['old', 'new'])
  }
  await load.end()
  expect(load.failures).toEqual([])

  // What was said to be done is there, whoever did it.
  for (const [person, ids] of load.synced) {
    const input = encodeURIComponent(JSON.stringify({ json: { limit: 100 } }))
    const history = await request(`${servers.new.url}/trpc/instagram.sync.history?input=${input}`, {
      headers: { authorization: `Bearer ${await tokenOf(person)}` },
    })
    const answer = (await history.body.json()) as { result: { data: { json: { items: { id: string }[] } } } }
    const { items } = answer.result.data.json
    const found = items.map(({ id }) => id)
    expect(ids.slice(-50).filter((id) => !found.includes(id))).toEqual([])
    expect(ids.length).toBeGreaterThan(0)
  }

  // Both have written the one log, in turns, and one was killed in the middle of it.
  expect(await start(after, ['audit', 'verify']).exit).toMatchObject({ code: 0 })

  // After a migration that takes away, what runs goes on until it ends, and says why it does not come back.
  await change(applied(801, '0801_contract', 801))
  await servers.old.stop('SIGTERM')
  expect(await start(before, ['serve']).exit).toMatchObject({
    code: 1,
    output: expect.stringContaining('The database schema (0801_contract) is newer than this version'),
  })
}, 180_000)

/** As a version that knows it would have written it down. */
const applied = (number: number, name: string, compatibleFrom: number) =>
  `INSERT INTO schema_migrations (number, name, hash, applied_at, compatible_from)
   VALUES (${number}, '${name}', 'x', '2030-01-01T00:00:00Z', ${compatibleFrom})`
