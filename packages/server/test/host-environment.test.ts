import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { generateEncryptionKey } from '../src/index.ts'

const run = promisify(execFile)
const entry = join(import.meta.dirname, '..', 'src', 'index.ts')

/** A host that embeds the dashboard, in a folder and a process of its own; what it logs and what the doctor says. */
const host = `
  import { createInstagramDashboard, readConfiguration } from ${JSON.stringify(entry)}
  const lines = []
  const dashboard = await createInstagramDashboard({
    ...readConfiguration(process.env),
    authenticate: () => null,
    backgroundJobs: false,
    writeLog: (line) => lines.push(JSON.parse(line)),
  })
  const { checks } = await dashboard.examine({ locale: 'en' })
  await dashboard.close()
  console.log(JSON.stringify({ lines, checks }))
`

async function runHost(environment: Record<string, string>) {
  const cwd = await mkdtemp(join(tmpdir(), 'instagram-dashboard-host-'))
  onTestFinished(() => rm(cwd, { recursive: true, force: true }))
  const env = {
    PATH: process.env['PATH'],
    INSTAGRAM_APP_ID: '1',
    INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
    INSTAGRAM_REDIRECT_URI: 'http://localhost:3000/return',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey(),
    // Nobody listens there.
    INSTAGRAM_GRAPH_BASE_URL: 'http://127.0.0.1:9',
    INSTAGRAM_OAUTH_BASE_URL: 'http://127.0.0.1:9',
    INSTAGRAM_AUTHORIZE_URL: 'http://127.0.0.1:9',
    ...environment,
  }
  const words = ['--conditions=source', '--no-warnings', '--input-type=module', '--eval', host]
  const { stdout } = await run(process.execPath, words, { cwd, env })
  const { lines, checks } = JSON.parse(stdout) as {
    lines: { event: string; database?: string }[]
    checks: { id: string; status: string; message: string; next: string | null }[]
  }
  return { told: lines.filter(({ event }) => event === 'host_database.ignored'), lines, checks }
}

test('a host keeps its own environment, and is told once where our data is', async () => {
  const { told, lines, checks } = await runHost({
    DATABASE_URL: 'mysql://app:canary@db.example/app',
    LOG_LEVEL: 'verbose',
    PORT: '/tmp/pipe',
    HOST: '-',
    PUBLIC_URL: '/assets',
    ALLOWED_ORIGINS: '*',
    TRUSTED_PROXIES: 'all',
  })
  expect(told).toMatchObject([{ database: './data/instagram-dashboard.db' }])
  expect(checks[0]).toEqual({
    id: 'configuration',
    status: 'warn',
    message:
      'All variables are valid. There is a database address of your app, which is not read: our data is in ./data/instagram-dashboard.db.',
    next: expect.stringContaining('Set INSTAGRAM_DATABASE_URL:'),
  })
  expect(JSON.stringify([lines, checks])).not.toContain('canary')
})

test('with a name of ours for the database there is nothing to be told', async () => {
  const { told, checks } = await runHost({
    DATABASE_URL: 'mysql://db.example/app',
    INSTAGRAM_DATABASE_URL: 'file:own.db',
  })
  expect(told).toEqual([])
  expect(checks.slice(0, 2)).toMatchObject([
    { id: 'configuration', status: 'ok' },
    { id: 'database', status: 'ok', message: expect.stringContaining('own.db') },
  ])
})
